/** What a piece of a statement is. */
export const TokenKind = {
  /** A keyword, or a name that is not quoted. */
  WORD: 'bare word',
  /** A name in double quotes. */
  NAME: 'quoted name',
  /** A text in single quotes. */
  TEXT: 'quoted text',
  NUMBER: 'bare number',
  /** `?`, or `:name`. */
  VALUE: 'given value',
  SIGN: 'bare sign',
} as const;
export type TokenKind = (typeof TokenKind)[keyof typeof TokenKind];

export interface Token {
  readonly kind: TokenKind;
  readonly text: string;
  /** A space or a comment stands before it. */
  readonly spaced: boolean;
}

const SPACE = /(?:\s|--[^\n]*|\/\*[\s\S]*?\*\/)+/y;

/** In the order in which they are tried. */
const KINDS: readonly (readonly [TokenKind, RegExp])[] = [
  [TokenKind.TEXT, /'(?:[^']|'')*'/y],
  [TokenKind.NAME, /"(?:[^"]|"")*"/y],
  [TokenKind.NUMBER, /\d+(?:\.\d+)?/y],
  [TokenKind.VALUE, /\?(?!\d)|:[a-z_]\w*/iy],
  [TokenKind.WORD, /[a-z_]\w*/iy],
  [TokenKind.SIGN, /->>|->|\|\||<=|>=|<>|!=|==|::|[-+*/%<>=(),.;]/y],
];

/** A statement in its pieces, and what is left where it goes on with something that is none. */
export function tokensOf(text: string): { readonly tokens: readonly Token[]; readonly rest: string } {
  const tokens: Token[] = [];
  let at = 0;
  for (;;) {
    const space = foundAt(SPACE, text, at);
    at += space.length;
    const token = tokenAt(text, at, space.length > 0);
    if (token === undefined) return { tokens, rest: text.slice(at) };
    tokens.push(token);
    at += token.text.length;
  }
}

function tokenAt(text: string, at: number, spaced: boolean): Token | undefined {
  for (const [kind, pattern] of KINDS) {
    const found = foundAt(pattern, text, at);
    if (found !== '') return { kind, text: found, spaced };
  }
  return undefined;
}

function foundAt(pattern: RegExp, text: string, at: number): string {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0] ?? '';
}

export function textOf(tokens: readonly Token[]): string {
  return tokens.map(({ text, spaced }, place) => (spaced && place > 0 ? ` ${text}` : text)).join('');
}

/** True when the piece is that keyword or sign, however it is written. */
export function isToken(token: Token | undefined, text: string): boolean {
  return (
    token !== undefined &&
    (token.kind === TokenKind.WORD || token.kind === TokenKind.SIGN) &&
    token.text.toLowerCase() === text
  );
}

/** Where an expression that begins there ends: at a comma, at a bracket of what is around it, or at one of `ends`. */
export function endOfExpression(tokens: readonly Token[], from: number, ...ends: readonly string[]): number {
  let depth = 0;
  let at = from;
  for (; at < tokens.length; at++) {
    const token = tokens[at];
    if (depth === 0 && [')', ',', ...ends].some((end) => isToken(token, end))) return at;
    if (isToken(token, '(')) depth++;
    if (isToken(token, ')')) depth--;
  }
  return at;
}

/** The expressions between the bracket there and its end, and where that end is. */
export function listInBrackets(
  tokens: readonly Token[],
  open: number,
): { readonly members: readonly (readonly Token[])[]; readonly close: number } {
  const members: (readonly Token[])[] = [];
  let at = open;
  do {
    const end = endOfExpression(tokens, at + 1);
    members.push(tokens.slice(at + 1, end));
    at = end;
  } while (isToken(tokens[at], ','));
  return { members, close: at };
}
