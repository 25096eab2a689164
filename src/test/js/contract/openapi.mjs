// Checks an OpenAPI 3.1 document with the schema that the OpenAPI Initiative publishes, in which that of JSON Schema is
// checked as well, and whether each $ref leads somewhere; prints what is wrong.
import { readFile } from 'node:fs/promises';
import { validate } from '@hyperjump/json-schema/openapi-3-1';

const document = JSON.parse(await readFile(process.argv[2], 'utf8'));
const output = await validate('https://spec.openapis.org/oas/3.1/schema-base', document, 'BASIC');
const wrong = (output.errors ?? []).map(({ instanceLocation, absoluteKeywordLocation }) =>
  `${instanceLocation} ${absoluteKeywordLocation}`);

function check(node, place) {
  if (typeof node !== 'object' || node === null) return;
  if (typeof node.$ref === 'string') {
    const target = node.$ref.slice(2).split('/').reduce((at, key) => at?.[key], document);
    if (target === undefined) wrong.push(`${place} leads nowhere: ${node.$ref}`);
  }
  for (const [key, value] of Object.entries(node)) check(value, `${place}/${key}`);
}
check(document, '#');

wrong.forEach((line) => console.error(line));
process.exitCode = output.valid && wrong.length === 0 ? 0 : 1;
