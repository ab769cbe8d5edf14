import { writeFile } from 'node:fs/promises';
import { creditorJsonSchema } from '../config/json-schema.ts';

// Writes the published schema anew; a test fails while the two differ.
await writeFile(new URL('../config/creditor.schema.json', import.meta.url), creditorJsonSchema());
