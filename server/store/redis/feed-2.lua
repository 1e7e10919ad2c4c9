#!lua flags=no-writes
--[[
Reads a page of the feed at one instant.

KEYS[1]  position of the newest event
KEYS[2]  feed: stream, entry id = first position, fields n (events), at, e (entry)

ARGV: position after which, most commits

Answers the newest position, the oldest position kept ('' where the feed is empty), and the commits with an
event after that position, each as first position and entry.
]]
local after = tonumber(ARGV[1])
local newest = tonumber(redis.call('GET', KEYS[1]) or 0)
local oldest = redis.call('XRANGE', KEYS[2], '-', '+', 'COUNT', 1)[1]
if not oldest then return { newest, '', {} } end
local first_of = function(kept)
  return string.match(kept[1], '^%d+')
end
local page = {}
if after < newest then
  -- The commit that holds the next position may begin before it.
  local start = string.format('%d', after + 1)
  local holding = redis.call('XREVRANGE', KEYS[2], start, '-', 'COUNT', 1)[1]
  if holding and tonumber(first_of(holding)) + tonumber(holding[2][2]) - 1 > after then start = first_of(holding) end
  for number, kept in ipairs(redis.call('XRANGE', KEYS[2], start, '+', 'COUNT', ARGV[2])) do
    page[number] = { first_of(kept), kept[2][6] }
  end
end
return { newest, first_of(oldest), page }
