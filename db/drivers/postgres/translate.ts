import { whyRefused } from './refused.ts';
import { isToken, listInBrackets, type Token, TokenKind, textOf, tokensOf } from './tokens.ts';
import { inPostgresWords } from './words.ts';

/** A statement as PostgreSQL understands it. */
export interface Translated {
  readonly text: string;
  /** The names of the values in their order; `null` where the values come by place. */
  readonly names: readonly string[] | null;
}

/** A statement is written in a word that PostgreSQL does not have: a mistake in the code, found when it is prepared. */
class UnknownWord extends Error {
  constructor(said: string, why: string, statement: string) {
    super(`PostgreSQL has no "${said}": ${why}. Statement: ${statement}`);
    this.name = 'UnknownWord';
  }
}

/**
 * Says a statement, which is written as SQLite understands it in words that both engines share, as PostgreSQL
 * understands it. A statement with a word that PostgreSQL does not have, or reads otherwise, is refused.
 */
export function translate(statement: string): Translated {
  const { tokens, rest } = tokensOf(statement);
  if (rest !== '') throw new UnknownWord(rest.slice(0, 20), 'it is neither word nor sign', statement);
  const shared = withIdsGiven(withoutTableOfConflict(tokens), statement);
  const said = inPostgresWords(shared, (around, at) => {
    const why = whyRefused(around, at);
    if (why !== undefined) throw new UnknownWord(around[at]?.text ?? '', why, statement);
    return around[at] as Token;
  });
  return numbered(said, statement);
}

/** Drizzle names the table of a column on which rows conflict; PostgreSQL wants the column alone. */
function withoutTableOfConflict(tokens: readonly Token[]): readonly Token[] {
  const isInTarget = (at: number): boolean => {
    for (let before = at; before > 1; before--) {
      if (isToken(tokens[before], ')')) return false;
      if (isToken(tokens[before], '(')) {
        return isToken(tokens[before - 1], 'conflict') && isToken(tokens[before - 2], 'on');
      }
    }
    return false;
  };
  const isTable = (at: number) =>
    (isToken(tokens[at], '.') || isToken(tokens[at + 1], '.')) && isInTarget(at);
  return tokens.filter((_, at) => !isTable(at));
}

/**
 * Drizzle inserts `null` for an id that SQLite gives. PostgreSQL would take it for an id, and gives one for `default`.
 */
function withIdsGiven(tokens: readonly Token[], statement: string): readonly Token[] {
  const insert = tokens.findIndex((token, at) => isToken(token, 'insert') && isToken(tokens[at + 1], 'into'));
  const open = insert + 3;
  if (insert === -1 || !isToken(tokens[open], '(')) return tokens;
  const columns = listInBrackets(tokens, open);
  const place = columns.members.findIndex(([name]) => name?.text === '"id"' || name?.text === 'id');
  if (place === -1) return tokens;
  const refused = () => {
    const why = 'an id is left out, or inserted as null into one row of values';
    return new UnknownWord('id', why, statement);
  };
  const values = columns.close + 1;
  if (!isToken(tokens[values], 'values') || !isToken(tokens[values + 1], '(')) throw refused();
  const row = listInBrackets(tokens, values + 1);
  if (isToken(tokens[row.close + 1], ',')) throw refused();
  const id = row.members[place] ?? [];
  if (id.length !== 1) throw refused();
  if (!isToken(id[0], 'null')) return tokens;
  return tokens.map((token) =>
    token === id[0] ? { ...token, kind: TokenKind.WORD, text: 'default' } : token,
  );
}

/** One number for each name; each `?` has its own. */
function numbered(tokens: readonly Token[], statement: string): Translated {
  const names: string[] = [];
  let places = 0;
  const text = textOf(
    tokens.map((token, at) => {
      if (token.kind !== TokenKind.VALUE) return token;
      const number = token.text === '?' ? ++places : numberOf(names, token.text.slice(1));
      const value = `$${number}`;
      return { ...token, text: isBesideNumber(tokens, at) ? `cast(${value} as bigint)` : value };
    }),
  );
  if (places > 0 && names.length > 0) {
    throw new UnknownWord('?', 'values come by place or by name, not both', statement);
  }
  return { text, names: names.length > 0 ? names : null };
}

function numberOf(names: string[], name: string): number {
  const known = names.indexOf(name);
  return known === -1 ? names.push(name) : known + 1;
}

const CALCULATES = ['+', '-', '*', '/', '%', '=', '<>', '!=', '<', '>', '<=', '>='];

/** PostgreSQL gives a value beside a number as few bits as the number needs: an instant would not fit. */
function isBesideNumber(tokens: readonly Token[], at: number): boolean {
  const isNumber = (sign: number, number: number) =>
    CALCULATES.some((text) => isToken(tokens[at + sign], text)) &&
    tokens[at + number]?.kind === TokenKind.NUMBER;
  return isNumber(1, 2) || isNumber(-1, -2);
}
