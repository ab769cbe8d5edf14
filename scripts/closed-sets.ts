import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findLiterals } from './closed-sets/find.ts';
import { loadProduct } from './closed-sets/product.ts';

/*
 * tsx scripts/closed-sets.ts    names every literal that is written where a closed set has a member for it; exit 1
 *                               when there is one. Tests write literals: they say on their own what is expected.
 */

const root = fileURLToPath(new URL('..', import.meta.url));
const { checker, files } = loadProduct(root);
for (const { file, line, literal, member } of findLiterals(files, checker)) {
  console.error(`${relative(root, file.fileName)}:${line} writes '${literal}' where ${member} is meant.`);
  process.exitCode = 1;
}
