import { guessAmounts } from './amounts.ts';
import { guessDates } from './dates.ts';
import type { GuessKind, Table } from './header.ts';
import { CREDIT, CREDITED, DEBIT, likeness, SETTLED, SYNONYMS } from './synonyms.ts';

/** Which column each field is, by the field's name. */
export type Places = ReadonlyMap<string, number>;

/** The two sides of an amount, where they stand in columns of their own. */
export interface Sides {
  readonly debit: number;
  readonly credit: number;
}

const DAYS = new Set(['issuedOn', 'dueOn', 'bookedOn', 'birthDate', 'settledOn']);
/** What a column is like, without a field of the files that reads it. */
export const CREDIT_ON = 'creditOn';
export const SETTLED_ON = 'settledOn';

/** The values of a column. */
export function valuesOf({ rows }: Table, index: number): readonly string[] {
  return rows.map((row) => row[index] ?? '');
}

/** Gives each field the column that is most like it, the likeliest pair first; a column is one field only. */
export function placesOf(kind: GuessKind, table: Table): { readonly places: Places; readonly sides?: Sides } {
  const sides = kind === 'customers' ? undefined : sidesOf(table);
  const names: Readonly<Record<string, string>> =
    kind === 'invoices'
      ? { ...SYNONYMS.invoices, [CREDIT_ON]: CREDITED, [SETTLED_ON]: SETTLED }
      : SYNONYMS[kind];
  const pairs = Object.entries(names).flatMap(([field, called]) =>
    table.names.flatMap((name, index) => {
      const like = likeness(name, called);
      return like > 0 && isPossible(field, table, index) ? [{ field, index, like }] : [];
    }),
  );
  const places = new Map<string, number>();
  const taken = new Set<number>(sides === undefined ? [] : [sides.debit, sides.credit]);
  for (const { field, index } of pairs.sort((a, b) => b.like - a.like)) {
    if (places.has(field) || taken.has(index) || (field === 'amount' && sides !== undefined)) continue;
    places.set(field, index);
    taken.add(index);
  }
  return { places, ...(sides === undefined ? {} : { sides }) };
}

/** A column named like an amount is none when it holds words; an empty one may be any. */
function isPossible(field: string, table: Table, index: number): boolean {
  const values = valuesOf(table, index);
  if (values.every((value) => value === '')) return field !== 'amount';
  if (DAYS.has(field)) return guessDates(values) !== undefined;
  return field === 'amount' ? guessAmounts(values) !== undefined : true;
}

function sidesOf(table: Table): Sides | undefined {
  const side = (called: string) =>
    table.names.findIndex(
      (name, index) => likeness(name, called) >= 100 && guessAmounts(valuesOf(table, index)) !== undefined,
    );
  const debit = side(DEBIT);
  const credit = side(CREDIT);
  return debit < 0 || credit < 0 || debit === credit ? undefined : { debit, credit };
}
