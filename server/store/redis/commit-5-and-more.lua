#!lua
--[[
Commits one decision: all of it, or nothing if what it read no longer stands.

KEYS[1]  position of the newest event
KEYS[2]  deadlines: sorted set, score = time, member = id
KEYS[3]  feed: stream, entry id = first position; also the channel on which followers are nudged
KEYS[4]  kinds of records: set of the names of hashes that hold any
KEYS[5]  while an export runs: hash of the records as they were before they changed ('' = absent)
KEYS[6…] whatever else is touched: hashes of records, ordered indexes, inboxes. ARGV names a key by its number

ARGV, in this order:
  not after (Redis time, ms; '' = whenever), at (market time, ms), number of events (one or more), feed entry, server (so that
  it need not heed its own nudge)
  number of records read,       for each: key, field, version
  number of records written,    for each: key, kind, field, text ('' removes)
  number of index entries,      for each: key, sort, tail ('' takes away)
  number of deadlines,          for each: id, time ('' takes away)
  number of inbox entries,      for each: key, number of the event in this commit (from 0), seq, its time, text

A record is kept as `version:text`, the version being this commit's first position. An index entry is kept as
the member `sort NUL tail`. An inbox entry is kept as `seq:position:time:text`.

Answers the first and last position of the commit, or
one number: which of the records read has changed (from 1), or 0: it came too late, its sender no longer waits.
]]
local limits = LIMITS
local place = 0
local function next_argument()
  place = place + 1
  return ARGV[place]
end
local function next_key()
  return KEYS[tonumber(next_argument())]
end

local not_after = next_argument()
if not_after ~= '' then
  local time = redis.call('TIME')
  if time[1] * 1000 + time[2] / 1000 > tonumber(not_after) then return { 0 } end
end

local at = tonumber(next_argument())
local events = tonumber(next_argument())
local entry = next_argument()
local server = next_argument()

for number = 1, tonumber(next_argument()) do
  local key, field, version = next_key(), next_argument(), next_argument()
  local kept = redis.call('HGET', key, field)
  local stands = kept and string.match(kept, '^%d+') or '0'
  if stands ~= version then return { number } end
end

local last = redis.call('INCRBY', KEYS[1], events)
local first = last - events + 1

local is_exporting = redis.call('EXISTS', KEYS[5]) == 1
for _ = 1, tonumber(next_argument()) do
  local key, kind, field, text = next_key(), next_argument(), next_argument(), next_argument()
  if is_exporting then redis.call('HSETNX', KEYS[5], kind .. field, redis.call('HGET', key, field) or '') end
  if text == '' then
    redis.call('HDEL', key, field)
  elseif redis.call('HSET', key, field, first .. ':' .. text) == 1 and redis.call('HLEN', key) == 1 then
    redis.call('SADD', KEYS[4], kind)
  end
end

for _ = 1, tonumber(next_argument()) do
  local key, sort, tail = next_key(), next_argument(), next_argument()
  redis.call('ZREMRANGEBYLEX', key, '[' .. sort .. '\0', '(' .. sort .. '\1')
  if tail ~= '' then redis.call('ZADD', key, 0, sort .. '\0' .. tail) end
end

for _ = 1, tonumber(next_argument()) do
  local id, time = next_argument(), next_argument()
  if time == '' then
    redis.call('ZREM', KEYS[2], id)
  else
    redis.call('ZADD', KEYS[2], time, id)
  end
end

-- How many of an inbox's oldest entries are beyond their age; looked at now and then.
local function aged(key)
  local old = 0
  for _, kept in ipairs(redis.call('LRANGE', key, 0, 63)) do
    local time = tonumber(string.match(kept, '^%d+:%d+:(%d+):'))
    if time >= at - limits.inboxAgeMaxMs then return old end
    old = old + 1
  end
  return old
end

for _ = 1, tonumber(next_argument()) do
  local key, number, seq = next_key(), tonumber(next_argument()), next_argument()
  local time, text = next_argument(), next_argument()
  local kept = seq .. ':' .. (first + number) .. ':' .. time .. ':' .. text
  local length = redis.call('RPUSH', key, kept)
  local gone = length - limits.inboxEntriesMax
  if tonumber(seq) % 16 == 0 then gone = math.max(gone, aged(key)) end
  if gone > 0 then redis.call('LTRIM', key, gone, -1) end
end

redis.call('XADD', KEYS[3], first .. '-0', 'n', events, 'at', at, 'e', entry)

-- The feed is trimmed with every 32nd event, by more than came meanwhile.
if math.floor(first / 32) ~= math.floor((last + 1) / 32) then
  redis.call('XTRIM', KEYS[3], 'MINID', '~', math.max(0, last - limits.feedEventsMax + 1))
  local keep_from = last - limits.feedEventsMin + 1
  local function is_old(kept)
    return tonumber(kept[2][4]) < at - limits.feedAgeMaxMs
  end
  local oldest = redis.call('XRANGE', KEYS[3], '-', '+', 'COUNT', 1)[1]
  if is_old(oldest) then
    local cut = 0
    for _, kept in ipairs(redis.call('XRANGE', KEYS[3], '-', '+', 'COUNT', 64)) do
      local next_first = tonumber(string.match(kept[1], '^%d+')) + tonumber(kept[2][2])
      if is_old(kept) and next_first <= keep_from then cut = next_first end
    end
    if cut > 0 then redis.call('XTRIM', KEYS[3], 'MINID', cut) end
  end
end

redis.call('SPUBLISH', KEYS[3], server .. ' ' .. last)
return { first, last }
