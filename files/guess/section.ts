import { guessAmounts, isNegative } from './amounts.ts';
import { columnLines } from './column-lines.ts';
import { guessDates } from './dates.ts';
import { amountLines, dateLines, encodingLine, headerLines, whereLines } from './format-lines.ts';
import type { GuessKind, Table } from './header.ts';
import type { Dates, Line } from './lines.ts';
import { negativeLines } from './negative-lines.ts';
import { type Places, placesOf, SETTLED_ON, type Sides, valuesOf } from './places.ts';
import type { Sample } from './sample.ts';
import { signsOf } from './signs.ts';

/** What a file looks like: the lines of a mapping's section, and what a person has to say. */
export interface SectionGuess {
  readonly kind: GuessKind;
  readonly lines: readonly Line[];
  readonly columns: readonly Line[];
  readonly unclear: readonly string[];
}

const ALL_DATES = ['issuedOn', 'dueOn', 'bookedOn', 'birthDate'];

/** Puts together what the parts of a file look like. `year` is that of today, for dates that have none. */
export function guessSection(kind: GuessKind, sample: Sample, table: Table, year: number): SectionGuess {
  const unclear: string[] = [];
  const { places, sides } = placesOf(kind, table);
  const amounts = guessAmounts(amountValues(table, places, sides));
  const dates = datesOf(table, places);
  const amountAt = places.get('amount') ?? -1;
  const isMinus = (row: readonly string[]) =>
    amounts !== undefined && isNegative(row[amountAt] ?? '', amounts);
  const signs = kind === 'customers' ? undefined : signsOf(kind, table, new Set(places.values()), isMinus);
  const lines: Line[] = [
    ...encodingLine(sample),
    ...headerLines(table, places, sides),
    ...(table.separator === ',' ? [] : [{ key: 'separator', value: table.separator }]),
    ...dateLines(kind, table, dates, year, unclear),
    ...amountLines(amounts, unclear),
    ...whereLines(kind, table, places),
    ...settledLines(table, places),
    ...negativeLines(kind, table, places, { amounts, sides, signs }, unclear),
  ];
  const columns = columnLines(kind, table, places, { amounts, sides, signs, dates }, unclear);
  return { kind, lines, columns, unclear };
}

/** A row with a day there was paid. */
function settledLines(table: Table, places: Places): Line[] {
  const index = places.get(SETTLED_ON);
  if (index === undefined) return [];
  return [{ key: 'settled', value: { on: table.names[index] }, comment: 'rows with a day there are paid' }];
}

function amountValues(table: Table, places: Places, sides: Sides | undefined): readonly string[] {
  if (sides !== undefined) return [...valuesOf(table, sides.debit), ...valuesOf(table, sides.credit)];
  const index = places.get('amount');
  return index === undefined ? [] : valuesOf(table, index);
}

function datesOf(table: Table, places: Places): Dates {
  return new Map(
    ALL_DATES.flatMap((field) => {
      const index = places.get(field);
      const guess = index === undefined ? undefined : guessDates(valuesOf(table, index));
      return guess === undefined ? [] : [[field, guess] as const];
    }),
  );
}
