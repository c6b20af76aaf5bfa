// Talks to an A2A server with the project's own JavaScript SDK, over every binding, and prints one line per check.
// usage: a2a-client.mjs <base url> <agent>
import http from 'node:http';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import path from 'node:path';

const require = createRequire(path.join(process.cwd(), 'script.js'));
const load = name => import(pathToFileURL(require.resolve(name).replace(/\.cjs$/, '.js')).href);
const sdk = await load('@a2a-js/sdk');
const { ClientFactory, JsonRpcTransportFactory, RestTransportFactory } = await load('@a2a-js/sdk/client');
const { GrpcTransportFactory } = await load('@a2a-js/sdk/client/grpc');
const jose = await import(pathToFileURL(path.join(process.cwd(), 'node_modules/jose/dist/webapi/index.js')).href);

const [base, agent] = process.argv.slice(2);
const cardUrl = `${base}/a2a/${agent}/.well-known/agent-card.json`;
let failed = 0;

async function check(name, work) {
  let detail = '';
  try {
    detail = await within(Promise.resolve(work()), name);
  } catch (e) {
    failed++;
    console.log(JSON.stringify({ check: name, ok: false, detail: String((e && e.stack) || e) }));
    return;
  }
  console.log(JSON.stringify({ check: name, ok: true, detail }));
}

function must(condition, what) {
  if (!condition) {
    throw new Error(what);
  }
}

let sequence = 0;
const message = (text, more = {}) => ({
  tenant: '',
  message: {
    messageId: `js-${process.pid}-${++sequence}`, role: sdk.Role.ROLE_USER, contextId: '', taskId: '', extensions: [], referenceTaskIds: [],
    metadata: undefined,
    parts: [{ content: { $case: 'text', value: text }, metadata: undefined, filename: '', mediaType: '' }],
    ...more,
  },
  configuration: undefined,
  metadata: undefined,
});

const State = sdk.TaskState;
const textOf = task => task.artifacts[0].parts[0].content.value;
const taskOf = result => result.payload ? result.payload.value : result;
const caseOf = event => event.payload ? event.payload.$case : event.kind;

async function refused(work, what) {
  let error;
  try {
    await work();
  } catch (e) {
    error = e;
  }
  must(error, 'was not refused');
  must(what.test(`${error.name} ${error.constructor.name} ${error.message} ${error.reason ?? ''}`), `refused otherwise: ${error.name} ${error.message}`);
  return error.constructor.name;
}

async function webhook(expected) {
  const bodies = [];
  let done;
  const all = new Promise(resolve => { done = resolve; });
  const server = http.createServer((request, response) => {
    let body = '';
    request.on('data', chunk => { body += chunk; });
    request.on('end', () => {
      bodies.push({ authorization: request.headers.authorization, type: request.headers['content-type'], json: JSON.parse(body) });
      response.end();
      if (expected(bodies)) {
        done();
      }
    });
  });
  await new Promise(resolve => server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${server.address().port}/hook`, bodies, all, close: () => server.close() };
}

async function within(promise, what, millis = 20000) {
  let timer;
  const late = new Promise((_, reject) => { timer = setTimeout(() => reject(new Error(`${what} took too long`)), millis); });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}

// The card.
let card;
await check('card: found at the agent and at the well-known address', async () => {
  const response = await fetch(cardUrl);
  card = await response.json();
  const standard = await (await fetch(`${base}/.well-known/agent-card.json`)).json();
  must(card.name === agent && typeof standard.name === 'string', 'wrong names');
  return card.supportedInterfaces.map(i => i.protocolBinding).join(' ');
});
await check('card: unchanged is said with 304', async () => {
  const first = await fetch(cardUrl);
  const again = await fetch(cardUrl, { headers: { 'If-None-Match': first.headers.get('etag') } });
  must(again.status === 304 && /max-age=/.test(first.headers.get('cache-control')), `status ${again.status}`);
});
await check('card: signature verified by the SDK', async () => {
  const keys = await (await fetch(`${base}/.well-known/agent-card-keys.json`)).json();
  const verify = sdk.verifyAgentCardSignature(async kid => jose.importJWK(keys.keys.find(key => key.kid === kid)));
  await verify(sdk.AgentCard.fromJSON(card));
});
await check('card: a changed card is not verified', async () => {
  const keys = await (await fetch(`${base}/.well-known/agent-card-keys.json`)).json();
  const verify = sdk.verifyAgentCardSignature(async kid => jose.importJWK(keys.keys.find(key => key.kid === kid)));
  await refused(() => verify(sdk.AgentCard.fromJSON({ ...card, description: 'forged' })), /./);
});
await check('catalog: lists the agents', async () => {
  const listing = await (await fetch(`${base}/a2a`)).json();
  must(listing.agents.some(entry => entry.name === agent && entry.cardUrl.endsWith('agent-card.json')), 'not listed');
});
await check('version: another one is refused', async () => {
  const response = await fetch(`${base}/a2a/${agent}`, {
    method: 'POST', headers: { 'Content-Type': 'application/json', 'A2A-Version': '9.0' },
    body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'ListTasks', params: {} }),
  });
  must((await response.json()).error.code === -32009, 'other error');
});

const transports = [new JsonRpcTransportFactory(), new RestTransportFactory(), new GrpcTransportFactory()];
for (const name of ['JSONRPC', 'HTTP+JSON', 'GRPC']) {
  const only = transports.filter(factory => factory.protocolName === name);
  const factory = new ClientFactory({ transports: only, preferredTransports: [name] });
  let client;
  await check(`${name}: client from the card`, async () => {
    client = await factory.createFromUrl(cardUrl, '');
    return client.protocolVersion;
  });
  let done;
  await check(`${name}: send gives a completed task with an artifact`, async () => {
    done = taskOf(await client.sendMessage(message('hello')));
    must(done.status.state === State.TASK_STATE_COMPLETED, `state ${done.status.state}`);
    must(textOf(done) === 'You said: hello', textOf(done));
  });
  await check(`${name}: send gives a message if the agent says one`, async () => {
    const answer = taskOf(await client.sendMessage(message('say hi')));
    must(answer.messageId && answer.parts[0].content.value === 'hi', JSON.stringify(answer));
  });
  await check(`${name}: data and files`, async () => {
    const data = taskOf(await client.sendMessage(message('data'))).artifacts[0].parts[0];
    const files = taskOf(await client.sendMessage(message('file'))).artifacts[0].parts;
    must(data.content.$case === 'data' && data.content.value.count === 42, JSON.stringify(data));
    must(Buffer.from(files[1].content.value).toString() === 'bytes' && files[2].content.$case === 'url', JSON.stringify(files));
  });
  await check(`${name}: get a task`, async () => {
    const got = await client.getTask({ tenant: '', id: done.id, historyLength: undefined });
    must(got.id === done.id && got.history.length === 1 && textOf(got) === 'You said: hello', JSON.stringify(got));
    const bare = await client.getTask({ tenant: '', id: done.id, historyLength: 0 });
    must(bare.history.length === 0, 'history came');
  });
  await check(`${name}: an unknown task is not found`, () =>
    refused(() => client.getTask({ tenant: '', id: 'nope', historyLength: undefined }), /TaskNotFound|not found|no task/i));
  await check(`${name}: a conversation of two turns`, async () => {
    const asked = taskOf(await client.sendMessage(message('ask')));
    must(asked.status.state === State.TASK_STATE_INPUT_REQUIRED, `state ${asked.status.state}`);
    const answered = taskOf(await client.sendMessage(message('Oslo', { taskId: asked.id, contextId: asked.contextId })));
    must(textOf(answered) === 'Off to Oslo' && answered.id === asked.id, JSON.stringify(answered));
  });
  await check(`${name}: messages to an ended task are refused`, () =>
    refused(() => client.sendMessage(message('more', { taskId: done.id })), /UnsupportedOperation|has ended/i));
  await check(`${name}: stream begins with the task and ends with its end`, async () => {
    const kinds = [];
    let last;
    for await (const event of client.sendMessageStream(message('hello'))) {
      kinds.push(caseOf(event));
      last = event;
    }
    must(kinds[0] === 'task' && kinds.includes('artifactUpdate'), kinds.join(' '));
    must(last.payload.value.status.state === State.TASK_STATE_COMPLETED, 'no end');
    return kinds.join(' ');
  });
  await check(`${name}: subscribe to a task that waits, and cancel it`, async () => {
    const asked = taskOf(await client.sendMessage(message('ask')));
    const kinds = [];
    let last;
    for await (const event of client.resubscribeTask({ tenant: '', id: asked.id })) {
      kinds.push(caseOf(event));
      last = event;
      if (kinds.length === 1) {
        const cancelled = await client.cancelTask({ tenant: '', id: asked.id, metadata: undefined });
        must(cancelled.status.state === State.TASK_STATE_CANCELED, 'not cancelled');
      }
    }
    must(kinds[0] === 'task' && last.payload.value.status.state === State.TASK_STATE_CANCELED, kinds.join(' '));
  });
  await check(`${name}: an ended task cannot be cancelled`, () =>
    refused(() => client.cancelTask({ tenant: '', id: done.id, metadata: undefined }), /NotCancelable|ended/i));
  await check(`${name}: tasks page by page`, async () => {
    const contextId = `js-context-${name}`;
    for (let i = 0; i < 3; i++) {
      await client.sendMessage(message(`page ${i}`, { contextId }));
    }
    const seen = [];
    let pageToken = '';
    do {
      const page = await client.listTasks({ tenant: '', contextId, status: 0, pageSize: 2, pageToken, historyLength: undefined,
        statusTimestampAfter: undefined, includeArtifacts: undefined });
      must(page.totalSize === 3, `total ${page.totalSize}`);
      seen.push(...page.tasks.map(task => task.id));
      pageToken = page.nextPageToken;
    } while (pageToken);
    must(new Set(seen).size === 3, `saw ${seen.length}`);
  });
  await check(`${name}: push notification configurations`, async () => {
    const asked = taskOf(await client.sendMessage(message('ask')));
    const made = await client.createTaskPushNotificationConfig({ tenant: '', id: 'one', taskId: asked.id, url: 'https://example.com/hook',
      token: '', authentication: undefined });
    const got = await client.getTaskPushNotificationConfig({ tenant: '', taskId: asked.id, id: 'one' });
    must(made.id === 'one' && got.url === 'https://example.com/hook', JSON.stringify(got));
    const listed = await client.listTaskPushNotificationConfig({ tenant: '', taskId: asked.id, pageSize: 0, pageToken: '' });
    must(listed.configs.length === 1, `listed ${listed.configs.length}`);
    await client.deleteTaskPushNotificationConfig({ tenant: '', taskId: asked.id, id: 'one' });
    await client.deleteTaskPushNotificationConfig({ tenant: '', taskId: asked.id, id: 'one' });
    await refused(() => client.getTaskPushNotificationConfig({ tenant: '', taskId: asked.id, id: 'one' }), /./);
    await client.cancelTask({ tenant: '', id: asked.id, metadata: undefined });
  });
  await check(`${name}: a webhook hears of the task's end`, async () => {
    const hook = await webhook(bodies => bodies.some(body => body.json.statusUpdate?.status.state === 'TASK_STATE_COMPLETED'));
    try {
      const asked = taskOf(await client.sendMessage({ ...message('ask'), configuration: { acceptedOutputModes: [], historyLength: undefined,
        returnImmediately: false, taskPushNotificationConfig: { tenant: '', id: '', taskId: '', url: hook.url, token: '',
          authentication: { scheme: 'Bearer', credentials: 'secret-token' } } } }));
      await client.sendMessage(message('Oslo', { taskId: asked.id }));
      await within(hook.all, 'the webhook');
      must(hook.bodies.every(body => body.authorization === 'Bearer secret-token'), 'no credentials');
      must(hook.bodies.some(body => body.json.artifactUpdate), 'no artifact');
      return `${hook.bodies.length} notifications`;
    } finally {
      hook.close();
    }
  });
  await check(`${name}: a webhook inside the network is refused`, () =>
    refused(() => client.createTaskPushNotificationConfig({ tenant: '', id: '', taskId: done.id, url: 'http://169.254.169.254/latest',
      token: '', authentication: undefined }), /./));
  await check(`${name}: the extended card`, async () => {
    const extended = await client.getAgentCard();
    must(extended.name === agent, extended.name);
  });
}
console.log(JSON.stringify({ done: true, failed }));
process.exit(failed === 0 ? 0 : 1);
