import { AgreementKind } from '../../agreements/agreement.ts';
import { whyNotAgreed } from '../../agreements/instalments.ts';
import { DEFAULT_AGREEMENT_SETTINGS } from '../../agreements/settings.ts';
import { formatDay } from '../../kernel/day.ts';
import { Scope } from '../../kernel/message.ts';
import { AmountSign, money, parseAmount } from '../../kernel/money.ts';
import { RefusalCode, refuse } from '../../kernel/refusal.ts';
import { agreementOn, joinAgreement, whyNotAgreeable } from '../agree.ts';
import { openOn } from '../transfer-run.ts';
import { invoiceMessage, UNDER_WAY } from './message.ts';

export const agreePromise = invoiceMessage({
  kind: 'agreePromise',
  summary:
    'Writes down that the customer promised to pay so much by a day, on an invoice and on others of its own. Until then none of them is dunned.',
  details:
    'Kept once so much is paid; [broken](rules.md#payment-plans-and-promises) when it is not by the third working day after.',
  fields: {
    amount: { type: 'decimal', required: true, help: 'what was promised', example: '50.00' },
    dueOn: {
      type: 'day',
      required: true,
      option: 'on',
      help: 'the day it is to come',
      example: '2026-04-01',
    },
    with: {
      type: 'texts',
      help: 'further invoices of the customer that it is about',
      example: ['2026/002'],
    },
    note: { type: 'text', help: 'words for the record' },
  },
  stages: UNDER_WAY,
  scope: Scope.OPERATE,
  script: true,
  command: {
    name: 'promise',
    brief: 'write down a promise to pay',
    examples: ['2026/001 --amount 50.00 --on 2026-04-01 --note "said so on the phone"'],
  },
  refused:
    'when nothing is open, or less than was promised; once ended; for an invoice that has a payment plan or a promise already, of another customer or in another currency; for a day that lies behind or too far ahead (`policy.agreements`).',

  decide({ decision, policy, asOf, today, others }, { by, commandId, note, dueOn, ...terms }) {
    const { currency } = decision.facts;
    const all = [decision.facts, ...others.map(({ facts }) => facts)];
    for (const facts of all) {
      const not = whyNotAgreeable(facts, currency, today);
      if (not !== null) return not;
    }
    const amount = parseAmount(terms.amount, currency, AmountSign.positive);
    if (!amount.ok) return refuse(RefusalCode.WRONG_VALUE, `The amount ${amount.reason}.`);
    const open = all.reduce((sum, facts) => sum + openOn(facts, today).total, 0);
    if (amount.minor > open) {
      return refuse(RefusalCode.WRONG_VALUE, `Only ${money(open, currency)} is open.`);
    }
    const instalments = [{ nr: 1, dueOn, amount: amount.minor }];
    const settings = policy.agreements ?? DEFAULT_AGREEMENT_SETTINGS;
    const not = whyNotAgreed(instalments, settings, currency, today);
    if (not !== null) return refuse(RefusalCode.NOT_ALLOWED, not);
    const agreement = agreementOn(all, AgreementKind.PROMISE, instalments, today);
    const joined = joinAgreement(decision, agreement, { at: asOf, on: today, by, commandId });
    return {
      decision: { ...joined, agreements: [...joined.agreements, { agreement, note }] },
      says: `Promised: ${money(amount.minor, currency)} by ${formatDay(dueOn)}; until then it is not dunned.`,
    };
  },
});
