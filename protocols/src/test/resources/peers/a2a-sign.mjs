// Signs an agent card with the protocol project's own SDK and prints it with the public key. Usage: a2a-sign.mjs <card as JSON>
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import path from 'node:path';

const require = createRequire(path.join(process.cwd(), 'script.js'));
const sdk = await import(pathToFileURL(require.resolve('@a2a-js/sdk').replace(/\.cjs$/, '.js')).href);
const jose = await import(pathToFileURL(path.join(process.cwd(), 'node_modules/jose/dist/webapi/index.js')).href);

const { publicKey, privateKey } = await jose.generateKeyPair('ES256', { extractable: true });
const sign = sdk.generateAgentCardSignature(privateKey, { alg: 'ES256', kid: 'js-key', typ: 'JOSE' });
const signed = await sign(sdk.AgentCard.fromJSON(JSON.parse(process.argv[2])));
const keys = { keys: [{ ...await jose.exportJWK(publicKey), kid: 'js-key', alg: 'ES256', use: 'sig' }] };
console.log(JSON.stringify({ card: sdk.AgentCard.toJSON(signed), keys }));
