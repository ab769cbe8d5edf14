import { AgreementKind } from '../../agreements/agreement.ts';
import { instalmentsOf, PlanRhythm, PlanRounding, whyNotAgreed } from '../../agreements/instalments.ts';
import { DEFAULT_AGREEMENT_SETTINGS } from '../../agreements/settings.ts';
import { formatDay } from '../../kernel/day.ts';
import { Scope } from '../../kernel/message.ts';
import { AmountSign, money, parseAmount } from '../../kernel/money.ts';
import { RefusalCode, refuse } from '../../kernel/refusal.ts';
import { agreementOn, joinAgreement, whyNotAgreeable } from '../agree.ts';
import { openOn } from '../transfer-run.ts';
import { invoiceMessage, UNDER_WAY } from './message.ts';

export const agreePlan = invoiceMessage({
  kind: 'agreePlan',
  summary:
    'Agrees on a payment plan over what is open of an invoice, and of others of its customer: paid in parts on their days. Until it ends none of them is dunned.',
  details:
    'Parts are reckoned in cents, the difference is in the last; those of a month come on the same day of it, or on its last. One day that comes later is a plan of one instalment. [Kept or broken](rules.md#payment-plans-and-promises) is read from the ledger.',
  fields: {
    firstOn: { type: 'day', required: true, help: 'the day of the first instalment', example: '2026-04-01' },
    every: {
      type: 'oneOf',
      help: 'how often an instalment comes',
      values: Object.values(PlanRhythm),
      default: PlanRhythm.MONTH,
    },
    instalments: { type: 'count', help: 'so many, all alike but the last', example: 4 },
    amount: { type: 'decimal', help: 'as many as it takes of this amount' },
    rounding: {
      type: 'oneOf',
      help: 'to the cent, or to whole units with the difference in the last',
      values: Object.values(PlanRounding),
      default: PlanRounding.NONE,
    },
    with: {
      type: 'texts',
      help: 'further invoices of the customer that it is about',
      example: ['2026/002'],
    },
    note: { type: 'text', help: 'words for the record' },
  },
  either: {
    of: ['instalments', 'amount'],
    says: 'agreePlan needs either `instalments`, how many there are, or the `amount` of each.',
  },
  stages: UNDER_WAY,
  scope: Scope.OPERATE,
  script: true,
  command: {
    group: 'plan',
    name: 'make',
    brief: 'agree on paying in parts',
    examples: [
      '2026/001 --instalments 4 --first-on 2026-04-01',
      '2026/001 --with 2026/002 --amount 25.00 --every week --first-on 2026-04-03',
    ],
  },
  refused:
    'when nothing is open; once ended; for an invoice that has a payment plan or a promise already, of another customer or in another currency; outside the limits of the creditor (`policy.agreements`).',

  decide({ decision, policy, asOf, today, others }, { by, commandId, note, ...terms }) {
    const { currency } = decision.facts;
    const all = [decision.facts, ...others.map(({ facts }) => facts)];
    for (const facts of all) {
      const not = whyNotAgreeable(facts, currency, today);
      if (not !== null) return not;
    }
    const total = all.reduce((sum, facts) => sum + openOn(facts, today).total, 0);
    const amount = terms.amount === null ? null : parseAmount(terms.amount, currency, AmountSign.positive);
    if (amount?.ok === false) return refuse(RefusalCode.WRONG_VALUE, `The amount ${amount.reason}.`);
    const { every, rounding, firstOn, instalments: count } = terms;
    const instalments = instalmentsOf({
      ...{ total, currency, every, rounding, firstOn },
      by: amount === null ? { count: count ?? 1 } : { amount: amount.minor },
    });
    if (instalments === undefined) {
      const says = `Too little is open for ${count} instalments: ${money(total, currency)}.`;
      return refuse(RefusalCode.NOT_ALLOWED, says);
    }
    const settings = policy.agreements ?? DEFAULT_AGREEMENT_SETTINGS;
    const not = whyNotAgreed(instalments, settings, currency, today);
    if (not !== null) return refuse(RefusalCode.NOT_ALLOWED, not);
    const agreement = agreementOn(all, AgreementKind.PLAN, instalments, today);
    const joined = joinAgreement(decision, agreement, { at: asOf, on: today, by, commandId });
    const [first] = instalments;
    const last = instalments.at(-1);
    const parts = instalments.length === 1 ? 'one instalment' : `${instalments.length} instalments`;
    return {
      decision: { ...joined, agreements: [...joined.agreements, { agreement, note }] },
      says: `Agreed: ${money(total, currency)} is paid in ${parts}, from ${formatDay(first?.dueOn ?? 0)} to ${formatDay(last?.dueOn ?? 0)}; until then it is not dunned.`,
    };
  },
});
