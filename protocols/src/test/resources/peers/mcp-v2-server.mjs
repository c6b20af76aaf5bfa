// An MCP server on the TypeScript SDK v2, of revision 2026-07-28 and, where it is asked to, of the revisions before.
// Arguments: 'stdio' or 'http', and 'legacy' to serve sessions, too. Prints its port when it listens.
import { createServer } from 'node:http'
import { createRequire } from 'node:module'
import { pathToFileURL } from 'node:url'

// This script does not lie beside the packages; it is started in their folder.
const require = createRequire(process.cwd() + '/')
const load = name => import(pathToFileURL(require.resolve(name)).href)
const { McpServer, createMcpHandler, inputRequired, acceptedContent, fromJsonSchema } = await load('@modelcontextprotocol/server')

const [transport, legacy] = process.argv.slice(2)
let late = false

function server() {
  const made = new McpServer({ name: 'v2', version: '1' }, { capabilities: { tools: { listChanged: true } } })
  const text = said => ({ content: [{ type: 'text', text: said }] })
  const schema = properties => fromJsonSchema({ type: 'object', properties, required: Object.keys(properties) })
  made.registerTool('greet', { description: 'Greets', inputSchema: schema({ name: { type: 'string' } }) },
    async ({ name }) => text(`Hello, ${name}!`))
  made.registerTool('deploy', { description: 'Deploys', inputSchema: schema({ place: { type: 'string' } }) },
    async ({ place }, context) => {
      const answer = acceptedContent(context.mcpReq.inputResponses, 'confirm')
      if (answer === undefined) {
        return inputRequired({
          inputRequests: {
            confirm: inputRequired.elicit({
              message: `Deploy to ${place}?`,
              requestedSchema: { type: 'object', properties: { sure: { type: 'boolean' } }, required: ['sure'] }
            })
          }
        })
      }
      return text(answer.sure ? `deployed to ${place}` : 'nothing done')
    })
  if (late) {
    made.registerTool('late', { description: 'Came late', inputSchema: schema({}) }, async () => text('here'))
  }
  return made
}

if (transport === 'stdio') {
  const { serveStdio } = await load('@modelcontextprotocol/server/stdio')
  serveStdio(server, { legacy: legacy === 'legacy' ? 'serve' : 'reject' })
} else {
  const { toNodeHandler } = await load('@modelcontextprotocol/node')
  const handler = createMcpHandler(server, legacy === 'legacy' ? {} : { legacy: 'reject' })
  const node = toNodeHandler(handler)
  const listening = createServer((request, response) => {
    if (request.url === '/grow') {
      late = true
      handler.notify.toolsChanged()
      response.end()
    } else {
      node(request, response)
    }
  })
  listening.listen(0, '127.0.0.1', () => console.log(listening.address().port))
}
