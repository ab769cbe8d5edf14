import { type Day, formatDay } from '../kernel/day.ts';
import { formatAmount } from '../kernel/money.ts';
import { type CaseState, hasCaseEnded } from './state.ts';

/** How a collector's settlement file and the books can differ. */
const DifferenceKind = {
  UNKNOWN_CASE: 'UNKNOWN_CASE',
  /** The case is with another collector, or with none. */
  OTHER_COLLECTOR: 'OTHER_COLLECTOR',
  CURRENCY: 'CURRENCY',
  /** The case had ended, so that the receipt is not booked. */
  CASE_ENDED: 'CASE_ENDED',
  NOT_BOOKED: 'NOT_BOOKED',
  /** The receipt is booked with another amount. */
  AMOUNT: 'AMOUNT',
  /** The file has the receipt more than once. */
  REPEATED: 'REPEATED',
  /** The books have a receipt that the file lacks. */
  NOT_IN_FILE: 'NOT_IN_FILE',
} as const;
type DifferenceKind = (typeof DifferenceKind)[keyof typeof DifferenceKind];

/** A receipt as a line of the file has it. */
export interface SettledLine {
  readonly line: number;
  readonly case: string;
  readonly receipt: string;
  readonly receivedOn: Day;
  /** Minor units. */
  readonly amount: number;
  readonly currency: string;
}

/** What the books know of a line's case and receipt. */
export interface BooksOfLine {
  readonly state: CaseState;
  readonly isDeactivated: boolean;
  readonly currency: string;
  /** Name of the configuration it was prepared with. */
  readonly collector: string | null;
  /** The receipt's amount as booked; null when it is not. */
  readonly booked: number | null;
}

/** A receipt that is booked for the collector. */
export interface BookedReceipt {
  readonly case: string;
  readonly receipt: string;
  readonly receivedOn: Day;
  readonly amount: number;
  readonly currency: string;
}

/** One difference, with both sides where there are both. */
export interface SettlementDifference {
  readonly kind: DifferenceKind;
  /** Of the file; null when the file lacks it. */
  readonly line: number | null;
  readonly case: string;
  readonly receipt: string;
  readonly inFile: { readonly amount: number; readonly currency: string } | null;
  readonly inBooks: { readonly amount: number; readonly currency: string } | null;
  /** One sentence with what was compared. */
  readonly says: string;
}

/** What is different between a line of the file and the books; null when they agree. */
export function differenceOf(
  line: SettledLine,
  books: BooksOfLine | undefined,
  collector: string,
): SettlementDifference | null {
  const { amount, currency } = line;
  const inBooks =
    books === undefined || books.booked === null ? null : { amount: books.booked, currency: books.currency };
  const differ = (kind: DifferenceKind, says: string): SettlementDifference => ({
    kind,
    line: line.line,
    case: line.case,
    receipt: line.receipt,
    inFile: { amount, currency },
    inBooks,
    says,
  });
  if (books === undefined) return differ(DifferenceKind.UNKNOWN_CASE, 'There is no such case.');
  if (books.collector !== collector) {
    const has = books.collector === null ? 'has no collector yet' : `is with ${books.collector}`;
    return differ(DifferenceKind.OTHER_COLLECTOR, `The case ${has}; the file is from ${collector}.`);
  }
  if (books.currency !== currency) {
    return differ(DifferenceKind.CURRENCY, `The case is in ${books.currency}, the file says ${currency}.`);
  }
  if (books.booked === null) {
    return hasCaseEnded(books.state) && !books.isDeactivated
      ? differ(
          DifferenceKind.CASE_ENDED,
          `The case is ${books.state}: no further money can be collected on it.`,
        )
      : differ(DifferenceKind.NOT_BOOKED, 'The receipt is not booked.');
  }
  if (books.booked === amount) return null;
  return differ(
    DifferenceKind.AMOUNT,
    `The file says ${formatAmount(amount, currency)}, booked is ${formatAmount(books.booked, currency)}.`,
  );
}

/** A line that repeats a receipt of a line before it. */
export function repeated(line: SettledLine, first: number): SettlementDifference {
  const { amount, currency } = line;
  return {
    kind: DifferenceKind.REPEATED,
    line: line.line,
    case: line.case,
    receipt: line.receipt,
    inFile: { amount, currency },
    inBooks: null,
    says: `Line ${first} has this receipt already; it is booked once.`,
  };
}

/** A receipt in the books that the file lacks. */
export function notInFile(receipt: BookedReceipt): SettlementDifference {
  const { amount, currency, receivedOn } = receipt;
  return {
    kind: DifferenceKind.NOT_IN_FILE,
    line: null,
    case: receipt.case,
    receipt: receipt.receipt,
    inFile: null,
    inBooks: { amount, currency },
    says: `Booked as received on ${formatDay(receivedOn)}, but the file lacks it.`,
  };
}
