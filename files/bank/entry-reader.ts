import type { StagedBankEntry } from '../../contracts/intake.ts';
import type { Day } from '../../domain/kernel/day.ts';
import { formatAmount } from '../../domain/kernel/money.ts';
import { badRow, Refuses, type RowProblem } from '../item.ts';
import { readAmount, readDay, readSign } from './amounts.ts';
import { type Element, first, textAt } from './element.ts';
import { type BookingIds, bookingId, reference } from './identity.ts';
import type { BankItem } from './item.ts';
import { readTransaction } from './transaction.ts';

/** What an entry has in common with its transactions. */
interface Head {
  readonly bookedOn: Day;
  readonly valueOn: Day | undefined;
  readonly direction: 'in' | 'out';
  readonly amount: number;
}

/** The statement that entries stand in. */
export interface EntrySurroundings {
  readonly file: string;
  /** The creditor's account, as its IBAN. */
  readonly account: string;
  readonly currency: string;
  readonly ids: BookingIds;
  /** Of entries that do not say when they were booked. */
  readonly bookedOn: Day | undefined;
  /** The same bookings come with a statement, too, and are known by their booking days. */
  readonly isNotification: boolean;
}

export function isBooked(entry: Element): boolean {
  return (textAt(entry, 'Sts', 'Cd') ?? textAt(entry, 'Sts')) === 'BOOK';
}

/** The entry's amount, below zero when it goes off the account; undefined when it cannot be read. */
export function signedAmount(entry: Element): number | undefined {
  const amount = readAmount(first(entry, 'Amt'));
  const sign = readSign(entry);
  return 'reason' in amount || sign === undefined ? undefined : sign * amount.minor;
}

/** What a transaction moves on the account, in its currency; undefined when the bank does not say. */
export function signedPart(transaction: Element, entry: Element, currency: string): number | undefined {
  const sign = readSign(transaction) ?? readSign(entry);
  const written = [
    first(transaction, 'Amt'),
    first(transaction, 'AmtDtls', 'TxAmt', 'Amt'),
    first(transaction, 'AmtDtls', 'InstdAmt', 'Amt'),
  ].find((element) => element?.currency === currency);
  const amount = readAmount(written);
  return 'reason' in amount || sign === undefined ? undefined : sign * amount.minor;
}

/** The entry as one booking, with the details of its only transaction where it has one. */
export function readWhole(
  entry: Element,
  transaction: Element | undefined,
  around: EntrySurroundings,
): BankItem | undefined {
  const head = readHead(entry, around);
  if (!('direction' in head)) return badRow(entry.line, head, Refuses.row);
  if (head.amount === 0) return undefined;
  const bankReference = referenceOf(entry) ?? referenceOf(first(transaction, 'Refs'));
  return bookingOf(entry, transaction, head, bankReference, around);
}

/** One transaction of a batch. */
export function readPart(
  entry: Element,
  transaction: Element,
  position: number,
  around: EntrySurroundings,
): BankItem | undefined {
  const head = readHead(entry, around);
  const signed = signedPart(transaction, entry, around.currency);
  // The entry itself is refused for it.
  if (!('direction' in head) || signed === undefined || signed === 0) return undefined;
  const batch = referenceOf(entry);
  const own = referenceOf(first(transaction, 'Refs'));
  // A reference that a transaction shares with its batch says only which batch it is of.
  const isOwn = own !== undefined && own !== batch;
  const bankReference = isOwn ? own : batch === undefined ? undefined : `${batch}#${position}`;
  const partHead = { ...head, direction: directionOf(signed), amount: Math.abs(signed) };
  const item = bookingOf(entry, transaction, partHead, bankReference, around);
  if (!('entry' in item) || batch === undefined) return item;
  return { ...item, entry: { ...item.entry, partOf: wholeId(head, batch, around) } };
}

/** The id that the entry would have, were it taken as one booking. */
function wholeId(head: Head, bankReference: string, { account }: EntrySurroundings): string {
  return bookingId({ account, ...head, bankReference });
}

function bookingOf(
  entry: Element,
  transaction: Element | undefined,
  head: Head,
  bankReference: string | undefined,
  around: EntrySurroundings,
): { readonly line: number; readonly entry: StagedBankEntry } {
  const { file, account, currency, ids } = around;
  const { bookedOn, valueOn, direction } = head;
  const facts = readTransaction(transaction, entry, direction, account);
  const { endToEndId, structuredReference, payerIban, text } = facts;
  const content = [endToEndId, structuredReference, payerIban, transaction === undefined ? undefined : text];
  const externalId = ids.idOf({ account, bookedOn, direction, amount: head.amount, bankReference, content });
  const amount = facts.isReturn === true ? returnedAmount(transaction, head.amount, currency) : head.amount;
  const line = (transaction ?? entry).line;
  return {
    line,
    entry: {
      externalId,
      bookedOn,
      ...(valueOn === undefined ? {} : { valueOn }),
      amount,
      currency,
      direction,
      ...facts,
      file,
      line,
    },
  };
}

/** A return may take the bank's charges with it: what it takes back is what was paid. */
function returnedAmount(transaction: Element | undefined, amount: number, currency: string): number {
  const written = first(transaction, 'AmtDtls', 'InstdAmt', 'Amt');
  const original = readAmount(written);
  const isLess =
    !('reason' in original) &&
    original.currency === currency &&
    original.minor > 0 &&
    original.minor < amount;
  return isLess ? original.minor : amount;
}

/** Why the entry cannot be taken; empty when it can. */
export function headProblems(entry: Element, around: EntrySurroundings): readonly RowProblem[] {
  const head = readHead(entry, around);
  return 'direction' in head ? [] : head;
}

function readHead(entry: Element, around: EntrySurroundings): Head | RowProblem[] {
  const { currency, isNotification } = around;
  const amountElement = first(entry, 'Amt');
  const amount = readAmount(amountElement);
  const sign = readSign(entry);
  const valueOn = readDay(first(entry, 'ValDt'));
  // Any other day would make it another booking than that of the statement: the same money twice.
  const otherwise = isNotification ? undefined : (valueOn ?? around.bookedOn);
  const bookedOn = readDay(first(entry, 'BookgDt')) ?? otherwise;
  const problems: RowProblem[] = [];
  const add = (field: string, value: string | undefined, reason: string) =>
    problems.push({ field, value: value ?? '', reason });
  if ('reason' in amount) add('Amt', amountElement?.text, amount.reason);
  else if (amount.currency !== currency) {
    add('Amt', amount.currency, `is not the currency of the ledger, which is in ${currency}`);
  }
  if (sign === undefined) add('CdtDbtInd', textAt(entry, 'CdtDbtInd'), 'is neither CRDT nor DBIT');
  if (bookedOn === undefined) {
    const written = textAt(entry, 'BookgDt', 'Dt') ?? textAt(entry, 'BookgDt', 'DtTm');
    add('BookgDt', written, isNotification ? NO_BOOKING_DAY : NO_DAY);
  }
  if (problems.length > 0 || 'reason' in amount || sign === undefined || bookedOn === undefined) {
    return problems;
  }
  return { bookedOn, valueOn, direction: directionOf(sign), amount: amount.minor };
}

const NO_DAY = 'is no date, and there is no other; banks write one like 2026-12-31';
const NO_BOOKING_DAY =
  'is no date; without the day of its booking, like 2026-12-31, an entry cannot be told from that of the statement: take in the statement (CAMT.053)';

function directionOf(signed: number): 'in' | 'out' {
  return signed > 0 ? 'in' : 'out';
}

function referenceOf(element: Element | undefined): string | undefined {
  return reference(textAt(element, 'AcctSvcrRef'));
}

/** Says that an entry was not split, as its transactions do not come to its amount. */
export function unsplitNote(entry: Element, parts: number, currency: string): BankItem {
  const amount = readAmount(first(entry, 'Amt'));
  const shown = 'reason' in amount ? '' : ` of ${formatAmount(amount.minor, currency)}`;
  const reason = `the entry${shown} is taken as one booking: its ${parts} transactions do not come to its amount`;
  const problem = { field: '', value: '', reason };
  return { line: entry.line, problem, also: [], refuses: Refuses.nothing };
}
