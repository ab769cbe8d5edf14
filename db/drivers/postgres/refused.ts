import { isToken, listInBrackets, type Token, TokenKind } from './tokens.ts';

/** Words that SQLite alone has, or that mean something else to PostgreSQL, with what both understand. */
const WORDS_OF_SQLITE: Readonly<Record<string, string>> = {
  rowid: 'name a column',
  glob: "compare the characters: substr(x, 1, 1) between '0' and '9'",
  like: 'SQLite ignores case there and PostgreSQL does not; compare with = or substr',
  regexp: 'compare with = or substr',
  nocase: 'compare lower(x)',
  integer: 'PostgreSQL takes 32 bits for it; write bigint',
  int: 'PostgreSQL takes 32 bits for it; write bigint',
  real: 'keep whole numbers',
  blob: 'give bytes as a value',
  pragma: 'ask the engine in its own folder',
  indexed: 'use indexedBy of db/words.ts',
  current_timestamp: 'give the moment as a value',
};

const FUNCTIONS_OF_SQLITE: Readonly<Record<string, string>> = {
  ifnull: 'write coalesce',
  iif: 'write case when',
  instr: 'write replace or substr',
  group_concat: 'write string_agg',
  total: 'write coalesce(sum(x), 0)',
  json_each: 'use isOneOf, isListed or jsonRows of db/words.ts',
  json_tree: 'read the JSON outside of the statement',
  json_extract: 'use jsonText or jsonInteger of db/words.ts',
  json_object: 'make the JSON outside of the statement',
  json_array: 'make the JSON outside of the statement',
  json_group_array: 'write string_agg, or ask twice',
  json_group_object: 'ask twice',
  last_insert_rowid: 'write returning "id"',
  changes: 'take what run answers',
  typeof: 'decide it outside of the statement',
  printf: 'make the text outside of the statement',
  format: 'make the text outside of the statement',
  strftime: 'give the moment as a value',
  date: 'give the day as a value',
  time: 'give the moment as a value',
  datetime: 'give the moment as a value',
  julianday: 'give the moment as a value',
  unixepoch: 'give the moment as a value',
  random: 'give it as a value',
};

const SIGNS_OF_SQLITE: Readonly<Record<string, string>> = {
  '==': 'write =',
  '::': 'write cast(x as type)',
  ';': 'write one statement',
};

/** What may follow `is`, with or without `not`; a value there is compared in SQLite alone. */
const AFTER_IS = ['null', 'true', 'false', 'distinct'];

/** Why PostgreSQL must not get that piece, with what to write; nothing where it may. */
export function whyRefused(tokens: readonly Token[], at: number): string | undefined {
  const { kind, text } = tokens[at] as Token;
  if (kind === TokenKind.SIGN) return isPath(tokens, at) ? JSON_PATH : SIGNS_OF_SQLITE[text];
  if (kind !== TokenKind.WORD) return undefined;
  if (/[a-z]/.test(text) && /[A-Z]/.test(text)) {
    return `PostgreSQL reads it as ${text.toLowerCase()}; write "${text}"`;
  }
  return whyWordRefused(text.toLowerCase(), tokens, at);
}

function whyWordRefused(word: string, tokens: readonly Token[], at: number): string | undefined {
  const next = tokens[at + 1];
  const instead = WORDS_OF_SQLITE[word] ?? (isToken(next, '(') ? FUNCTIONS_OF_SQLITE[word] : undefined);
  if (instead !== undefined) return instead;
  if (next?.kind === TokenKind.TEXT && !next.spaced) return 'give bytes as a value';
  switch (word) {
    case 'is':
      return comparesValue(tokens, at + 1) ? 'write is [not] distinct from' : undefined;
    case 'insert':
      return isToken(next, 'into') ? undefined : 'write on conflict … do';
    case 'max':
    case 'min':
      return isOfSeveral(tokens, at + 1) ? 'write case when' : undefined;
    default:
      return undefined;
  }
}

function comparesValue(tokens: readonly Token[], at: number): boolean {
  const place = isToken(tokens[at], 'not') ? at + 1 : at;
  return !AFTER_IS.some((word) => isToken(tokens[place], word));
}

function isOfSeveral(tokens: readonly Token[], at: number): boolean {
  return isToken(tokens[at], '(') && listInBrackets(tokens, at).members.length > 1;
}

const JSON_PATH = "name one key after the other: -> 'a' ->> 'b'";

/** True at an arrow with a path behind it, as SQLite alone has it: `-> '$.a'`. */
function isPath(tokens: readonly Token[], at: number): boolean {
  const behind = isToken(tokens[at + 1], '(') ? tokens[at + 2] : tokens[at + 1];
  const isArrow = isToken(tokens[at], '->') || isToken(tokens[at], '->>');
  return isArrow && behind?.kind === TokenKind.TEXT && behind.text.startsWith("'$");
}
