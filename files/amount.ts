import { AMOUNT_MINUS, AMOUNT_SIGN } from './columns.ts';
import { type AmountRule, type FileMapping, NO_MAPPING } from './mapping.ts';
import type { RowReader } from './row-reader.ts';
import { amount, type Reader } from './values.ts';

/**
 * A row's amount in minor units, negative for what takes back; undefined when it was refused. Where the sign stands
 * apart, in a column of words or in a second column of amounts, it is taken from there.
 */
export function readAmount(
  reader: RowReader,
  { numbers, amount: rule }: FileMapping,
  currency: string | undefined,
): number | undefined {
  const read = amount(numbers, currency);
  const signed =
    rule.minusColumn === undefined ? fromOneColumn(reader, read, rule) : fromTwoColumns(reader, read);
  return signed === undefined || !rule.reversed || signed === 0 ? signed : -signed;
}

/** An amount of more than zero, for rows that cannot take back. */
export function readPositive(
  reader: RowReader,
  mapping: FileMapping,
  currency: string | undefined,
): number | undefined {
  const signed = readAmount(reader, mapping, currency);
  if (signed === undefined || currency === undefined) return undefined;
  if (signed < 0) reader.refuse('amount', 'must not be negative');
  else if (signed === 0) reader.refuse('amount', ZERO);
  return signed > 0 ? signed : undefined;
}

export const ZERO = 'must be more than zero';

/** True for Dunwell's own files, which have no rules for what is negative. */
export function isOwnFormat(mapping: FileMapping): boolean {
  return mapping === NO_MAPPING;
}

function fromOneColumn(reader: RowReader, read: Reader<number>, { sign }: AmountRule): number | undefined {
  const written = reader.required('amount', read);
  if (written === undefined || sign === undefined) return written;
  const { plus, minus } = sign;
  const word = (reader.optional(AMOUNT_SIGN, (text) => ({ value: text })) ?? '').toLowerCase();
  const isMinus = minus === undefined ? plus?.has(word) === false : minus.has(word);
  const isPlus = plus === undefined ? !isMinus : plus.has(word);
  if (isMinus === isPlus) {
    const known = [...(plus ?? []), ...(minus ?? [])].join(', ');
    reader.refuse(AMOUNT_SIGN, `is no word for debit or credit; the mapping lists ${known}`);
    return undefined;
  }
  if (isMinus && written < 0) {
    reader.refuse('amount', 'has a minus, and its sign column says the same: which of them counts is open');
    return undefined;
  }
  return isMinus && written !== 0 ? -written : written;
}

function fromTwoColumns(reader: RowReader, read: Reader<number>): number | undefined {
  const problems = reader.problems.length;
  const plus = reader.optional('amount', read) ?? 0;
  const minus = reader.optional(AMOUNT_MINUS, read) ?? 0;
  if (reader.problems.length > problems) return undefined;
  if (plus !== 0 && minus !== 0) {
    reader.refuse(
      AMOUNT_MINUS,
      'stands beside an amount on the other side; one of them must be blank or zero',
    );
    return undefined;
  }
  if (reader.isBlank('amount') && reader.isBlank(AMOUNT_MINUS)) {
    reader.refuse('amount', 'is blank, and so is the other side; every row needs one');
    return undefined;
  }
  return plus !== 0 ? plus : minus === 0 ? 0 : -minus;
}
