import { randomUUID } from 'node:crypto';
import type { Readable } from '../../contracts/actor.ts';
import { MaintenanceKind } from '../../contracts/actor.ts';
import type { CasePlan, CaseRequest } from '../../contracts/case.ts';
import { CASE_FORMS } from '../../contracts/message-forms.ts';
import type { CaseRow } from '../../db/case/cases.ts';
import { CaseCommandKind, type CaseKind } from '../../domain/case/messages/index.ts';
import { CaseStep } from '../../domain/case/plan.ts';
import { CASE_STEP_IN_WORDS } from '../../domain/case/words.ts';
import { formOf, readMessage } from '../../domain/kernel/message.ts';
import { caseRowOf } from '../../gather/case/gather-case-history.ts';
import { momentText } from '../../read/kit/format.ts';
import { type Context, type Tenant, tenant } from '../kit/context.ts';
import { WrongUse } from '../kit/failures.ts';
import type { SharedOptions } from '../kit/options.ts';
import { requireWorker, type Server, withServer } from '../kit/server-connection.ts';
import { type Delivered, deliver, type SendingOptions } from '../messages/deliver.ts';
import { printAnswer } from '../messages/print-answer.ts';
import { stageRequest } from './stage-request.ts';

export interface CaseMessageOptions extends SharedOptions, SendingOptions {
  /** The version the change was decided on; the one just read when not given. */
  readonly version?: number;
}

/** A message to a case, ready to be sent. */
export interface CaseMessage {
  readonly kind: CaseKind;
  /** Its own fields; who asks, the id and the version are added. */
  readonly fields: Readonly<Record<string, unknown>>;
  /** What is staged beside it, so that its words stay out of the workflow's history. */
  readonly request?: CaseRequest;
}

/** A case that a message is for. */
export interface CaseFound extends Tenant {
  readonly of: CaseRow;
}

/** The case of that reference; fails in words when there is none. */
export async function findTheCase(context: Context, reference: string): Promise<CaseFound> {
  const one = await tenant(context);
  return { ...one, of: await context.db.read((tx) => caseRowOf(tx, one.id, reference)) };
}

/** These change nothing that a version could protect. */
const WITHOUT_VERSION: readonly CaseKind[] = [CaseCommandKind.lookAgain, MaintenanceKind.RESOLVE_EFFECT];

/**
 * Sends a message to a case and prints its answer in words; a refusal fails.
 *
 * Without `--version` it is about the case as it stands: where only the engine has moved on since it was read, such
 * as an instruction that arrived, it is sent again with the new version.
 */
export async function sendToCase(
  context: Context,
  found: CaseFound,
  message: CaseMessage,
  options: CaseMessageOptions,
): Promise<void> {
  const { output } = context;
  const { of, id: creditor, calendar } = found;
  const { reference } = of;
  const isFree = options.version === undefined && options.commandId === undefined;
  const first = wireOf(found, message, options);
  const { delivered, commandId } = await withServer(options.data, async (server) => {
    if (options.wait) await requireWorker(server, 'or leave the message for it with --no-wait');
    let [row, wire] = [of, first];
    for (let tries = 1; ; tries++) {
      const sent = await sendOnce(context, server, found, message, wire, options);
      const isConflict = sent.answer?.ok === false && sent.answer.conflict === true;
      const result = { delivered: sent, commandId: wire.commandId };
      if (!isConflict || !isFree || tries === MOST_TRIES) return result;
      const now = await context.db.read((tx) => caseRowOf(tx, creditor, reference));
      if (!isSameToPeople(row, now)) return result;
      row = now;
      wire = wireOf({ ...found, of: now }, message, options);
    }
  });
  const about = { creditor, reference, commandId };
  await printAnswer(output, about, delivered, (plan) => nextInWords(plan, calendar));
  if (!output.isJson && !options.wait) {
    output.note(`Its answer will stand in \`dunwell case timeline ${reference}\` under ${commandId}.`);
  }
}

const MOST_TRIES = 5;

/** What a person decides by. */
const SEEN = [
  ...['state', 'outcome', 'deactivatedAt', 'deactivationAsked', 'withdrawalAsked', 'publishedAt'],
  ...['stepsTakenAt', 'held', 'attention', 'configuration', 'amount', 'currency', 'collected', 'surplus'],
  ...['openPrincipal', 'openFees', 'openInterest', 'openCosts', 'contractDate', 'dueOn'],
] as readonly (keyof CaseRow)[];

function isSameToPeople(before: CaseRow, now: CaseRow): boolean {
  return SEEN.every((name) => before[name] === now[name]);
}

interface Wire {
  readonly commandId: string;
  /** Id of what is staged beside it. */
  readonly request: string | undefined;
  readonly body: object;
}

/** The message as it goes over the wire; fails when it is wrong in itself. */
function wireOf(
  { of }: CaseFound,
  { kind, fields, request: staged }: CaseMessage,
  options: CaseMessageOptions,
): Wire {
  const commandId = options.commandId ?? randomUUID();
  const request = staged === undefined ? undefined : `${of.creditor}/${of.reference}/${commandId}`;
  const body = {
    by: options.by,
    commandId,
    ...(WITHOUT_VERSION.includes(kind) ? {} : { version: options.version ?? of.version }),
    ...Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)),
    ...(request === undefined ? {} : { request }),
  };
  requireSound(kind, body);
  return { commandId, request, body };
}

async function sendOnce(
  context: Context,
  server: Server,
  { of: { creditor, reference } }: CaseFound,
  { kind, request: staged }: CaseMessage,
  { request, body }: Wire,
  options: CaseMessageOptions,
): Promise<Delivered<CasePlan>> {
  if (staged !== undefined && request !== undefined) {
    await stageRequest(context, { id: request, creditor, body: staged }, options);
  }
  const ref = { creditor, reference };
  const { client } = server;
  const sending = {
    ask: () => client.askCase(ref, kind, body as never),
    tell: () => client.tellCase(ref, kind, body as never),
    look: `dunwell case timeline ${reference}`,
  };
  return deliver<CasePlan>(server, sending, options);
}

/** Fails when the message itself is wrong, before anything is sent. */
function requireSound(kind: CaseKind, wire: object): void {
  const parsed = readMessage(formOf(CASE_FORMS, kind), wire, '-');
  if ('problem' in parsed) throw new WrongUse(parsed.problem);
}

function nextInWords({ at, step, version }: Readable<CasePlan>, calendar: Tenant['calendar']): string {
  if (at === null || step === CaseStep.END) return `Nothing more happens by itself. Version ${version}.`;
  return `Next, on ${momentText(Date.parse(at), calendar)}, ${CASE_STEP_IN_WORDS[step]}. Version ${version}.`;
}
