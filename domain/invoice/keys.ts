import { encodePart } from '../kernel/encode-part.ts';
import type { InvoiceFacts } from './facts.ts';

/** What a round of an invoice is named by. */
export interface RoundOf {
  readonly creditor: string;
  readonly number: string;
  readonly round: number;
}

export function roundOf({ creditor, number, state: { round } }: InvoiceFacts): RoundOf {
  return { creditor, number, round };
}

/** Names an invoice: `invoice/acme/2026%2F001`. */
export function invoiceKey(creditor: string, number: string): string {
  return `invoice/${encodePart(creditor)}/${encodePart(number)}`;
}

/** Names a level's letter (number, round, level), never a time. */
export function levelKey({ creditor, number, round }: RoundOf, level: string): string {
  return `${invoiceKey(creditor, number)}/${round}/level/${encodePart(level)}`;
}

/** Names the transfer of a round to its nth case. */
export function transferKey({ creditor, number, round }: RoundOf, nth: number): string {
  return `${invoiceKey(creditor, number)}/${round}/transfer/${nth}`;
}
