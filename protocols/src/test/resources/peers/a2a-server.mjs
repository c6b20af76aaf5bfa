// An A2A agent by the project's own JavaScript SDK, over JSON-RPC and HTTP+JSON, in 1.0 and 0.3. Prints its port, lives until its input ends.
// usage: a2a-server.mjs [1.0|0.3|both]
import http from 'node:http';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import path from 'node:path';

const require = createRequire(path.join(process.cwd(), 'script.js'));
const load = name => import(pathToFileURL(require.resolve(name).replace(/\.cjs$/, '.js')).href);
const sdk = await load('@a2a-js/sdk');
const { AgentEvent, DefaultRequestHandler, InMemoryTaskStore } = await load('@a2a-js/sdk/server');
const { UserBuilder, agentCardHandler, jsonRpcHandler, restHandler } = await load('@a2a-js/sdk/server/express');
const express = require('express');

const speaks = process.argv[2] ?? 'both';
const State = sdk.TaskState;
const text = value => ({ content: { $case: 'text', value }, metadata: undefined, filename: '', mediaType: 'text/plain' });

class Talker {
  async execute(context, bus) {
    const { taskId, contextId, userMessage } = context;
    const said = userMessage.parts.map(part => part.content?.$case === 'text' ? part.content.value : JSON.stringify(part.content?.value)).join(' ');
    const status = (state, parts) => ({
      state, timestamp: new Date().toISOString(),
      message: parts && { messageId: `${taskId}-${Date.now()}`, role: sdk.Role.ROLE_AGENT, parts, taskId, contextId, extensions: [],
        referenceTaskIds: [], metadata: undefined },
    });
    const update = (state, parts) => bus.publish(AgentEvent.statusUpdate({ taskId, contextId, status: status(state, parts), metadata: undefined }));
    const piece = (value, append, lastChunk) => bus.publish(AgentEvent.artifactUpdate({ taskId, contextId, append, lastChunk, metadata: undefined,
      artifact: { artifactId: 'answer', name: 'answer', description: '', parts: [text(value)], metadata: undefined, extensions: [] } }));
    if (said === 'say') {
      bus.publish(AgentEvent.message({ messageId: 'm', role: sdk.Role.ROLE_AGENT, parts: [text('just words')], taskId: '', contextId,
        extensions: [], referenceTaskIds: [], metadata: undefined }));
      bus.finished();
      return;
    }
    bus.publish(AgentEvent.task(context.task ?? { id: taskId, contextId, status: status(State.TASK_STATE_SUBMITTED), artifacts: [],
      history: [userMessage], metadata: undefined }));
    if (said === 'ask') {
      update(State.TASK_STATE_INPUT_REQUIRED, [text('Which city?')]);
    } else if (said === 'refuse') {
      update(State.TASK_STATE_REJECTED, [text('not today')]);
    } else if (said === 'hang') {
      update(State.TASK_STATE_WORKING);
      await new Promise(resolve => { this.waiting = resolve; });
      update(State.TASK_STATE_CANCELED);
    } else {
      update(State.TASK_STATE_WORKING);
      piece('You said: ', false, false);
      piece(said, true, true);
      update(State.TASK_STATE_COMPLETED);
    }
    bus.finished();
  }

  async cancelTask() {
    console.log(JSON.stringify({ cancelled: true }));
    this.waiting?.();
  }
}

const app = express();
const server = http.createServer(app);
await new Promise(resolve => server.listen(0, '127.0.0.1', resolve));
const url = `http://127.0.0.1:${server.address().port}`;
const link = (binding, version, where) => ({ url: url + where, protocolBinding: binding, tenant: '', protocolVersion: version });
const card = sdk.AgentCard.fromJSON({
  name: 'js talker', description: 'Answers from JavaScript', version: '1.0.0',
  supportedInterfaces: [
    ...(speaks === '0.3' ? [] : [link('JSONRPC', '1.0', '/rpc'), link('HTTP+JSON', '1.0', '/rest')]),
    ...(speaks === '1.0' ? [] : [link('JSONRPC', '0.3', '/rpc')]),
  ],
  capabilities: { streaming: process.argv[3] !== 'no-streams', pushNotifications: false },
  defaultInputModes: ['text/plain', 'application/json'], defaultOutputModes: ['text/plain'],
  skills: [{ id: 'talk', name: 'Talk', description: 'Talks', tags: ['talk'] }],
});
const legacyCompat = speaks === '1.0' ? undefined : { enabled: true };
const handler = new DefaultRequestHandler(card, new InMemoryTaskStore(), new Talker());
app.use('/.well-known/agent-card.json', agentCardHandler({ agentCardProvider: handler, legacyCompat }));
app.use('/rpc', jsonRpcHandler({ requestHandler: handler, userBuilder: UserBuilder.noAuthentication, legacyCompat }));
app.use('/rest', restHandler({ requestHandler: handler, userBuilder: UserBuilder.noAuthentication }));
console.log(JSON.stringify({ url }));
process.stdin.on('end', () => process.exit(0)).resume();
