// Writes schemas/ from the zod schemas that the code checks with: node dist/scripts/write-schemas.js
import { writeFileSync } from 'node:fs';
import { resultsJsonSchema } from '../src/trials/results-file.js';

writeFileSync(new URL('../../schemas/results.schema.json', import.meta.url), resultsJsonSchema());
