import { z } from 'zod';
import { Allocated, InterestStart } from '../../domain/money/charge-rules.ts';
import { parseRate } from '../../domain/money/rate.ts';
import { listed, oneOf, says, section, text } from '../fields.ts';
import { amount, date, judged } from '../values.ts';

/** The word for what is not charged, and the one for what the law names. */
const WORDS = ['none', 'statutory'] as const;
const words = (what: string) => oneOf(WORDS, what);

const percent = judged(text(/^\S(.*\S)?$/, 'percentage', 'write one in quotes such as "8.15"'), (written) => {
  const rate = parseRate(written);
  return rate.ok ? undefined : rate.reason;
});

/** One rule for all customers, or one for consumers and one for businesses. */
function perKind<Rule extends z.ZodType>(rule: Rule, what: string, right: string) {
  const either = section({ consumer: rule, business: rule }, `${what} by kind of customer`);
  return z.union([rule, either], {
    error: says(what, `${right}; or { consumer: …, business: … } with one of these each`),
  });
}

const fee = z.union([words('fee'), amount, section({ percent }, 'fee')], {
  error: says('fee', 'write none, statutory, an amount such as "5.00" or { percent: "2.5" }'),
});

export const feeSchema = perKind(
  fee,
  'fee',
  'write none, statutory, an amount such as "5.00" or { percent: "2.5" }',
);

const ownRate = section({ from: date.exactOptional(), rate: percent }, 'rate');
const rates = z
  .array(ownRate, { error: says('list of rates', 'write one such as [{ rate: "8.00" }]') })
  .min(1, { error: 'is empty; write at least one rate' })
  .max(100, { error: 'has more than 100 rates' });

const rate = z.union([oneOf(['statutory'], 'rate'), percent, rates], {
  error: says('rate', 'write statutory, percent per year such as "8.00", or a list of rates with their days'),
});
const start = oneOf([InterestStart.law, InterestStart.due], 'first day of interest')
  .default(InterestStart.law)
  .describe('law: from the day that the law names; due: from the day after the due date, as agreed.');

const interest = z.union([words('interest'), percent, section({ rate, start }, 'interest')], {
  error: says(
    'interest',
    'write none, statutory, percent per year such as "8.00" or { rate: …, start: due }',
  ),
});

const costs = z.union([words('costs'), amount], {
  error: says('costs', 'write none, statutory or an amount such as "40.00"'),
});

const PARTS = [Allocated.costs, Allocated.interest, Allocated.principal] as const;

/** The keys of a policy about the money that dunning adds; without them nothing is added. */
export const CHARGES = {
  interest: perKind(interest, 'interest', 'write none, statutory or percent per year such as "8.00"')
    .exactOptional()
    .describe('Interest on the open principal, booked with each letter and with the transfer.'),
  costs: perKind(costs, 'costs', 'write none, statutory or an amount such as "40.00"')
    .exactOptional()
    .describe('Collection costs, booked at the listing, in mode 10 at the transfer.'),
  vatOnCosts: percent
    .exactOptional()
    .describe('VAT in percent on top of costs, where the creditor cannot deduct it.'),
  allocation: z
    .array(oneOf(PARTS, 'part of an open amount'), {
      error: says('order', `write ${listed(PARTS)} in the order in which payments go to them`),
    })
    .exactOptional()
    .describe('What payments go to first: costs (fees with them), interest, principal when left out.'),
};

export type FeeFile = z.output<typeof feeSchema>;
export type InterestFile = z.output<(typeof CHARGES)['interest']>;
export type CostsFile = z.output<(typeof CHARGES)['costs']>;
