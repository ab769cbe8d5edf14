import { LevelKind } from '../domain/invoice/policy.ts';
import { type MinuteOfDay, parseTimeOfDay } from '../domain/kernel/day.ts';
import { AmountSign, parseAmount } from '../domain/kernel/money.ts';
import { type BrokenRule, type Fields, fields } from './broken-rule.ts';
import { caseRules } from './cases/rules.ts';
import { chargeRules } from './charges/rules.ts';
import { isCurrency } from './currency.ts';
import { plainIban } from './iban.ts';
import type { PathStep } from './problem.ts';
import { signalRules } from './signals/rules.ts';

const SHORTEST_WINDOW = 60;

/**
 * The rules that look at more than one field of a creditor file.
 *
 * They take the file as it was written, not as it was checked, so that they report together with the faults of
 * single fields; a field that is faulty itself is passed over here.
 */
export function brokenRules(file: unknown): BrokenRule[] {
  const policy = fields(fields(file).policy);
  return [
    ...levelRules(policy.levels),
    ...windowRules(fields(policy.sending)),
    ...amountRules(policy, fields(file).currency),
    ...holidayRules(fields(fields(file).holidays)),
    ...accountRules(fields(file).bankAccounts),
    ...caseRules(fields(policy.cases)),
    ...chargeRules(policy, fields(file).currency),
    ...signalRules(fields(file)),
  ];
}

function levelRules(written: unknown): BrokenRule[] {
  if (!Array.isArray(written)) return [];
  const levels = written.map(fields);
  const broken: BrokenRule[] = [];
  const names = new Map<string, number>();
  let final: number | undefined;
  levels.forEach((level, i) => {
    const add = (key: string, reason: string) => broken.push({ path: ['policy', 'levels', i, key], reason });
    const gap = level.minDaysSincePrevious;
    if (i > 0 && gap === undefined) {
      add(
        'minDaysSincePrevious',
        'is missing; from the second level on write the days since the level before',
      );
    }
    if (i === 0 && typeof gap === 'number' && gap !== 0) {
      add('minDaysSincePrevious', 'has no level before it to count from; leave it out on the first level');
    }
    if (level.paymentDays !== undefined && level.kind === LevelKind.reminder) {
      add('paymentDays', 'belongs to the notice; leave it out on a reminder');
    }
    if (level.kind === LevelKind.notice && i < levels.length - 1) {
      add('kind', 'is not the last level; the notice must be the last and the only one');
    }
    if (level.final === true) {
      if (final !== undefined) add('final', `is set on policy.levels[${final}] too; only one level is final`);
      final ??= i;
    }
    if (Array.isArray(level.channels)) {
      const twice = level.channels.find((one, at, all) => all.indexOf(one) < at);
      if (twice !== undefined) add('channels', `names ${twice} twice; name each channel once`);
    }
    if (typeof level.name === 'string') {
      // File names are made of it, and some file systems take A and a for the same.
      const name = level.name.toLowerCase();
      const first = names.get(name);
      if (first !== undefined)
        add('name', `is the name of policy.levels[${first}] already; give each its own`);
      else names.set(name, i);
    }
  });
  if (levels.at(-1)?.kind === LevelKind.reminder) {
    broken.push({
      path: ['policy', 'levels', levels.length - 1, 'kind'],
      reason:
        'is the last level, which must be the notice (kind: notice); or write levels: [] for no dunning',
    });
  }
  return broken;
}

function windowRules(sending: Fields): BrokenRule[] {
  const from = minute(sending.from, '09:00');
  const until = minute(sending.until, '17:00');
  if (from === undefined || until === undefined || until - from >= SHORTEST_WINDOW) return [];
  const reason =
    until <= from
      ? 'is not after policy.sending.from; the window is within one day'
      : `leaves ${until - from} minutes; the window needs at least ${SHORTEST_WINDOW}`;
  return [{ path: ['policy', 'sending', sending.until === undefined ? 'from' : 'until'], reason }];
}

function minute(written: unknown, otherwise: string): MinuteOfDay | undefined {
  return parseTimeOfDay(typeof written === 'string' ? written : written === undefined ? otherwise : '');
}

/** Amounts have the decimals of the creditor's currency, so no amount can be judged alone. */
function amountRules(policy: Fields, currency: unknown): BrokenRule[] {
  if (typeof currency !== 'string' || !isCurrency(currency)) return [];
  const judge = (written: unknown, sign: AmountSign, ...path: PathStep[]): BrokenRule[] => {
    if (typeof written !== 'string' || !/^\d+(\.\d+)?$/.test(written)) return [];
    const amount = parseAmount(written, currency, sign);
    return amount.ok ? [] : [{ path: ['policy', ...path], reason: amount.reason }];
  };
  const below = fields(policy.settlement).writeOffBelow;
  const least = fields(policy.agreements).leastInstalment;
  return [
    ...judge(policy.minimumAmount, AmountSign.notNegative, 'minimumAmount'),
    ...judge(below, AmountSign.positive, 'settlement', 'writeOffBelow'),
    ...judge(least, AmountSign.notNegative, 'agreements', 'leastInstalment'),
  ];
}

function accountRules(written: unknown): BrokenRule[] {
  if (!Array.isArray(written)) return [];
  const accounts = written.map((account) => (typeof account === 'string' ? plainIban(account) : account));
  return accounts.flatMap((account, i) =>
    accounts.indexOf(account) < i
      ? [{ path: ['bankAccounts', i], reason: 'stands there twice; keep it once' }]
      : [],
  );
}

function holidayRules({ add, remove }: Fields): BrokenRule[] {
  if (!Array.isArray(add) || !Array.isArray(remove)) return [];
  return remove.flatMap((date, i) =>
    add.includes(date)
      ? [{ path: ['holidays', 'remove', i], reason: 'is in holidays.add too; keep it in one' }]
      : [],
  );
}
