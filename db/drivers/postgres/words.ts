import { WORDS } from '../../words.ts';
import { endOfExpression, isToken, type Token, TokenKind, tokensOf } from './tokens.ts';

type Piece = { readonly token: Token } | { readonly hole: string; readonly spaced: boolean };

/** A word that differs for good, in pieces. */
interface Pattern {
  readonly sqlite: readonly Piece[];
  readonly postgres: readonly Piece[];
}

const PATTERNS: readonly Pattern[] = Object.values(WORDS).map(({ sqlite, postgres }) => ({
  sqlite: piecesOf(sqlite),
  postgres: piecesOf(postgres),
}));

function piecesOf(text: string): readonly Piece[] {
  return text.split(/(\s*<\w+>)/).flatMap((part): readonly Piece[] => {
    const hole = /^(\s*)<(\w+)>$/.exec(part);
    if (hole !== null) return [{ hole: hole[2] as string, spaced: hole[1] !== '' }];
    return tokensOf(part).tokens.map((token) => ({ token }));
  });
}

/** Puts PostgreSQL's words in place of SQLite's; all else goes through `others`, which may refuse it. */
export function inPostgresWords(
  tokens: readonly Token[],
  others: (tokens: readonly Token[], at: number) => Token,
): readonly Token[] {
  const said: Token[] = [];
  for (let at = 0; at < tokens.length; ) {
    const found = wordAt(tokens, at);
    if (found === undefined) {
      said.push(others(tokens, at));
      at++;
      continue;
    }
    const inHole = (name: string) => inPostgresWords(found.holes.get(name) ?? [], others);
    const replaced = found.pattern.postgres.flatMap((piece) =>
      'token' in piece ? [piece.token] : spaced(inHole(piece.hole), piece.spaced),
    );
    said.push(...spaced(replaced, tokens[at]?.spaced ?? false));
    at = found.end;
  }
  return said;
}

function spaced(tokens: readonly Token[], isSpaced: boolean): readonly Token[] {
  return tokens.map((token, place) => (place === 0 ? { ...token, spaced: isSpaced } : token));
}

interface Found {
  readonly pattern: Pattern;
  readonly holes: ReadonlyMap<string, readonly Token[]>;
  readonly end: number;
}

function wordAt(tokens: readonly Token[], at: number): Found | undefined {
  for (const pattern of PATTERNS) {
    const found = matched(pattern, tokens, at);
    if (found !== undefined) return found;
  }
  return undefined;
}

function matched(pattern: Pattern, tokens: readonly Token[], from: number): Found | undefined {
  const holes = new Map<string, readonly Token[]>();
  let at = from;
  for (const [place, piece] of pattern.sqlite.entries()) {
    if ('token' in piece) {
      if (!isToken(tokens[at], piece.token.text)) return undefined;
      at++;
      continue;
    }
    const end = endOfHole(tokens, at, pattern.sqlite[place + 1]);
    if (end === at) return undefined;
    holes.set(piece.hole, tokens.slice(at, end));
    at = end;
  }
  return { pattern, holes, end: at };
}

function endOfHole(tokens: readonly Token[], at: number, next: Piece | undefined): number {
  if (next !== undefined && 'token' in next) return endOfExpression(tokens, at, next.token.text);
  const isName = tokens[at]?.kind === TokenKind.WORD || tokens[at]?.kind === TokenKind.NAME;
  return isName ? at + 1 : at;
}
