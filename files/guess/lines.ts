import type { AmountGuess } from './amounts.ts';
import type { DateGuess } from './dates.ts';
import type { GuessKind } from './header.ts';
import type { Sides } from './places.ts';
import type { SignGuess } from './signs.ts';

/** A key of a section as it is to be written, with a word on how sure it is. */
export interface Line {
  readonly key: string;
  readonly value: unknown;
  readonly comment?: string;
}

/** How the amounts of a file look. */
export interface Money {
  readonly amounts: AmountGuess | undefined;
  readonly sides: Sides | undefined;
  readonly signs: SignGuess | undefined;
}

export type Dates = ReadonlyMap<string, DateGuess>;

/** The dates after which the format of a file is named. */
export const MAIN_DATE: Readonly<Record<GuessKind, string>> = {
  invoices: 'issuedOn',
  payments: 'bookedOn',
  customers: 'birthDate',
};

/** The first values of several. */
export function quoted(values: readonly string[]): string {
  const shown = values.slice(0, 3).map((value) => JSON.stringify(value));
  return shown.join(', ') + (values.length > 3 ? ` and ${values.length - 3} more` : '');
}

export function isAre(number: number): string {
  return number === 1 ? 'is' : 'are';
}
