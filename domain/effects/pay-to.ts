import { isQrIban, readQrReference } from '../intake/references/qr-iban.ts';

/**
 * Which of the creditor's accounts a debtor is asked to pay to; null when it has told none that takes this money.
 *
 * The first that it names. Francs go to an account in Switzerland or Liechtenstein where there is one. A QR-IBAN takes
 * QR references and nothing else, and is taken wherever there is one of those.
 */
export function accountToPay(
  accounts: readonly string[],
  { currency, reference }: { readonly currency: string; readonly reference: string },
): string | null {
  const qrAccount =
    readQrReference(reference) !== null && isSwissMoney(currency) ? accounts.find(isQrIban) : undefined;
  const plain = accounts.filter((account) => !isQrIban(account));
  const swiss = currency === 'CHF' ? plain.find((account) => /^(CH|LI)/.test(account)) : undefined;
  return qrAccount ?? swiss ?? plain[0] ?? null;
}

function isSwissMoney(currency: string): boolean {
  return currency === 'CHF' || currency === 'EUR';
}
