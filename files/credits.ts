import { type Day, formatDay } from '../domain/kernel/day.ts';
import { EntryKind } from '../domain/kernel/ledger.ts';
import { isOwnFormat } from './amount.ts';
import { CREDIT_ID, CREDIT_ON } from './columns.ts';
import type { FileMapping, NegativeInvoices } from './mapping.ts';
import { LEFT_OUT, type LeftOut } from './read.ts';
import type { RowReader } from './row-reader.ts';
import type { PaymentRow } from './rows.ts';
import { signAdvice } from './unnamed-sign.ts';
import { code } from './values.ts';

/** A row of an invoices file that takes back. */
export interface NegativeRow {
  readonly number: string | undefined;
  readonly customer: string | undefined;
  readonly issuedOn: Day | undefined;
  /** More than zero. */
  readonly amount: number;
  readonly currency: string;
}

const RULES =
  'negativeRows: { creditOn: COLUMN }, with the column that names the invoice, customerCredit or skip, in the mapping';
const OWN =
  'is negative, and a credit note is no claim: write it as a row of a payments file, with kind credit';

/**
 * Turns rows that take back into what the mapping says they are. Without a rule for them they are refused: they are
 * never claims, and never left out without a word.
 */
export class Credits {
  readonly #rule: NegativeInvoices | undefined;
  readonly #isOwn: boolean;
  /** How often an id was made in this file: two credits on an invoice may agree in all that they say. */
  readonly #made = new Map<string, number>();

  constructor(mapping: FileMapping) {
    this.#rule = mapping.negativeInvoices;
    this.#isOwn = isOwnFormat(mapping);
  }

  /** Undefined when it was refused. */
  take(reader: RowReader, row: NegativeRow): PaymentRow | LeftOut | undefined {
    const rule = this.#rule;
    if (rule === undefined) {
      reader.refuse(
        'amount',
        this.#isOwn ? OWN : `is negative, and a credit note is no claim: write ${RULES}`,
      );
      return undefined;
    }
    if (rule.are !== 'credit') return this.#other(reader, row, rule.are);
    const invoice = reader.optional(CREDIT_ON, code);
    if (invoice !== undefined) return this.#creditOn(invoice, reader, row);
    if (rule.otherwise !== undefined) return this.#other(reader, row, rule.otherwise);
    const more = 'or write otherwise: customerCredit or skip beside creditOn';
    if (reader.isBlank(CREDIT_ON)) {
      reader.refuse(CREDIT_ON, `names no invoice that the credit is on; fill it in, ${more}`);
    }
    return undefined;
  }

  /** A row that looks like a claim, beside a column that says it is none. */
  refuseUnnamed(reader: RowReader): void {
    const found = reader.unnamedSign;
    if (found === undefined) return;
    reader.refuse('amount', signAdvice(found, 'a credit would be claimed'));
  }

  /** A credit that stands alone is the customer's, until somebody matches it. */
  #other(
    reader: RowReader,
    row: NegativeRow,
    are: 'skip' | 'customerCredit',
  ): PaymentRow | LeftOut | undefined {
    if (are === 'skip') return LEFT_OUT;
    const { number, customer, issuedOn, amount, currency } = row;
    const externalId =
      reader.optional(CREDIT_ID, code) ?? (number === undefined ? number : `credit/${number}`);
    if (customer === undefined || issuedOn === undefined || externalId === undefined) return undefined;
    return { customer, bookedOn: issuedOn, amount, currency, externalId, kind: EntryKind.CREDIT };
  }

  /** It names the customer too: where its invoice is not known, it is the customer's money that waits for it. */
  #creditOn(invoice: string, reader: RowReader, row: NegativeRow): PaymentRow | undefined {
    const { number, customer, issuedOn, amount, currency } = row;
    const given = reader.optional(CREDIT_ID, code);
    if (customer === undefined || issuedOn === undefined) return undefined;
    if (number === undefined && given === undefined) return undefined;
    const externalId = given ?? this.#idOf(number ?? '', invoice, issuedOn, amount);
    return { invoice, customer, bookedOn: issuedOn, amount, currency, externalId, kind: EntryKind.CREDIT };
  }

  /**
   * The same on every reading. A credit note has a number of its own; where programs write the invoice's there, day
   * and amount tell its credits apart.
   */
  #idOf(number: string, invoice: string, on: Day, amount: number): string {
    if (number !== invoice) return `credit/${number}`;
    const id = `credit/${number}/${formatDay(on)}/${amount}`;
    const before = this.#made.get(id) ?? 0;
    this.#made.set(id, before + 1);
    return before === 0 ? id : `${id}/${before + 1}`;
  }
}
