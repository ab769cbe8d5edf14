import type { CasePlan } from '../../contracts/case.ts';
import { instructionKey } from '../../contracts/ids.ts';
import { findInvoice } from '../../db/invoices.ts';
import { finishScripted, type ScriptedEventRow } from '../../db/scripted-events.ts';
import type { Tx } from '../../db/tx.ts';
import { CaseCommandKind } from '../../domain/case/command.ts';
import { blankReport, CollectorDeed, reportAfter, type ScriptedDeed } from '../../domain/case/deed.ts';
import { InstructionKind } from '../../domain/case/facts.ts';
import { isWithCollector } from '../../domain/case/order.ts';
import { readReport } from '../../domain/case/read-report.ts';
import { settleCase, settled } from '../../domain/case/settle.ts';
import type { Instant } from '../../domain/day.ts';
import { type GatheredCase, gatherCase } from '../../facts/gather-case.ts';
import { nextScriptedOfCase } from '../../facts/scripted.ts';
import type { Deps } from '../deps.ts';
import { applyScripted, BY_SCRIPT } from '../invoice/follow-script.ts';
import { applyCaseTo } from './apply-case-command.ts';
import type { CaseStepContext } from './case-context.ts';
import { writeCase } from './write-case.ts';

/** Applies the events of the script for a case, and for invoices in it, whose moment has come, in order. */
export async function followCaseScript(tx: Tx, context: CaseStepContext): Promise<CasePlan> {
  const { deps, gathered, asOf } = context;
  const { creditor, reference } = gathered.row;
  let plan: CasePlan | null = null;
  for (;;) {
    const { row } = await gatherCase(tx, deps.sources, { creditor, reference }, asOf);
    const event = await nextScriptedOfCase(tx, row);
    if (event === undefined || event.at > asOf) break;
    plan = await applyOne(tx, deps, gathered, event, asOf);
    // A deleted case has nothing more to follow.
    if (event.does === CaseCommandKind.DELETE && plan.version > row.version) return plan;
  }
  if (plan === null) throw new Error(`The script had nothing for case ${reference}.`);
  return plan;
}

async function applyOne(
  tx: Tx,
  deps: Deps,
  gathered: GatheredCase,
  event: ScriptedEventRow,
  asOf: Instant,
): Promise<CasePlan> {
  // Done before it is decided, so that the plan that follows looks ahead to the next one.
  await finishScripted(tx, event.id, { doneAt: asOf, refused: false, says: '' });
  const fresh = await gatherCase(tx, deps.sources, gathered.row, asOf);
  if (event.invoice !== null) return toInvoice(tx, deps, fresh, event, asOf);
  const { plan, refused, says } = isDeed(event)
    ? await deed(tx, deps, fresh, event, asOf)
    : await command(tx, deps, fresh, event, asOf);
  await finishScripted(tx, event.id, { doneAt: asOf, refused, says });
  return plan;
}

interface Applied {
  readonly plan: CasePlan;
  readonly refused: boolean;
  readonly says: string;
}

function isDeed(event: ScriptedEventRow): boolean {
  return DEEDS.includes(event.does);
}

const DEEDS: readonly string[] = Object.values(CollectorDeed);

/** An event for an invoice that is in the case: the invoice answers for itself. */
async function toInvoice(
  tx: Tx,
  deps: Deps,
  gathered: GatheredCase,
  event: ScriptedEventRow,
  asOf: Instant,
): Promise<CasePlan> {
  const linked = gathered.facts.invoices.find(({ number }) => number === event.invoice);
  const invoice = linked === undefined ? undefined : await findInvoice(tx, linked.id);
  if (invoice !== undefined) await applyScripted(tx, deps, invoice.number, event, asOf);
  const after = await gatherCase(tx, deps.sources, gathered.row, asOf);
  const progress = settleCase(after.facts, after.calendar, asOf);
  return writeCase(tx, { deps, gathered: after, progress, asOf });
}

async function command(
  tx: Tx,
  deps: Deps,
  gathered: GatheredCase,
  event: ScriptedEventRow,
  asOf: Instant,
): Promise<Applied> {
  const { creditor, reference, version } = gathered.row;
  const { plan, answer } = await applyCaseTo(tx, deps, gathered, {
    creditor,
    reference,
    asOf,
    kind: event.does as CaseCommandKind,
    message: { ...event.body, version, by: BY_SCRIPT },
    commandId: `script-${event.id}`,
  });
  return { plan, refused: !answer.ok, says: answer.ok ? answer.says : answer.refused };
}

/** What the collector does, read like its next report. */
async function deed(
  tx: Tx,
  deps: Deps,
  gathered: GatheredCase,
  event: ScriptedEventRow,
  asOf: Instant,
): Promise<Applied> {
  const { row, calendar, facts } = gathered;
  const before = settleCase(facts, calendar, asOf);
  const context: CaseStepContext = { deps, gathered, progress: before, asOf };
  if (!isWithCollector(before.facts)) {
    const plan = await writeCase(tx, context);
    return { plan, refused: true, says: `The case is ${row.state}: its collector has no order.` };
  }
  const order = instructionKey(row.creditor, row.reference, InstructionKind.ORDER);
  const report = reportAfter(
    { ...blankReport(order), revision: row.reportRevision },
    event.body as unknown as ScriptedDeed,
    { on: calendar.dayOf(asOf), currency: row.currency },
  );
  const read = settled(readReport(before, report, calendar, asOf), calendar, asOf);
  const plan = await writeCase(tx, { ...context, progress: read });
  const [last] = read.events.slice(-1);
  return { plan, refused: false, says: last === undefined ? 'Nothing new.' : `The case: ${last.event}.` };
}
