-- One message to an agent; A2A_METHOD says how, A2A_TEXT what it says.
local method = os.getenv("A2A_METHOD")
local text = os.getenv("A2A_TEXT")
local id = 0
wrk.method = "POST"
wrk.headers["Content-Type"] = "application/json"
wrk.headers["A2A-Version"] = "1.0"

request = function()
  id = id + 1
  return wrk.format(nil, nil, nil, '{"jsonrpc":"2.0","id":' .. id .. ',"method":"' .. method ..
    '","params":{"message":{"messageId":"m-' .. id .. '","role":"ROLE_USER","parts":[{"text":"' .. text .. '"}]}}}')
end
