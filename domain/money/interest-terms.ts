import type { CustomerKind } from '../kernel/customer-kind.ts';
import { type InterestRule, InterestStart } from './charge-rules.ts';
import { Compounding, InterestBegins, interestLaw } from './interest-law.ts';
import type { Rate } from './rate.ts';
import { type Table, Upkeep } from './table.ts';
import { WHOM } from './whom.ts';

/** What interest is reckoned by: rates by date, and whether it is capitalised. */
export interface InterestTerms {
  readonly rates: Table<Rate>;
  readonly compounding: Compounding;
  readonly begins: InterestBegins;
  /** What to write where the table ends. */
  readonly instead: string;
}

export type InterestTermsOrNot =
  | { readonly ok: true; readonly terms: InterestTerms | null }
  | { readonly ok: false; readonly reason: string };

/** Before any day that an invoice is due on. */
const BEGINNING = -100_000;

/** By what interest is reckoned for such a customer; null where none is asked for. */
export function interestTerms(rule: InterestRule, country: string, kind: CustomerKind): InterestTermsOrNot {
  if (rule.kind === 'none') return { ok: true, terms: null };
  const law = interestLaw(country, kind);
  const begins = beginsBy(rule.start, law?.begins);
  const instead = `write the rate into the policy, such as interest: { rate: "8.00" }`;
  if (rule.kind === 'own') {
    return { ok: true, terms: { rates: ownTable(rule), compounding: Compounding.NEVER, begins, instead } };
  }
  if (law === undefined) {
    return {
      ok: false,
      reason: `there is no table of statutory interest for ${WHOM[kind]} in ${country}; ${instead}`,
    };
  }
  return { ok: true, terms: { rates: law.rates, compounding: law.compounding, begins, instead } };
}

/** An agreed due date is enough, but for consumers whom the law has reminded first. */
function beginsBy(start: InterestStart, begins: InterestBegins = InterestBegins.AFTER_DUE): InterestBegins {
  if (begins === InterestBegins.AFTER_REMINDER_TERM) return begins;
  return start === InterestStart.due ? InterestBegins.AFTER_DUE : begins;
}

function ownTable({ rates }: Extract<InterestRule, { kind: 'own' }>): Table<Rate> {
  return {
    name: 'interest of the policy',
    law: 'policy',
    upkeep: Upkeep.LEFT_TO_CONFIGURATION,
    checkedUntil: BEGINNING,
    rows: rates.map(({ from, rate }, i) => {
      const next = rates[i + 1]?.from ?? null;
      return {
        from: from ?? BEGINNING,
        until: next === null ? null : next - 1,
        value: rate,
        source: 'policy',
      };
    }),
  };
}
