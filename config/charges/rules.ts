import { AmountSign, parseAmount } from '../../domain/kernel/money.ts';
import { type BrokenRule, type Fields, fields } from '../broken-rule.ts';
import { isCurrency } from '../currency.ts';
import type { PathStep } from '../problem.ts';

const AMOUNT = /^\d+(\.\d+)?$/;
const PARTS = 3;

/** The rules of the keys about charges that look at more than one field of a creditor file. */
export function chargeRules(policy: Fields, currency: unknown): BrokenRule[] {
  const levels = Array.isArray(policy.levels) ? policy.levels.map(fields) : [];
  return [
    ...levels.flatMap(({ fee }, i) => amounts(fee, currency, 'levels', i, 'fee')),
    ...amounts(policy.costs, currency, 'costs'),
    ...order(policy.allocation),
    ...ratesInOrder(policy.interest, 'interest'),
  ];
}

/** Amounts have the decimals of the creditor's currency. */
function amounts(written: unknown, currency: unknown, ...path: PathStep[]): BrokenRule[] {
  if (typeof written === 'object') {
    return ['consumer', 'business'].flatMap((kind) =>
      amounts(fields(written)[kind], currency, ...path, kind),
    );
  }
  if (typeof written !== 'string' || !AMOUNT.test(written)) return [];
  if (typeof currency !== 'string' || !isCurrency(currency)) return [];
  const amount = parseAmount(written, currency, AmountSign.notNegative);
  return amount.ok ? [] : [{ path: ['policy', ...path], reason: amount.reason }];
}

function order(written: unknown): BrokenRule[] {
  if (!Array.isArray(written)) return [];
  const isWhole = written.length === PARTS && new Set(written).size === PARTS;
  const reason = 'names not each part once; write costs, interest and principal in the order that you want';
  return isWhole ? [] : [{ path: ['policy', 'allocation'], reason }];
}

/** Only the first rate holds from the beginning; the others have days, each later than the one before. */
function ratesInOrder(written: unknown, ...path: PathStep[]): BrokenRule[] {
  const { rate, consumer, business } = fields(written);
  if (consumer !== undefined || business !== undefined) {
    return [...ratesInOrder(consumer, ...path, 'consumer'), ...ratesInOrder(business, ...path, 'business')];
  }
  if (!Array.isArray(rate)) return [];
  const days = rate.map((one) => fields(one).from);
  return days.flatMap((from, i): BrokenRule[] => {
    const before = days[i - 1];
    const add = (reason: string) => [{ path: ['policy', ...path, 'rate', i, 'from'], reason }];
    if (i === 0)
      return from === undefined
        ? []
        : add('is the first rate, which holds from the beginning; leave the day out');
    if (from === undefined) return add('is missing; write the first day of each rate after the first');
    const isLater = before === undefined || String(from) > String(before);
    return isLater ? [] : add('is not later than the day of the rate before it');
  });
}
