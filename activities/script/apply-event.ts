import { CaseRequestKind, type StartCaseRequest } from '../../contracts/case.ts';
import { instructionKey } from '../../contracts/ids.ts';
import { START_CASE } from '../../contracts/script.ts';
import { finishScripted, type ScriptedEventRow } from '../../db/rehearsal/scripted-events.ts';
import type { Tx } from '../../db/tx.ts';
import { InstructionKind } from '../../domain/case/facts.ts';
import { CaseEvent } from '../../domain/case/machine.ts';
import type { CaseCommandKind } from '../../domain/case/messages/index.ts';
import { isWithCollector } from '../../domain/case/order.ts';
import { readReport } from '../../domain/case/read-report.ts';
import {
  blankReport,
  reportAfter,
  type ScriptedReport,
  ScriptedReportKind,
} from '../../domain/case/scripted-report.ts';
import { settle, settleCase } from '../../domain/case/settle.ts';
import { CaseEnvironment } from '../../domain/case/state.ts';
import type { CommandKind } from '../../domain/invoice/messages/index.ts';
import type { Instant } from '../../domain/kernel/day.ts';
import { situation } from '../../domain/kernel/situation.ts';
import { type GatheredCase, gatherCaseFrom } from '../../gather/case/gather-case.ts';
import { gatherInvoice } from '../../gather/invoice/gather-invoice.ts';
import { caseNamed } from '../../gather/invoice/scripted.ts';
import { applyTo } from '../actor/apply-message.ts';
import { write } from '../actor/write.ts';
import { startCaseForInvoices } from '../case/start-case.ts';
import { CASES } from '../case/subject.ts';
import type { Deps } from '../deps.ts';
import { INVOICES } from '../invoice/subject.ts';

/** Who acts in a rehearsal's script. */
const BY_SCRIPT = 'script';

interface Result {
  readonly refused: boolean;
  readonly says: string;
}

/**
 * Applies one event of a rehearsal's script to whom it names, as if the operator had sent it or the collector
 * reported it. It is kept with what came of it, a refusal too.
 */
export async function applyEvent(
  tx: Tx,
  deps: Pick<Deps, 'sources'>,
  event: ScriptedEventRow,
  asOf: Instant,
): Promise<void> {
  // Done before it is decided, so that the plan that follows looks ahead to the next one.
  await finishScripted(tx, event.id, { doneAt: asOf, refused: false, says: '' });
  const result =
    event.invoice === null
      ? await toCase(tx, deps, event, asOf)
      : await toInvoice(tx, deps, event, event.invoice, asOf);
  await finishScripted(tx, event.id, { doneAt: asOf, ...result });
}

async function toInvoice(
  tx: Tx,
  deps: Pick<Deps, 'sources'>,
  event: ScriptedEventRow,
  number: string,
  asOf: Instant,
): Promise<Result> {
  const { creditor } = event;
  if (event.does === START_CASE) return caseStarted(tx, deps, event, number, asOf);
  const gathered = await gatherInvoice(tx, deps.sources, creditor, number);
  const answer = await applyTo(INVOICES, tx, deps, gathered, {
    creditor,
    number,
    asOf,
    kind: event.does as CommandKind,
    message: { ...event.body, by: BY_SCRIPT },
    commandId: `script-${event.id}`,
  });
  return answered(answer);
}

async function caseStarted(
  tx: Tx,
  deps: Pick<Deps, 'sources'>,
  { id, creditor, body }: ScriptedEventRow,
  number: string,
  asOf: Instant,
): Promise<Result> {
  const opening = { deps, creditor, by: BY_SCRIPT, request: `script-${id}`, asOf };
  const { environment, configuration, force } = body as Partial<StartCaseRequest>;
  return answered(
    await startCaseForInvoices(tx, opening, {
      kind: CaseRequestKind.START,
      invoices: [number],
      environment: environment ?? CaseEnvironment.PRODUCTION,
      configuration: configuration ?? null,
      language: null,
      ...(force === undefined ? {} : { force }),
    }),
  );
}

async function toCase(
  tx: Tx,
  deps: Pick<Deps, 'sources'>,
  event: ScriptedEventRow,
  asOf: Instant,
): Promise<Result> {
  const row = await caseNamed(tx, event.creditor, event.case ?? '');
  if (row === undefined) return { refused: true, says: 'there was no such case then.' };
  const gathered = await gatherCaseFrom(tx, deps.sources, row, asOf);
  if (SCRIPTED_REPORTS.includes(event.does)) return reported(tx, deps, gathered, event, asOf);
  const { creditor, reference, version } = row;
  const answer = await applyTo(CASES, tx, deps, gathered, {
    creditor,
    reference,
    asOf,
    kind: event.does as CaseCommandKind,
    message: { ...event.body, version, by: BY_SCRIPT },
    commandId: `script-${event.id}`,
  });
  return answered(answer);
}

const SCRIPTED_REPORTS: readonly string[] = Object.values(ScriptedReportKind);

type Answer = { readonly ok: true; readonly says: string } | { readonly ok: false; readonly refused: string };

function answered(answer: Answer): Result {
  return answer.ok ? { refused: false, says: answer.says } : { refused: true, says: answer.refused };
}

/** What the collector does is read as its next report. */
async function reported(
  tx: Tx,
  deps: Pick<Deps, 'sources'>,
  gathered: GatheredCase,
  event: ScriptedEventRow,
  asOf: Instant,
): Promise<Result> {
  const { row, calendar, facts } = gathered;
  const before = settleCase(situation({ facts, calendar }, asOf));
  if (!isWithCollector(before.facts)) {
    return { refused: true, says: `the case is ${row.state} and its collector has no order.` };
  }
  const order = instructionKey(row.creditor, row.reference, InstructionKind.ORDER);
  const report = reportAfter(
    { ...blankReport(order), revision: row.reportRevision },
    event.body as ScriptedReport,
    { on: calendar.dayOf(asOf), currency: row.currency },
  );
  const read = readReport(before, report, situation({ calendar }, asOf));
  const [last] = read.transitions.slice(before.transitions.length).slice(-1);
  await write(CASES, tx, { deps, gathered, decision: settle(read, situation({ calendar }, asOf)), asOf });
  if (last === undefined) return { refused: true, says: `the case is ${row.state}: that changes nothing.` };
  return { refused: last.event === CaseEvent.CONFLICT, says: last.reason ?? last.event };
}
