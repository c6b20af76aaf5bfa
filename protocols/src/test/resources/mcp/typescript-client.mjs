// Talks to an MCP server with the TypeScript SDK and prints what it saw as JSON.
//
//   node typescript-client.mjs PACKAGES URL MODE      MODE: legacy, auto, or a revision
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const [packages, url, mode] = process.argv.slice(2);
const sdk = await import(pathToFileURL(join(packages, '@modelcontextprotocol/client/dist/index.mjs')).href);

const negotiation = mode === 'legacy' || mode === 'auto' ? mode : { pin: mode };
const client = new sdk.Client(
  { name: 'typescript', version: '1.0.0' },
  { capabilities: { elicitation: {} }, versionNegotiation: { mode: negotiation } }
);
const asked = [];
client.setRequestHandler('elicitation/create', async (request) => {
  asked.push(request.params.message);
  return { action: 'accept', content: { text: 'what Ada wants' } };
});

await client.connect(new sdk.StreamableHTTPClientTransport(new URL(url)));
const tools = (await client.listTools()).tools.map((tool) => tool.name);
const echo = await client.callTool({ name: 'echo', arguments: { text: 'hi' } });
const said = await client.callTool({ name: 'ask', arguments: {} });
const refused = await client.callTool({ name: 'no-such-tool', arguments: {} }).then(() => null, (error) => error.code);
const resources = (await client.listResources()).resources.map((resource) => resource.uri);
const run = JSON.parse((await client.readResource({ uri: `roundhouse://runs/${said._meta['io.roundhouse/run']}` })).contents[0].text);
console.log(JSON.stringify({
  era: client.getProtocolEra?.(),
  revision: client.getNegotiatedProtocolVersion?.(),
  tools, asked, refused, resources,
  echo: echo.structuredContent,
  said: said.content[0].text,
  status: run.status
}));
await client.close();
