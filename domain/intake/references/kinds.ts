import {
  type Check,
  luhn,
  mod10Recursive,
  mod10Weights731,
  mod11Dutch,
  mod11Weights2to7,
  mod97Moved,
  mod97OfTen,
} from './check-digits.ts';

/** Structured payment references with check digits. */
export const ReferenceKind = {
  /** Creditor Reference, ISO 11649. */
  RF: 'RF',
  /** QR reference of the Swiss QR-bill, before it the reference of orange payment slips. */
  CH_QR: 'CH_QR',
  /** Belgian structured communication, +++090/9337/55493+++. */
  BE_OGM: 'BE_OGM',
  /** Danish payment slips, +71<123456789012347+12345678<. */
  DK_FIK: 'DK_FIK',
  /** Dutch payment reference. */
  NL_BETALINGSKENMERK: 'NL_BETALINGSKENMERK',
  FI_VIITE: 'FI_VIITE',
  /** Swedish OCR number whose last digit but one says how long it is. */
  SE_OCR_LENGTH: 'SE_OCR_LENGTH',
  SE_OCR: 'SE_OCR',
  NO_KID_MOD10: 'NO_KID_MOD10',
  NO_KID_MOD11: 'NO_KID_MOD11',
} as const;
export type ReferenceKind = (typeof ReferenceKind)[keyof typeof ReferenceKind];

/** How one kind of reference is written and checked. */
export interface ReferenceRule {
  readonly kind: ReferenceKind;
  /** Where its bare digits are used; absent: everywhere. */
  readonly country?: string;
  /** What it looks like without spaces and signs around it. */
  readonly form: RegExp;
  readonly check: Check;
  /** What the form alone does not say. */
  readonly also?: (text: string) => boolean;
  /** The one way in which the same reference is always written. */
  readonly normalize?: (text: string) => string;
}

const NL_LONGEST = 16;
const QR_LENGTH = 27;

/**
 * One table of all check digit rules, the stricter ones first: bare digits may satisfy several of them.
 *
 * Sources: ISO 11649; SIX, Swiss Implementation Guidelines QR-bill, annex B; Febelfin, structured communication
 * (modulus 97); Betaalvereniging Nederland, specificaties betalingskenmerk; Finance Finland, reference number;
 * Bankgirot, OCR-referenskontroll; Mastercard Payment Services (Nets), KID; Finans Danmark, FIK.
 */
export const REFERENCE_RULES: readonly ReferenceRule[] = [
  { kind: ReferenceKind.RF, form: /^RF\d{2}[A-Z0-9]{1,21}$/, check: mod97Moved },
  {
    kind: ReferenceKind.CH_QR,
    country: 'CH',
    // Payment slips left out leading zeros.
    form: /^(?=.*[1-9])\d{5,27}$/,
    check: mod10Recursive,
    normalize: (text) => text.padStart(QR_LENGTH, '0'),
  },
  { kind: ReferenceKind.BE_OGM, country: 'BE', form: /^(?=.*[1-9])\d{12}$/, check: mod97OfTen },
  { kind: ReferenceKind.DK_FIK, country: 'DK', form: /^(?=.*[1-9])\d{15,16}$/, check: luhn },
  {
    kind: ReferenceKind.NL_BETALINGSKENMERK,
    country: 'NL',
    form: /^(?=.*[1-9])(\d{9,14}|\d{16})$/,
    check: mod11Dutch,
    // All but the longest say in their second digit how many follow.
    also: (text) => text.length === NL_LONGEST || Number(text[1]) === (text.length - 2) % 10,
  },
  {
    kind: ReferenceKind.FI_VIITE,
    country: 'FI',
    form: /^0*[1-9]\d{3,19}$/,
    check: mod10Weights731,
    normalize: (text) => text.replace(/^0+/, ''),
  },
  {
    kind: ReferenceKind.SE_OCR_LENGTH,
    country: 'SE',
    form: /^(?=.*[1-9])\d{3,25}$/,
    check: luhn,
    also: (text) => Number(text.at(-2)) === text.length % 10,
  },
  { kind: ReferenceKind.SE_OCR, country: 'SE', form: /^(?=.*[1-9])\d{2,25}$/, check: luhn },
  { kind: ReferenceKind.NO_KID_MOD10, country: 'NO', form: /^(?=.*[1-9])\d{2,25}$/, check: luhn },
  {
    kind: ReferenceKind.NO_KID_MOD11,
    country: 'NO',
    form: /^(?=.*[1-9])\d{1,24}[\d-]$/,
    check: mod11Weights2to7,
  },
];

/** True when the text, without spaces and signs around it, is a reference by that rule. */
export function satisfies(text: string, rule: ReferenceRule): boolean {
  return rule.form.test(text) && rule.check(text) && (rule.also?.(text) ?? true);
}
