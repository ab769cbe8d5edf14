import { expect, it } from 'vitest';
import { accountToPay } from '../../../domain/effects/pay-to.ts';

const NL = 'NL02ABNA0123456789';
const DE = 'DE89370400440532013000';
const CH = 'CH9300762011623852957';
const QR = 'CH4431999123000889012';
const QR_REFERENCE = '21 00000 00003 13947 14300 09017';

it.each([
  ['the first account that is named', [NL, DE], 'EUR', '2026/001', NL],
  ['one in Switzerland for francs', [DE, CH], 'CHF', '2026/001', CH],
  ['the first for francs when none is in Switzerland', [DE, NL], 'CHF', '2026/001', DE],
  ['the first for euros, also abroad', [DE, CH], 'EUR', '2026/001', DE],
  ['a QR-IBAN for a QR reference', [CH, QR], 'CHF', QR_REFERENCE, QR],
  ['a QR-IBAN for a QR reference in euros', [DE, QR], 'EUR', QR_REFERENCE, QR],
  ['no QR-IBAN for kroner', [NL, QR], 'SEK', QR_REFERENCE, NL],
  ['no QR-IBAN for another reference', [QR, CH], 'CHF', 'RF18 5390 0754 7034', CH],
  ['the plain account for a QR reference without a QR-IBAN', [CH], 'CHF', QR_REFERENCE, CH],
  ['none when only QR-IBANs are there and the reference is none of theirs', [QR], 'CHF', '2026/001', null],
  ['none when no account was told', [], 'EUR', '2026/001', null],
])('A letter asks to pay to %s', (_, accounts, currency, reference, account) => {
  expect(accountToPay(accounts, { currency, reference })).toBe(account);
});
