import { formatDay } from '../../kernel/day.ts';
import { type Hold, HoldKind, HoldReason, HoldScope } from '../../kernel/holds.ts';
import { Scope } from '../../kernel/message.ts';
import { BY_HAND, judgePause, NOT_BY_HAND, PauseVerdict } from '../../kernel/pause.ts';
import { RefusalCode, refuse } from '../../kernel/refusal.ts';
import { advance } from '../decision.ts';
import { InvoiceEvent } from '../machine.ts';
import { Stage } from '../stage.ts';
import { endedInWords } from './ended.ts';
import { invoiceMessage, UNDER_WAY } from './message.ts';

export const pause = invoiceMessage({
  kind: 'pause',
  summary:
    'Pauses an invoice: nothing is sent and nothing transferred until the pause ends. An approval to transfer it is void with that.',
  details:
    'Without `until` it lasts until `resume`; some working days before it ends by itself a task says so to its owner; days that lie behind count as paused. What Dunwell sets itself (`CASE_DEACTIVATED`, `CASE_ENDED`, `PRINCIPAL_PAID`) cannot be given. The same pause twice is one pause; one that was called off before it began overlaps nothing. A pause of a customer makes approvals void, too; one of a whole creditor only delays them. [The same rule](rules.md#pauses) holds for customers, creditors and cases.',
  fields: {
    reason: {
      type: 'oneOf',
      help: 'why it is paused',
      values: Object.values(HoldReason),
      called: 'reason of a pause',
      default: HoldReason.OPERATOR,
      offered: BY_HAND,
      refused: NOT_BY_HAND,
      example: HoldReason.PROMISE_TO_PAY,
    },
    kind: {
      type: 'oneOf',
      help: 'reminders: no letters and no transfer; full: no orders of cases either',
      values: Object.values(HoldKind),
      called: 'kind of pause',
      default: HoldKind.REMINDERS,
      as: 'holdKind',
    },
    from: { type: 'day', help: 'the first day of the pause, today when not given; may lie in the past' },
    until: { type: 'day', help: 'the day on which it ends by itself', example: '2026-12-24' },
    owner: { type: 'text', help: 'who is asked before it ends', longest: 100 },
    note: { type: 'text', help: 'words for the record' },
  },
  stages: UNDER_WAY,
  bulk: true,
  scope: Scope.OPERATE,
  script: true,
  command: {
    name: 'pause',
    brief: 'pause an invoice, a customer or a whole creditor',
    examples: [
      '2026/001 --until 2026-04-01 --owner anna --note "asked for time"',
      '--customer C-200 --reason PAYMENT_PLAN --commit',
      '--stage LISTED --tab manual --commit',
    ],
  },
  refused:
    'after the transfer (pause the case), once paid or closed; `until` not after `from`; days that overlap a pause of the same reason; a reason that Dunwell sets itself.',

  decide(
    { decision, calendar, asOf, today },
    { by, reason, holdKind: kind, until, owner, note, commandId, ...command },
  ) {
    const { facts } = decision;
    if (facts.state.stage === Stage.TRANSFERRED) {
      const on = facts.state.transferredOn === null ? '' : ` on ${formatDay(facts.state.transferredOn)}`;
      return refuse(
        RefusalCode.ALREADY_ENDED,
        `The claim was transferred to debt collection${on} and cannot be paused any more: pause the case.`,
      );
    }
    const ended = endedInWords(facts.state);
    if (ended !== null) return refuse(RefusalCode.ALREADY_ENDED, ended);
    const from = command.from ?? today;
    const asked = { scope: HoldScope.INVOICE, kind, reason, from, until };
    const { verdict, says } = judgePause(facts.holds, asked, calendar, asOf);
    if (verdict === PauseVerdict.REFUSED) return refuse(RefusalCode.NOT_ALLOWED, says);
    if (verdict === PauseVerdict.SAME) return { decision, says };
    const paused = advance(decision, InvoiceEvent.PAUSED, { at: asOf, on: from, by, reason, commandId });
    const hold: Hold = { id: 0, ...asked, recordedAt: asOf, releasedAt: null };
    return {
      decision: {
        ...paused,
        facts: { ...paused.facts, holds: [...facts.holds, hold] },
        holds: [...paused.holds, { kind, reason, from, until, note, owner }],
      },
      says,
    };
  },
});
