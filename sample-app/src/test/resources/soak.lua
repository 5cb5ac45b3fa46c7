-- What a busy platform is asked, as wrk asks it. Argument: the number of the round, so that what is
-- made up in one round has not been seen in another.

local round, made = 0, 0
local payers = { "northstar", "blueriver", "summit", "lakeside", "evergreen" }
local customers = { "acme", "globex", "initech", "umbrella", "hooli" }
local reports = { "drift_summary", "payment_analysis", "denial_analysis", "quality_dashboard" }
local doors = { "/wp-login.php", "/admin/config.php", "/.env", "/cgi-bin/status", "/api/v1/users/" }
local verbs = { "PROPFIND", "MKCOL", "SEARCH", "REPORT", "DELETE", "OPTIONS", "HEAD" }
local claim = [[{"number": "S-%d", "payer": "%s", "procedure": "99213", "submitted": "2026-01-02",
  "decided": "2026-01-10", "outcome": "PAID", "billed": "12000", "paid": "9000"}]]

function init(args)
  round = tonumber(args[1])
  math.randomseed(round)
  -- More customers than the API's limits turn away, and more than there are names for.
  for i = 1, 200 do customers[#customers + 1] = "practice-" .. i end
end

local function any(list) return list[math.random(#list)] end

local function new(what)
  made = made + 1
  return what .. "-" .. round .. "-" .. made
end

local function ask(customer, method, path, body)
  return wrk.format(method, path,
    { ["X-Customer"] = customer, ["Content-Type"] = "application/json" }, body)
end

local function profile(customer)
  return ask(customer, "GET", "/api/payers/" .. any(payers) .. "/profile")
end

function request()
  local dice = math.random(100)
  if dice <= 35 then return profile(any(customers)) end
  if dice <= 50 then return ask(any(customers), "GET", "/api/alerts") end
  -- a clearing house that calls as each of its accounts
  if dice <= 55 then return ask(new("account"), "GET", "/api/alerts") end
  if dice <= 60 then return profile(new("account")) end
  -- a customer that names each signal after its own ticket
  if dice <= 66 then
    return ask("initrode", "POST", "/api/denials", '{"signal": "' .. new("ticket") .. '"}')
  end
  if dice <= 70 then
    return ask(any(customers), "POST", "/api/denials", '{"signal": "' .. new("remark") .. '"}')
  end
  -- a program that says who was logged in where it should say what went wrong
  if dice <= 73 then
    return ask(any(customers), "POST", "/api/reports/payment_analysis/failures",
      '{"error": "' .. new("jane.doe") .. '@example.com"}')
  end
  -- somebody who tries doors
  if dice <= 87 then return ask(nil, "GET", any(doors) .. new("") .. "?q=" .. new("q")) end
  if dice <= 89 then return ask(nil, any(verbs), "/") end
  if dice <= 91 then return ask(nil, "GET", "/api/alerts") end
  -- a mistake of the platform's: 500
  if dice <= 93 then return ask(any(customers), "GET", "/api/payers/summit/forecast") end
  if dice <= 95 then return ask(any(customers), "POST", "/api/reports/" .. any(reports)) end
  if dice <= 97 then
    -- few, and again and again: the database is not to grow
    local body = claim:format(math.random(5), any(payers))
    return ask(customers[math.random(5)], "POST", "/api/claims", "[" .. body .. ', {"number": null}]')
  end
  return ask(nil, "GET", "/")
end

function done(summary, latency, requests)
  io.write(("soaked %d %d %d %d %d\n"):format(summary.requests, summary.duration,
    latency:percentile(50), latency:percentile(99), latency.max))
end
