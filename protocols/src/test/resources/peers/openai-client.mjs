// Talks to the server with the official client and prints one line of JSON with what came back.
import OpenAI from 'openai';

const client = new OpenAI({ baseURL: process.argv[2], apiKey: 'unused', maxRetries: 0 });
const said = {};

said.models = (await client.models.list()).data.map((model) => model.id);

const whole = await client.chat.completions.create({ model: 'small', messages: [{ role: 'user', content: 'whole' }] });
said.whole = { text: whole.choices[0].message.content, tokens: whole.usage.total_tokens, finish: whole.choices[0].finish_reason };

const stream = await client.chat.completions.create({
  model: 'small', stream: true, stream_options: { include_usage: true }, messages: [{ role: 'user', content: 'stream' }] });
said.pieces = [];
for await (const chunk of stream) {
  const text = chunk.choices[0]?.delta?.content;
  if (text) said.pieces.push(text);
  if (chunk.usage) said.streamTokens = chunk.usage.total_tokens;
}

const tools = [{ type: 'function', function: {
  name: 'weather', description: 'The weather', parameters: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] } } }];
const messages = [{ role: 'user', content: 'tools' }];
const call = await client.chat.completions.create({ model: 'small', messages, tools });
said.call = call.choices[0].message.tool_calls[0].function;
said.callFinish = call.choices[0].finish_reason;
messages.push(call.choices[0].message, { role: 'tool', tool_call_id: call.choices[0].message.tool_calls[0].id, content: 'sunny' });
said.afterTool = (await client.chat.completions.create({ model: 'small', messages, tools })).choices[0].message.content;

const streamedCall = await client.chat.completions.stream({ model: 'small', messages: [{ role: 'user', content: 'tools' }], tools })
  .finalChatCompletion();
said.streamedCall = streamedCall.choices[0].message.tool_calls[0].function.arguments;

const typed = await client.chat.completions.create({ model: 'small', messages: [{ role: 'user', content: 'typed' }],
  response_format: { type: 'json_schema', json_schema: { name: 'answer', strict: true, schema: {
    type: 'object', properties: { n: { type: 'integer' } }, required: ['n'], additionalProperties: false } } } });
said.typed = JSON.parse(typed.choices[0].message.content);

said.agent = (await client.chat.completions.create({ model: 'agent:shout', messages: [{ role: 'user', content: 'hello' }] }))
  .choices[0].message.content;

const { data, response } = await client.chat.completions
  .create({ model: 'auto', messages: [{ role: 'user', content: 'say this loudly' }] }).withResponse();
said.auto = { text: data.choices[0].message.content, agent: response.headers.get('x-roundhouse-agent') };

try {
  await client.chat.completions.create({ model: 'nobody', messages: [{ role: 'user', content: 'x' }] });
} catch (error) {
  said.error = { name: error.constructor.name, status: error.status, code: error.code };
}
console.log(JSON.stringify(said));
