import ts from 'typescript';

/** What a literal's place expects: what it is compared with, or the type of what it is given to. */
export function expectedType(literal: ts.StringLiteral, checker: ts.TypeChecker): ts.Type | undefined {
  const { parent } = literal;
  if (ts.isBinaryExpression(parent) && isComparison(parent.operatorToken.kind)) {
    return checker.getTypeAtLocation(parent.left === literal ? parent.right : parent.left);
  }
  if (ts.isCaseClause(parent)) return checker.getTypeAtLocation(parent.parent.parent.expression);
  return checker.getContextualType(literal);
}

function isComparison(kind: ts.SyntaxKind): boolean {
  return (
    kind === ts.SyntaxKind.EqualsEqualsEqualsToken || kind === ts.SyntaxKind.ExclamationEqualsEqualsToken
  );
}
