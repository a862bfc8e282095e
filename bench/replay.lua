-- Sends the queries of a file, a line each, one after another; tells at the end what came of it.
-- Arguments: the file, and with which of its lines to begin.

local lines, count, line = {}, 0, 0
local before, after

function init(arguments)
  for each in io.lines(arguments[1]) do
    count = count + 1
    lines[count] = each
  end
  line = tonumber(arguments[2]) % count
  before = "GET " .. wrk.path .. "?query="
  after = " HTTP/1.1\r\nHost: " .. wrk.host .. ":" .. wrk.port
    .. "\r\nAccept: application/sparql-results+json\r\n\r\n"
end

function request()
  line = line % count + 1
  return before .. lines[line] .. after
end

function done(summary, latency)
  local errors = summary.errors
  io.write(string.format(
    "RESULT %d %d %d %d %d %d\n",
    summary.requests,
    summary.duration,
    latency:percentile(50),
    latency:percentile(99),
    errors.status,
    errors.connect + errors.read + errors.write + errors.timeout
  ))
end
