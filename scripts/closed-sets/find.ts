import ts from 'typescript';
import { expectedType } from './expected-type.ts';
import { type ClosedSet, closedSetsIn, literalsOf, literalUnionsIn } from './sets.ts';

export interface Finding {
  readonly file: ts.SourceFile;
  readonly line: number;
  readonly literal: string;
  /** What should stand there: `Stage.OPEN`. */
  readonly member: string;
}

/** Every literal that is written where a closed set of these files has a member for it. */
export function findLiterals(files: readonly ts.SourceFile[], checker: ts.TypeChecker): readonly Finding[] {
  const sets = files.flatMap((file) => closedSetsIn(file, checker));
  const unions = files.flatMap((file) => literalUnionsIn(file, checker));
  const words = new Set(sets.flatMap((set) => [...set.members.keys()]));
  return files.flatMap((file) =>
    stringsIn(file).flatMap((node) => {
      const expected = words.has(node.text) ? expectedType(node, checker) : undefined;
      const set = expected && setOf(checker.getNonNullableType(expected), sets, unions);
      const member = set?.members.get(node.text);
      if (!set || !member || set.holds(node)) return [];
      const line = file.getLineAndCharacterOfPosition(node.getStart()).line + 1;
      return [{ file, line, literal: node.text, member: `${set.name}.${member}` }];
    }),
  );
}

/** The set whose type it is, whole or in part; a part that it shares with others is nobody's. */
function setOf(
  type: ts.Type,
  sets: readonly ClosedSet[],
  unions: readonly (readonly string[])[],
): ClosedSet | undefined {
  const set = sets.find((one) => one.type !== undefined && one.type === type.aliasSymbol);
  const words = literalsOf(type);
  if (set || words.length < 2) return set;
  const around = sets.find((one) => words.every((word) => one.members.has(word)));
  const isShared = unions.some(
    (union) =>
      words.every((word) => union.includes(word)) && !union.every((word) => around?.members.has(word)),
  );
  return isShared ? undefined : around;
}

function stringsIn(node: ts.Node): readonly ts.StringLiteral[] {
  const found: ts.StringLiteral[] = [];
  const visit = (one: ts.Node): void => {
    if (ts.isStringLiteral(one)) found.push(one);
    ts.forEachChild(one, visit);
  };
  visit(node);
  return found;
}
