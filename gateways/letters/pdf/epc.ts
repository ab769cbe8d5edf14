import { ReferenceKind } from '../../../domain/intake/references/kinds.ts';
import { readReference } from '../../../domain/intake/references/references.ts';
import { formatAmount } from '../../../domain/kernel/money.ts';
import { oneLine } from '../../printable.ts';

const MAX_NAME = 70;
const MAX_TEXT = 140;
/** What both kinds of codes can say at most. */
export const MOST_CENTS = 99_999_999_999;
const MAX_BYTES = 331;

/**
 * The text of a code for a SEPA credit transfer: EPC069-12, version 002, in UTF-8. The bank is found by the IBAN. An
 * ISO 11649 reference is carried as such, anything else as text. Null when the amount is more than a code can say.
 */
export function epcPayload(payment: {
  readonly name: string;
  readonly iban: string;
  /** Cents. */
  readonly amount: number;
  readonly reference: string;
}): string | null {
  const { name, iban, amount, reference } = payment;
  if (amount < 1 || amount > MOST_CENTS) return null;
  const read = readReference(reference);
  const structured = read?.kind === ReferenceKind.RF ? read.normalized : '';
  // One of both only, and nothing behind the last that is said.
  const remittance = structured === '' ? ['', cut(oneLine(reference), MAX_TEXT)] : [structured];
  const payload = [
    'BCD',
    '002',
    '1',
    'SCT',
    '',
    cut(oneLine(name), MAX_NAME),
    iban,
    `EUR${formatAmount(amount, 'EUR')}`,
    '',
    ...remittance,
  ].join('\n');
  return Buffer.byteLength(payload) <= MAX_BYTES ? payload : null;
}

/** The first so many characters, without a mark: banks know few signs. */
export function cut(text: string, length: number): string {
  return Array.from(text).slice(0, length).join('');
}
