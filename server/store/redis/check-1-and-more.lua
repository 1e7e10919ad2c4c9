#!lua flags=no-writes
--[[
Tells whether the records that a decision read still stand, where it writes nothing: answered even while Redis is full.

KEYS[1]  position of the newest event
KEYS[2…] hashes of records. ARGV names a key by its number

ARGV: for each record read: key, field, version

Answers 0 and the newest position, or one number: which of the records read has changed (from 1).
]]
for place = 1, #ARGV, 3 do
  local kept = redis.call('HGET', KEYS[tonumber(ARGV[place])], ARGV[place + 1])
  local stands = kept and string.match(kept, '^%d+') or '0'
  if stands ~= ARGV[place + 2] then return { (place + 2) / 3 } end
end
return { 0, tonumber(redis.call('GET', KEYS[1]) or 0) }
