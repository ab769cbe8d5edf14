import ts from 'typescript';

/** `export const Stage = { OPEN: 'OPEN', … } as const` beside `export type Stage = …`. */
export interface ClosedSet {
  readonly name: string;
  /** The symbol of its type. */
  readonly type: ts.Symbol | undefined;
  /** The name of the member that has a value. */
  readonly members: ReadonlyMap<string, string>;
  /** Whether the node lies in the set's own declaration. */
  holds(node: ts.Node): boolean;
}

export function closedSetsIn(file: ts.SourceFile, checker: ts.TypeChecker): readonly ClosedSet[] {
  const types = new Map(
    file.statements
      .filter(ts.isTypeAliasDeclaration)
      .map((declaration) => [declaration.name.text, checker.getSymbolAtLocation(declaration.name)]),
  );
  const variables = file.statements
    .filter(ts.isVariableStatement)
    .flatMap((statement) => statement.declarationList.declarations);
  return variables.flatMap((variable) => {
    const name = variable.name.getText();
    const members = membersOf(variable.initializer);
    if (!types.has(name) || members.size === 0) return [];
    const holds = (node: ts.Node) =>
      node.pos >= variable.pos && node.end <= variable.end && node.getSourceFile() === file;
    return [{ name, type: types.get(name), members, holds }];
  });
}

function membersOf(initializer: ts.Expression | undefined): ReadonlyMap<string, string> {
  let value = initializer;
  while (value && (ts.isAsExpression(value) || ts.isSatisfiesExpression(value))) value = value.expression;
  if (!value || !ts.isObjectLiteralExpression(value)) return new Map();
  return new Map(
    value.properties.flatMap((property) =>
      ts.isPropertyAssignment(property) && ts.isStringLiteral(property.initializer)
        ? [[property.initializer.text, property.name.getText()]]
        : [],
    ),
  );
}

/** The words of every named type that is some words and nothing else, closed sets or not. */
export function literalUnionsIn(
  file: ts.SourceFile,
  checker: ts.TypeChecker,
): readonly (readonly string[])[] {
  return file.statements
    .filter(ts.isTypeAliasDeclaration)
    .map((declaration) => literalsOf(checker.getTypeAtLocation(declaration.name)))
    .filter((words) => words.length > 0);
}

/** The words of a type that is some words and nothing else; none of any other type. */
export function literalsOf(type: ts.Type): readonly string[] {
  if (!type.isUnion()) return [];
  const words = type.types.flatMap((part) => (part.isStringLiteral() ? [part.value] : []));
  return words.length === type.types.length ? words : [];
}
