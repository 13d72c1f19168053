// Writes schemas/ from the zod schemas that the code checks with: node dist/scripts/write-schemas.js
import { writeFileSync } from 'node:fs';
import { loadJsonSchema } from '../src/load/document.js';
import { resultsJsonSchema } from '../src/trials/results-file.js';

writeFileSync(new URL('../../schemas/results.schema.json', import.meta.url), resultsJsonSchema());
writeFileSync(new URL('../../schemas/load.schema.json', import.meta.url), loadJsonSchema());
