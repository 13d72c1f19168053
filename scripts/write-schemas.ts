// Writes schemas/ from the zod schemas that the code checks with: node dist/scripts/write-schemas.js
import { writeFileSync } from 'node:fs';
import { modelsJsonSchema } from '../src/cli/models-document.js';
import { loadJsonSchemas } from '../src/load/document.js';
import { scenariosJsonSchema } from '../src/scenarios/document.js';
import { resultsJsonSchema } from '../src/trials/results-file.js';
import { verifyJsonSchema } from '../src/verify/document.js';

const write = (name: string, text: string) => writeFileSync(new URL(`../../schemas/${name}`, import.meta.url), text);

write('models.schema.json', modelsJsonSchema());
write('results.schema.json', resultsJsonSchema());
write('scenarios.schema.json', scenariosJsonSchema());
write('verify.schema.json', verifyJsonSchema());
for (const [name, schema] of Object.entries(loadJsonSchemas)) write(name, schema());
