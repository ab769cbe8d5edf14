import { type Level, LevelKind } from '../../invoice/policy.ts';
import { CustomerKind } from '../../kernel/customer-kind.ts';
import { money } from '../../kernel/money.ts';
import type { FeeRule } from '../charge-rules.ts';
import { type FeeLaw, feeLaw } from '../fee-law.ts';
import { mostOf } from '../scale.ts';
import { rowOn, whyNoRow } from '../table.ts';
import { WHOM } from '../whom.ts';
import type { ChargePolicy, Found } from './problem.ts';

const INSTEAD = 'write the amount of the fee, or none';

/** A level that charges a fee, and the earliest day on which it can go out. */
interface FeeLevel {
  readonly level: Level;
  readonly position: number;
  readonly rule: FeeRule;
  readonly earliest: number;
}

export function feeProblems(policy: ChargePolicy, found: Found): void {
  for (const kind of Object.values(CustomerKind)) {
    const levels = feeLevels(policy, kind);
    if (levels.length === 0) continue;
    const law = feeLaw(policy.country, kind);
    if (law !== undefined && law.currency === policy.currency) {
      if (law.asks !== undefined) found.note(['fees'], law.asks);
      for (const one of levels) {
        amountProblems(policy, kind, law, one, found);
        timeProblems(kind, law, one, found);
      }
      countProblems(kind, law, levels, found);
      continue;
    }
    for (const { level, rule } of levels) {
      const whose = `fees of ${WHOM[kind]} in ${policy.country} in ${policy.currency}`;
      if (rule.kind === 'statutory') {
        found.refuse(['fees', level.name, kind], `no law names the ${whose}; ${INSTEAD}`);
      } else found.note(['fees'], `${whose} are not covered: they are not held against the law`);
    }
  }
}

function feeLevels({ levels, charges }: ChargePolicy, kind: CustomerKind): FeeLevel[] {
  let earliest = 0;
  return levels.flatMap((level, position) => {
    earliest = Math.max(
      level.daysAfterDue,
      position === 0 ? 0 : earliest + (level.minDaysSincePrevious ?? 0),
    );
    const rule = charges.fees[level.name]?.[kind];
    return rule === undefined || isNothing(rule) ? [] : [{ level, position, rule, earliest }];
  });
}

function isNothing(rule: FeeRule): boolean {
  return rule.kind === 'none' || (rule.kind === 'fixed' && rule.amount === 0);
}

function amountProblems(
  { currency, on }: ChargePolicy,
  kind: CustomerKind,
  { amounts }: FeeLaw,
  { level, rule }: FeeLevel,
  found: Found,
): void {
  const path = ['fees', level.name, kind];
  const row = rowOn(amounts, on);
  if (row === undefined) {
    if (rule.kind === 'statutory') found.refuse(path, whyNoRow(amounts, on, INSTEAD));
    else found.note(['fees'], whyNoRow(amounts, on, 'amounts of the policy are not held against it'));
    return;
  }
  const { most } = level.kind === LevelKind.notice ? row.value.notice : row.value.reminder;
  if (most === null) {
    found.note(path, `${amounts.name}: the limit of a ${level.kind} is not covered (${amounts.law})`);
    return;
  }
  const limit = mostOf(most);
  const isAbove = rule.kind === 'fixed' ? rule.amount > limit : limit === 0;
  if (!isAbove) return;
  const asked = rule.kind === 'fixed' ? money(rule.amount, currency) : 'a fee';
  const right = limit === 0 ? 'none may be charged' : `at most ${money(limit, currency)} may be charged`;
  found.refuse(path, `asks ${asked} of ${WHOM[kind]}, but with a ${level.kind} ${right} (${amounts.law})`);
}

function timeProblems(
  kind: CustomerKind,
  { amounts, daysAfterDue = 0, daysSincePrevious = 0, isFirstFree = false }: FeeLaw,
  { level, position, earliest }: FeeLevel,
  found: Found,
): void {
  const path = ['fees', level.name, kind];
  if (isFirstFree && position === 0) {
    found.refuse(path, `the first letter to ${WHOM[kind]} is free (${amounts.law})`);
  }
  if (earliest < daysAfterDue) {
    found.refuse(
      path,
      `the letter may go out ${earliest} days after the due date, but a fee may be charged from day ${daysAfterDue} on; write daysAfterDue: ${daysAfterDue} or no fee (${amounts.law})`,
    );
  }
  const gap = level.minDaysSincePrevious ?? 0;
  if (position > 0 && gap < daysSincePrevious) {
    found.refuse(
      path,
      `the letter may follow the one before after ${gap} days, but a fee may be charged after ${daysSincePrevious}; write minDaysSincePrevious: ${daysSincePrevious} or no fee (${amounts.law})`,
    );
  }
}

function countProblems(
  kind: CustomerKind,
  { amounts, mostLetters = Number.MAX_SAFE_INTEGER }: FeeLaw,
  levels: readonly FeeLevel[],
  found: Found,
): void {
  for (const { level } of levels.slice(mostLetters)) {
    found.refuse(
      ['fees', level.name, kind],
      `is one letter with a fee too many: at most ${mostLetters} may charge one (${amounts.law})`,
    );
  }
}
