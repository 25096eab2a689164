// Checks an AsyncAPI document with the JSON schema that AsyncAPI publishes for its version; prints what is wrong.
import { readFile } from 'node:fs/promises';
import Ajv from 'ajv';
import addFormats from 'ajv-formats';
import specs from '@asyncapi/specs';

const document = JSON.parse(await readFile(process.argv[2], 'utf8'));
const ajv = new Ajv({ strict: false, allErrors: true });
addFormats(ajv);
const isRight = ajv.validate(specs.schemasWithoutId[document.asyncapi], document);
for (const { instancePath, message } of ajv.errors ?? []) {
  console.error(`${instancePath || '/'} ${message}`);
}
process.exitCode = isRight ? 0 : 1;
