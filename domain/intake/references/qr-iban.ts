import { ReferenceKind } from './kinds.ts';
import { readReference } from './references.ts';

/** Institutions of Switzerland and Liechtenstein whose accounts take payments with a QR reference, and no others. */
const FIRST_QR_IID = 30_000;
const LAST_QR_IID = 31_999;

/** True for a QR-IBAN, by the number of its institution. */
export function isQrIban(iban: string): boolean {
  if (!/^(CH|LI)\d{7}/.test(iban)) return false;
  const institution = Number(iban.slice(4, 9));
  return institution >= FIRST_QR_IID && institution <= LAST_QR_IID;
}

/**
 * The reference as a QR-bill carries it: 27 digits with the right check digit; null for anything else. Shorter ones,
 * as payment slips had them, are left out: an invoice's number may look like one.
 */
export function readQrReference(written: string): string | null {
  const bare = written.replace(/\s/g, '');
  if (!/^\d{27}$/.test(bare)) return null;
  const read = readReference(bare, 'CH');
  return read?.kind === ReferenceKind.CH_QR ? read.normalized : null;
}
