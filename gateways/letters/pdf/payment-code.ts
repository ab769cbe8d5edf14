import { isSEPACountry } from 'ibantools';
import type { Data, Debtor } from 'swissqrbill/types';
import type { LevelContent } from '../../../contracts/effects.ts';
import { ReferenceKind } from '../../../domain/intake/references/kinds.ts';
import { isQrIban, readQrReference } from '../../../domain/intake/references/qr-iban.ts';
import { readReference } from '../../../domain/intake/references/references.ts';
import { oneLine } from '../../printable.ts';
import { cut, epcPayload, MOST_CENTS } from './epc.ts';
import type { SenderAddress } from './layout.ts';

/** What a banking app reads off the letter. */
export type PaymentCode =
  | { readonly kind: 'epc'; readonly payload: string }
  | { readonly kind: 'qr-bill'; readonly data: Data };

/** Longest name, street, city of a Swiss QR-bill. */
const MAX_NAME = 70;
const MAX_CITY = 35;
const MAX_POSTCODE = 16;
const MAX_MESSAGE = 140;

/**
 * A Swiss QR-bill for an account in Switzerland or Liechtenstein, else an EPC code for euros; null where neither can
 * be written.
 */
export function paymentCode(
  content: LevelContent,
  reference: string,
  sender: SenderAddress | undefined,
): PaymentCode | null {
  const { payTo, invoice, creditor, open } = content;
  if (payTo === undefined) return null;
  const { iban } = payTo;
  if (/^(CH|LI)/.test(iban) && sender !== undefined) return qrBill(content, iban, reference, sender);
  if (invoice.currency !== 'EUR' || !isSEPACountry(iban.slice(0, 2)) || isQrIban(iban)) return null;
  const payload = epcPayload({ name: creditor.name, iban, amount: open.total, reference });
  return payload === null ? null : { kind: 'epc', payload };
}

function qrBill(
  { creditor, recipient, invoice, open }: LevelContent,
  account: string,
  written: string,
  sender: SenderAddress,
): PaymentCode | null {
  const { currency } = invoice;
  if ((currency !== 'CHF' && currency !== 'EUR') || open.total > MOST_CENTS) return null;
  // A QR-IBAN takes QR references alone, and is the only account that takes them.
  const reference = isQrIban(account) ? readQrReference(written) : creditorReference(written);
  if (isQrIban(account) && reference === null) return null;
  const { street, postcode, city, country } = sender;
  const debtor = debtorOf(recipient, country);
  return {
    kind: 'qr-bill',
    data: {
      creditor: {
        account,
        ...placeOf({ name: creditor.name, street, postcode, city, country }),
      },
      currency,
      // The library writes it with two decimals; no amount of twelve digits loses a cent on the way.
      amount: open.total / 100,
      ...(reference === null ? { message: cut(oneLine(written), MAX_MESSAGE) } : { reference }),
      ...(debtor === undefined ? {} : { debtor }),
    },
  };
}

/** An ISO 11649 reference without its spaces; null for anything else. */
function creditorReference(written: string): string | null {
  const read = readReference(written);
  return read?.kind === ReferenceKind.RF ? read.normalized : null;
}

/** Left out where a part is missing: the bill then has an empty box for it. */
function debtorOf(
  { name, street, postcode, city, country }: LevelContent['recipient'],
  home: string,
): Debtor | undefined {
  if (name === null || street === null || postcode === null || city === null) return undefined;
  if (country !== null && !/^[A-Z]{2}$/.test(country)) return undefined;
  const place = placeOf({ name, street, postcode, city, country: country ?? home });
  return Object.values(place).every((part) => part !== '') ? place : undefined;
}

function placeOf(address: SenderAddress & { readonly name: string }): Debtor {
  const { name, street, postcode, city, country } = address;
  return {
    name: cut(oneLine(name), MAX_NAME),
    address: cut(oneLine(street), MAX_NAME),
    zip: cut(oneLine(postcode), MAX_POSTCODE),
    city: cut(oneLine(city), MAX_CITY),
    country,
  };
}
