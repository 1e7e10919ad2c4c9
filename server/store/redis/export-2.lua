#!lua
--[[
Begins an export: from now on commits keep what a record was before they change it.

KEYS[1]  position of the newest event
KEYS[2]  hash of the records as they were before they changed; it is there as long as the export runs

ARGV: lifetime in ms, renewed while the export goes on, so that one whose server died does not stay for ever

Answers the newest position, which the export equals; -1: another export runs.
]]
if redis.call('EXISTS', KEYS[2]) == 1 then return -1 end
-- No record has an empty name.
redis.call('HSET', KEYS[2], '', '')
redis.call('PEXPIRE', KEYS[2], ARGV[1])
return tonumber(redis.call('GET', KEYS[1]) or 0)
