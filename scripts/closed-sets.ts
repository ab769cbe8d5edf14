import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { expectedType } from './closed-sets/expected-type.ts';
import { loadProduct } from './closed-sets/product.ts';
import { type ClosedSet, closedSetsIn } from './closed-sets/sets.ts';

/*
 * tsx scripts/closed-sets.ts    names every literal that is written where a closed set has a member for it; exit 1
 *                               when there is one. Tests write literals: they say on their own what is expected.
 */

const root = fileURLToPath(new URL('..', import.meta.url));
const { checker, files } = loadProduct(root);
const sets = files.flatMap((file) => closedSetsIn(file, checker));
const words = new Set(sets.flatMap((set) => [...set.members.keys()]));

/** The set whose type is expected, whole or in part; a part that several sets share is nobody's. */
function setOf(type: ts.Type): ClosedSet | undefined {
  const set = sets.find((one) => one.type === type.aliasSymbol);
  if (set || !type.isUnion()) return set;
  const around = sets.filter((one) =>
    type.types.every((part) => part.isStringLiteral() && one.members.has(part.value)),
  );
  return around.length === 1 ? around[0] : undefined;
}

function check(node: ts.Node, file: ts.SourceFile): void {
  if (ts.isStringLiteral(node) && words.has(node.text)) {
    const expected = expectedType(node, checker);
    const set = expected && setOf(checker.getNonNullableType(expected));
    const member = set?.members.get(node.text);
    if (set && member && !set.holds(node)) {
      const line = file.getLineAndCharacterOfPosition(node.getStart()).line + 1;
      const place = `${relative(root, file.fileName)}:${line}`;
      console.error(`${place} writes '${node.text}' where ${set.name}.${member} is meant: write the member.`);
      process.exitCode = 1;
    }
  }
  ts.forEachChild(node, (child) => check(child, file));
}

for (const file of files) check(file, file);
