import { FILE_FIELDS } from '../fields.ts';
import type { AmountGuess } from './amounts.ts';
import type { GuessKind, Table } from './header.ts';
import { type Dates, type Line, MAIN_DATE, type Money } from './lines.ts';
import { type Places, valuesOf } from './places.ts';

/** Where each field is read from. */
export function columnLines(
  kind: GuessKind,
  table: Table,
  places: Places,
  { amounts, sides, signs, dates }: Money & { readonly dates: Dates },
  unclear: string[],
): Line[] {
  const { required, optional } = FILE_FIELDS[kind];
  const needed: readonly string[] = required;
  const main = dates.get(MAIN_DATE[kind])?.pattern ?? 'YYYY-MM-DD';
  const lines: Line[] = [];
  for (const field of [...required, ...optional]) {
    const index = places.get(field);
    const name = index === undefined ? undefined : table.names[index];
    if (field === 'amount' && sides !== undefined) {
      const [plus, minus] = kind === 'invoices' ? [sides.debit, sides.credit] : [sides.credit, sides.debit];
      lines.push({ key: field, value: { plus: table.names[plus], minus: table.names[minus] } });
    } else if (field === 'amount' && signs !== undefined && name !== undefined) {
      const { plus, minus } = signs;
      const sign = { column: table.names[signs.index], ...(plus.length === 0 ? {} : { plus }), minus };
      lines.push({ key: field, value: { column: name, sign } });
    } else if (name !== undefined) {
      const own = dates.get(field)?.pattern ?? main;
      if (field === 'disputed') lines.push(...flagLine(field, name, valuesOf(table, index ?? -1)));
      else if (own !== main) lines.push({ key: field, value: { column: name, dates: own } });
      else if (name !== field) lines.push({ key: field, value: name });
    } else if (field === 'currency') {
      lines.push(...currencyLine(table, amounts, unclear));
    } else if (field === 'externalId') {
      lines.push(...idLine(table, places, unclear));
    } else if (needed.includes(field)) {
      unclear.push(`${field}: no column seems to be it; write ${field}: COLUMN`);
    }
  }
  return lines;
}

const CODE_OF: Readonly<Record<string, string>> = {
  '€': 'EUR',
  '£': 'GBP',
  '¥': 'JPY',
  'fr.': 'CHF',
  zł: 'PLN',
};

/** The currency that amounts or the name of their column are written with. */
function currencyLine({ names }: Table, amounts: AmountGuess | undefined, unclear: string[]): Line[] {
  const signs = [
    ...(amounts?.units ?? []),
    ...names.flatMap((name) => name.match(/\p{Sc}|\b[A-Z]{3}\b/gu) ?? []),
  ];
  const code = signs.map((sign) => CODE_OF[sign.toLowerCase()] ?? sign).find((sign) => isCurrency(sign));
  if (code === undefined) {
    unclear.push('currency: no column names it, and the creditor’s is taken');
    return [];
  }
  return [{ key: 'currency', value: { always: code }, comment: 'by how amounts are written' }];
}

function isCurrency(code: string): boolean {
  return (Intl.supportedValuesOf('currency') as readonly string[]).includes(code);
}

/** Without an id of their own bookings are told apart by what they say. */
function idLine({ names }: Table, places: Places, unclear: string[]): Line[] {
  const parts = ['bookedOn', 'invoice', 'amount'].flatMap((field) => {
    const index = places.get(field);
    return index === undefined ? [] : [names[index] ?? ''];
  });
  if (parts.length < 3) {
    unclear.push('externalId: no column seems to be it; write externalId: COLUMN');
    return [];
  }
  unclear.push(
    'externalId: no column is a booking’s own id, so day, invoice and amount are joined: two equal bookings would count as one',
  );
  return [
    { key: 'externalId', value: { columns: parts, join: '/' }, comment: 'guessed: no column is an id' },
  ];
}

const YES = ['yes', 'true', '1', 'ja', 'j', 'y', 'x', 'oui', 'kyllä', 'wahr'];
const NO = ['no', 'false', '0', 'nein', 'nee', 'nej', 'nei', 'n', 'non', 'ei', 'falsch'];

/** Yes and no in the words of the file; a column with other words is none of both. */
function flagLine(field: string, name: string, values: readonly string[]): Line[] {
  const words = [...new Set(values.filter((value) => value !== ''))];
  const said = words.map((word) => [word, YES.includes(word.toLowerCase())] as const);
  if (words.length === 0 || words.some((word) => ![...YES, ...NO].includes(word.toLowerCase()))) return [];
  const isOurs = words.every((word) => /^(yes|no|true|false|1|0)$/i.test(word));
  if (isOurs) return name === field ? [] : [{ key: field, value: name }];
  return [{ key: field, value: { column: name, values: Object.fromEntries(said) } }];
}
