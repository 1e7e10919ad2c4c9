#!lua flags=no-writes
--[[
Reads entries of an inbox at one instant.

KEYS[1]  inbox: list of `seq:position:time:text`, numbered without gap

ARGV: number after which, most entries

Answers the oldest number kept (1 where there is none) and the entries.
]]
local oldest = redis.call('LINDEX', KEYS[1], 0)
if not oldest then return { 1, {} } end
local first = tonumber(string.match(oldest, '^%d+'))
local from = math.max(0, tonumber(ARGV[1]) + 1 - first)
local most = tonumber(ARGV[2])
if most == 0 then return { first, {} } end
return { first, redis.call('LRANGE', KEYS[1], from, from + most - 1) }
