import type { Day } from '../kernel/day.ts';
import { money } from '../kernel/money.ts';
import { unpaidReversals } from '../kernel/open-amount.ts';
import { hasTask, type InvoiceTask, raiseTask, TaskKind } from '../tasks/task.ts';
import type { Decision } from './decision.ts';
import type { InvoiceFacts } from './facts.ts';
import { isClosedByLedger } from './follow-ledger.ts';
import type { InvoiceMoment } from './situation.ts';
import { Stage } from './stage.ts';
import { openOn } from './transfer-run.ts';

/** Asks a person about money that the stage does not follow. One amount that was dismissed is not asked about again. */
export function raiseLedgerTasks(decision: Decision, { today }: InvoiceMoment): Decision {
  const { facts } = decision;
  return ledgerTasks(facts, today)
    .filter(({ kind, key }) => !hasTask(facts, kind) && !hasTask({ tasks: facts.dismissedTasks }, kind, key))
    .reduce((raised, { kind, ...task }) => raiseTask(raised, kind, task), decision);
}

interface LedgerTask {
  readonly kind: InvoiceTask;
  /** The amount: another one is another task. */
  readonly key: string;
  readonly note: string;
}

function ledgerTasks(facts: InvoiceFacts, today: Day): readonly LedgerTask[] {
  const { stage, closeReason } = facts.state;
  const { total } = openOn(facts, today);
  const waiting = unpaidReversals(facts.amount, facts.ledger, today);
  const task = (kind: InvoiceTask, amount: number): LedgerTask[] => {
    const note = money(amount, facts.currency);
    return amount === 0 ? [] : [{ kind, key: String(amount), note }];
  };
  return [
    ...(stage === Stage.PAID ? task(TaskKind.CHARGE_AFTER_PAYMENT, total) : []),
    ...(isClosedByLedger(closeReason) ? task(TaskKind.OPEN_AFTER_CLOSE, total) : []),
    ...task(TaskKind.REVERSAL_WITHOUT_PAYMENT, waiting),
  ];
}
