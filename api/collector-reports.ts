import type { Context } from 'hono';
import { instructionKey, parseCaseWorkflowId } from '../contracts/ids.ts';
import { findCaseByReference } from '../db/case/cases.ts';
import { stageReport } from '../db/case/collector-reports.ts';
import { configurationVersions } from '../db/creditor/collector-configurations.ts';
import type { Database } from '../db/database.ts';
import { findEffect } from '../db/effects/effects.ts';
import type { Tx } from '../db/tx.ts';
import { CollectorKind } from '../domain/case/configuration.ts';
import { InstructionKind } from '../domain/case/facts.ts';
import { CaseCommandKind, type CaseWire } from '../domain/case/messages/index.ts';
import type { CollectorReport } from '../domain/case/report.ts';
import type { Instant } from '../domain/kernel/day.ts';
import { readReport } from '../gateways/collectors/report.ts';
import { type Environment, resolveSecret } from '../gateways/collectors/secret.ts';
import { isSignedBy, SIGNATURE_HEADER } from '../gateways/https/signature.ts';
import { type Refusal, refuse } from './refusal.ts';

interface CaseRef {
  readonly creditor: string;
  readonly reference: string;
}

export interface ReportsDeps {
  readonly db: Database;
  /** Where secrets of the form `env:NAME` are found. */
  readonly environment: Environment;
  /** Tells a case's workflow; may fail, since unread reports are found by the sweep too. */
  readonly tellCase: (
    ref: CaseRef,
    kind: typeof CaseCommandKind.reportReceived,
    message: CaseWire[typeof CaseCommandKind.reportReceived],
  ) => Promise<unknown>;
  readonly now: () => Instant;
  /** What an operator has to know. */
  readonly warn: (text: string) => void;
}

/**
 * Takes a collector's report: signed, readable and about an order that this collector has. It is kept before the
 * answer goes out, so that an answer of 202 is a promise. The same report again, or an older one, does no harm.
 */
export async function takeReport(context: Context, deps: ReportsDeps): Promise<Response> {
  const configuration = context.req.param('configuration') ?? '';
  const body = new Uint8Array(await context.req.arrayBuffer());
  const signature = context.req.header(SIGNATURE_HEADER);
  const denied = await whyDenied(deps, configuration, signature, body);
  if (denied !== null) return refuse(context, denied);
  const read = readReport(new TextDecoder().decode(body));
  if (!read.ok) {
    const says = 'The report cannot be read; nothing of it was kept.';
    return refuse(context, { status: 422, code: 'WRONG_REPORT', says, problems: read.problems });
  }
  const kept = await keep(deps, configuration, read.report);
  if ('status' in kept) return refuse(context, kept);
  if (kept.isUnread) await tell(deps, kept.ref, configuration, read.report.revision);
  return context.json({ order: read.report.order, revision: read.report.revision }, 202);
}

/** One answer for all causes: who has no secret learns nothing about which configurations there are. */
const DENIED: Refusal = {
  status: 401,
  code: 'WRONG_SIGNATURE',
  says: `Sign the body in the header ${SIGNATURE_HEADER}, with the secret of this configuration and a moment within five minutes of now.`,
};

async function whyDenied(
  { db, environment, now, warn }: ReportsDeps,
  configuration: string,
  signature: string | undefined,
  body: Uint8Array,
): Promise<Refusal | null> {
  const versions = await db.read((tx) => configurationVersions(tx, configuration));
  const collector = versions.at(-1)?.body.collector;
  if (collector?.kind !== CollectorKind.HTTPS) return DENIED;
  try {
    const secret = await resolveSecret(collector.secret, environment);
    return isSignedBy([secret], signature, body, now()) ? null : DENIED;
  } catch (error) {
    warn(`A report for collector configuration ${configuration} could not be checked: ${String(error)}`);
    const says = 'The signature cannot be checked at the moment; send the report again later.';
    return { status: 503, code: 'TRY_LATER', says };
  }
}

async function keep(
  { db, now }: ReportsDeps,
  configuration: string,
  report: CollectorReport,
): Promise<{ readonly ref: CaseRef; readonly isUnread: boolean } | Refusal> {
  const ref = caseOf(report.order);
  const unknown: Refusal = {
    status: 404,
    code: 'UNKNOWN_ORDER',
    says: `order: ${JSON.stringify(report.order)} is no order of this collector; write the key of the order as it came.`,
  };
  if (ref === null) return unknown;
  const work = async (tx: Tx): Promise<{ readonly ref: CaseRef; readonly isUnread: boolean } | Refusal> => {
    const row = await findCaseByReference(tx, ref.creditor, ref.reference);
    // Another collector's orders are none of its business, and one that nobody gave it is none.
    if (row === undefined || row.configuration !== configuration) return unknown;
    if ((await findEffect(tx, report.order)) === undefined) return unknown;
    const staged = await stageReport(tx, report, now());
    if (staged === 'other') {
      const says = `revision: ${report.revision} came before with other content; raise it with every change.`;
      return { status: 409, code: 'REVISION_USED', says } as const;
    }
    return { ref, isUnread: staged !== 'read' };
  };
  return db.transaction(work, { creditor: ref.creditor, case: ref.reference });
}

/** The case that an order's key names; null when it is no key of an order. */
function caseOf(order: string): CaseRef | null {
  const id = order.slice(0, order.lastIndexOf('/'));
  const ref = parseCaseWorkflowId(id);
  if (ref === undefined) return null;
  return instructionKey(ref.creditor, ref.reference, InstructionKind.ORDER) === order ? ref : null;
}

const LONGEST_WAIT_MS = 3_000;

/** The report is safe already: a server that is away must not cost the collector its answer. */
async function tell(
  { tellCase, warn }: ReportsDeps,
  ref: CaseRef,
  configuration: string,
  revision: number,
): Promise<void> {
  const message = { by: `collector ${configuration}`, commandId: `report-${revision}` };
  let timer: ReturnType<typeof setTimeout> | undefined;
  const tooLate = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('no answer in time')), LONGEST_WAIT_MS);
  });
  try {
    await Promise.race([tellCase(ref, CaseCommandKind.reportReceived, message), tooLate]);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    warn(`A report of ${ref.creditor}/${ref.reference} is kept; its workflow could not be told (${why}).`);
  } finally {
    clearTimeout(timer);
  }
}
