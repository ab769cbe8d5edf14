import { DEFAULT_AGREEMENT_SETTINGS as DEFAULT } from '../../domain/agreements/settings.ts';
import { section, whole } from '../fields.ts';
import { amount, MAX_DAYS } from '../values.ts';

/** The section about payment plans, promises to pay and pauses that end by themselves. */
export const agreementsSchema = section(
  {
    holdEndsSoonDays: whole(0, 30, 'number of working days')
      .default(DEFAULT.holdEndsSoonDays)
      .describe('Working days before a pause ends by itself that its owner is told; 0: nobody is.'),
    mailDaysBefore: whole(0, 30, 'number of days')
      .default(DEFAULT.mailDaysBefore)
      .describe('Days before an instalment falls due that the debtor is reminded of it.'),
    mostInstalments: whole(1, 120, 'number of instalments')
      .default(DEFAULT.mostInstalments)
      .describe('Most instalments that a payment plan may have.'),
    longestDays: whole(1, MAX_DAYS, 'number of days')
      .default(DEFAULT.longestDays)
      .describe('Days within which a payment plan ends and a promise is due.'),
    leastInstalment: amount.default('0').describe('Only the last instalment may be less.'),
  },
  'agreements section',
);
