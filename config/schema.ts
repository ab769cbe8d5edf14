import { z } from 'zod';
import { countryProblem } from '../calendar/country-code.ts';
import { isTimeZone } from '../calendar/zone.ts';
import { LEVEL_CHANNELS } from '../domain/effects/channels.ts';
import { LevelKind, TRANSFER_WORKING_DAYS } from '../domain/invoice/policy.ts';
import { LANGUAGES, languageOf } from '../templates/languages.ts';
import { agreementsSchema } from './agreements/schema.ts';
import { casesSchema } from './cases/schema.ts';
import { CHARGES, feeSchema } from './charges/schema.ts';
import { currencyProblem } from './currency.ts';
import { flag, oneNumber, oneOf, says, section, text, whole } from './fields.ts';
import { ibanProblem, plainIban } from './iban.ts';
import { didYouMean } from './nearest.ts';
import { signalsSchema } from './signals/schema.ts';
import { amount, date, judged, MAX_DAYS, time } from './values.ts';

const NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,59}$/;

const country = judged(text(/^\S+$/, 'country', 'write one like NL, or with its region DE-BY'), (code) =>
  countryProblem(code)?.replace(/^country \S+ /, ''),
);

const timeZone = judged(text(/^\S+$/, 'time zone', 'write one like Europe/Amsterdam'), (name) => {
  const known = Intl.supportedValuesOf('timeZone');
  const respelled = known.find((zone) => zone.toLowerCase() === name.toLowerCase() && zone !== name);
  if (respelled !== undefined) return `is written ${respelled}`;
  return isTimeZone(name)
    ? undefined
    : `is no time zone; write one like Europe/Amsterdam${didYouMean(name, known)}`;
});

const currency = judged(text(/^\S+$/, 'currency', 'write a code of ISO 4217 such as EUR'), currencyProblem);

const level = section(
  {
    name: text(NAME, 'level name', 'write up to 60 letters, digits, dashes, dots and underscores').describe(
      'Names the level in addresses, files and reports; unique in the policy.',
    ),
    kind: oneOf([LevelKind.reminder, LevelKind.notice], 'kind of level'),
    daysAfterDue: whole(0, MAX_DAYS, 'number of days').describe('The level never goes out earlier.'),
    minDaysSincePrevious: whole(0, MAX_DAYS, 'number of days')
      .exactOptional()
      .describe('Days since the delivery of the level before; required from the second level on.'),
    paymentDays: whole(1, 365, 'number of days')
      .exactOptional()
      .describe('Days the debtor has to pay; on the notice only, 14 when left out.'),
    final: flag('yes or no').exactOptional().describe('The final reminder, when that is not the notice.'),
    fee: feeSchema
      .exactOptional()
      .describe('Charged with its letter, once in each round; none when left out.'),
    channels: z
      .array(oneOf(LEVEL_CHANNELS, 'channel'), {
        error: says('list of channels', 'write a list such as [email, letter]'),
      })
      .min(1, { error: 'is an empty list; leave the line out for e-mail, then letter' })
      .exactOptional()
      .describe('The channels it may leave by, the first one first; e-mail, then letter when left out.'),
  },
  'level',
);

const sending = section(
  { from: time.prefault('09:00'), until: time.prefault('17:00') },
  'sending window',
).describe('Local hours in which letters may go out.');

const transfer = section(
  {
    mode: oneNumber([10, 20, 30], 'transfer mode')
      .default(20)
      .describe('10 by itself, 20 from the list after some working days, 30 when approved.'),
    workingDays: oneNumber(TRANSFER_WORKING_DAYS, 'number of working days')
      .default(3)
      .describe('Mode 20: working days from listing to transfer.'),
    at: time.describe('Local time of the daily transfer run.').prefault('13:00'),
    closeAfterDays: whole(1, MAX_DAYS, 'number of days').default(60),
  },
  'transfer section',
);

const afterDays = whole(0, MAX_DAYS, 'number of days');
const writeOff = section({ writeOffBelow: amount, afterDays: afterDays.exactOptional() }, 'settlement');
const waiveLater = section({ waiveAfterDays: afterDays }, 'settlement');
const settlementRight = 'write keep, waive, { waiveAfterDays: 14 } or { writeOffBelow: "5.00" }';
const settlement = z.union([oneOf(['keep', 'waive'], 'settlement'), writeOff, waiveLater], {
  error: says('settlement', settlementRight),
});

const policy = section(
  {
    minimumAmount: amount.default('0').describe('An open amount below it is not dunned.'),
    levels: z
      .array(level, { error: says('list of levels', 'write a list, or [] for no dunning') })
      .max(50, { error: 'has more than 50 levels' })
      .describe('Empty, or ending with the only notice.'),
    sending: sending.prefault({}),
    transfer: transfer.prefault({}),
    onDisputed: oneOf(['hold', 'ignore'], 'choice').default('hold'),
    onChargeback: oneOf(['reopen', 'case'], 'choice').default('reopen'),
    ledgerFreshHours: whole(1, 8760, 'number of hours').exactOptional(),
    settlement: settlement.default('keep').describe('What becomes of costs left over.'),
    ...CHARGES,
    onUnmatchedCredit: oneOf(['ignore', 'wait'], 'choice').default('ignore'),
    postalDays: whole(0, 30, 'number of days').default(0),
    cases: casesSchema.prefault({}).describe('How debt collection cases go.'),
    agreements: agreementsSchema.prefault({}).describe('What is agreed with debtors.'),
  },
  'policy',
);

const dates = z
  .array(date, { error: says('list of dates', 'write a list such as [2026-12-24]') })
  .max(1000, { error: 'has more than 1000 dates' });

const iban = judged(
  text(/^(?=.*\S)[^\p{Cc}]{1,60}$/u, 'IBAN', 'write one like NL02 ABNA 0123 4567 89'),
  ibanProblem,
).transform(plainIban);

const bankAccounts = z
  .array(iban, { error: says('list of accounts', 'write a list of IBANs such as [NL02 ABNA 0123 4567 89]') })
  .max(100, { error: 'has more than 100 accounts' });

/** A creditor file as it is written; rules across its fields stand in rules.ts. */
export const creditorFileSchema = section(
  {
    creditor: text(
      /^[A-Za-z0-9][A-Za-z0-9-]{0,59}$/,
      'creditor code',
      'write up to 60 letters, digits and dashes, the first no dash',
    ),
    name: text(/^(?=.*\S)[^\p{Cc}]{1,200}$/u, 'name', 'write one line of up to 200 characters'),
    country,
    timeZone,
    currency,
    language: oneOf(LANGUAGES, 'language of the letters', languageOf),
    holidays: section({ add: dates.default([]), remove: dates.default([]) }, 'holiday section').prefault({}),
    enrolDaysAhead: whole(0, 365, 'number of days').exactOptional(),
    bankAccounts: bankAccounts
      .exactOptional()
      .describe('The accounts that debtors pay to, as IBANs: whose statements are taken in.'),
    policy,
    signals: signalsSchema.optional(),
  },
  'creditor file',
);

export type CreditorFile = z.output<typeof creditorFileSchema>;
