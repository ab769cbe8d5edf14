import type { StagedReceipt } from '../../contracts/intake.ts';
import { findCaseByReference } from '../../db/case/cases.ts';
import { caseEventsOf } from '../../db/case/trail.ts';
import { queueCaseWake } from '../../db/case/wake.ts';
import { collect } from '../../domain/case/collect.ts';
import { CaseEvent } from '../../domain/case/machine.ts';
import { settle, settleCase } from '../../domain/case/settle.ts';
import { formatDay } from '../../domain/kernel/day.ts';
import { situation } from '../../domain/kernel/situation.ts';
import { gatherCaseFrom } from '../../gather/case/gather-case.ts';
import { writeCase } from '../case/write.ts';
import type { IntakeContext } from './intake-context.ts';
import { type RowResult, refused, TAKEN, UNCHANGED } from './row-result.ts';

/** Books what a collector says it brought in, as if an operator had written it down; told again, it is one receipt. */
export async function takeReceipt(context: IntakeContext, staged: StagedReceipt): Promise<RowResult> {
  const { tx, deps, creditor, calendar, asOf, by } = context;
  const { collector, receipt, receivedOn, amount, currency } = staged;
  const row = await findCaseByReference(tx, creditor.creditor, staged.case);
  if (row === undefined) {
    return refused(`case: ${JSON.stringify(staged.case)} is no case; write its reference as it was ordered.`);
  }
  if (row.configuration !== collector) {
    const has = row.configuration === null ? 'has no collector yet' : `is with ${row.configuration}`;
    return refused(`case: ${JSON.stringify(staged.case)} ${has}; the file is from ${collector}.`);
  }
  if (row.currency !== currency) {
    return refused(`currency: "${currency}" is not the case's; it is in ${row.currency}.`);
  }
  if (receivedOn > calendar.dayOf(asOf)) {
    return refused(
      `receivedOn: ${formatDay(receivedOn)} lies ahead; a receipt is taken in when it is there.`,
    );
  }
  const gathered = await gatherCaseFrom(tx, deps.sources, row, asOf);
  const now = situation(gathered, asOf);
  const collected = collect(
    settleCase(now),
    { amount, externalId: receipt, receivedOn, source: 'settlement', by },
    now,
  );
  if (collected.kind === 'refused') return refused(`case: ${collected.refused}`);
  if (collected.kind === 'same') return UNCHANGED;
  const decision = settle(collected.decision, now);
  if (collected.kind === 'conflict') {
    if (await wasNoted(context, row.id, decision.transitions.at(-1)?.reason)) {
      return refused(`amount: ${collected.says}`);
    }
  }
  await writeCase(tx, { deps, gathered, decision, asOf }, { by, commandId: null });
  await queueCaseWake(tx, row.id, 'receipt of a settlement', asOf);
  return collected.kind === 'new' ? TAKEN : refused(`amount: ${collected.says}`);
}

/** The same file read again must not note the same conflict again. */
async function wasNoted(
  { tx }: IntakeContext,
  caseId: number,
  reason: string | null | undefined,
): Promise<boolean> {
  const events = await caseEventsOf(tx, caseId);
  return events.some((event) => event.event === CaseEvent.CONFLICT && event.reason === reason);
}
