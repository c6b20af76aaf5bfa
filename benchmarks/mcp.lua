-- One call of the tool 'echo'; MCP_ERA says in which era, MCP_SESSION names the session of the older one, MCP_KEY an API key.
local era = os.getenv("MCP_ERA")
wrk.method = "POST"
wrk.headers["Content-Type"] = "application/json"
local key = os.getenv("MCP_KEY")
if key then
  wrk.headers["Authorization"] = "Bearer " .. key
end
wrk.headers["Accept"] = "application/json, text/event-stream"
if era == "2026-07-28" then
  wrk.headers["MCP-Protocol-Version"] = "2026-07-28"
  wrk.headers["Mcp-Method"] = "tools/call"
  wrk.headers["Mcp-Name"] = "echo"
  wrk.body = '{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"echo","arguments":{"text":"hello"},' ..
    '"_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientCapabilities":{}}}}'
else
  wrk.headers["Mcp-Session-Id"] = os.getenv("MCP_SESSION")
  wrk.body = nil
  local id = 0
  -- A session takes an id only once at a time.
  request = function()
    id = id + 1
    return wrk.format(nil, nil, nil, '{"jsonrpc":"2.0","id":"' .. tostring(wrk.thread):sub(-6) .. id ..
      '","method":"tools/call","params":{"name":"echo","arguments":{"text":"hello"}}}')
  end
end
