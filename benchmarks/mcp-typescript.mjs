// The echo tool on the TypeScript SDK v2 (revision 2026-07-28), as a peer for mcp.sh. Argument: the folder of the peers. Prints its port.
import { createServer } from 'node:http'
import { createRequire } from 'node:module'
import { pathToFileURL } from 'node:url'

const require = createRequire(process.argv[2] + '/')
const load = name => import(pathToFileURL(require.resolve(name)).href)
const { McpServer, createMcpHandler, fromJsonSchema } = await load('@modelcontextprotocol/server')
const { toNodeHandler } = await load('@modelcontextprotocol/node')

const text = { type: 'object', properties: { text: { type: 'string' } }, required: ['text'], additionalProperties: false }
function server() {
  const made = new McpServer({ name: 'v2', version: '1' }, { capabilities: { tools: {} } })
  made.registerTool('echo', { description: 'Answers with what it is given', inputSchema: fromJsonSchema(text), outputSchema: fromJsonSchema(text) },
    async given => ({ content: [{ type: 'text', text: JSON.stringify(given) }], structuredContent: given }))
  return made
}
const node = toNodeHandler(createMcpHandler(server, { legacy: 'reject' }))
const listening = createServer((request, response) => node(request, response))
listening.listen(0, '127.0.0.1', () => console.log(listening.address().port))
