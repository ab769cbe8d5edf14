import { randomUUID } from 'node:crypto';
import type { CaseMessageKind } from '../../client/client.ts';
import { MaintenanceKind } from '../../contracts/actor.ts';
import type { CasePlan, CaseRequest } from '../../contracts/case.ts';
import type { CaseRow } from '../../db/cases.ts';
import { CaseCommandKind } from '../../domain/case/command.ts';
import { parseCaseCommand } from '../../domain/case/parse-command.ts';
import { CaseStep } from '../../domain/case/plan.ts';
import { CASE_STEP_IN_WORDS } from '../../domain/case/words.ts';
import { parseResolveEffect } from '../../domain/commands/resolve-effect.ts';
import { caseRowOf } from '../../facts/gather-case-history.ts';
import { type Context, type Tenant, tenant } from '../context.ts';
import { WrongUse } from '../failures.ts';
import { momentText } from '../format.ts';
import { deliver, type SendingOptions } from '../messages/deliver.ts';
import { printAnswer } from '../messages/print-answer.ts';
import type { SharedOptions } from '../options.ts';
import { requireWorker, withServer } from '../server-connection.ts';
import { stageRequest } from './stage-request.ts';

export interface CaseMessageOptions extends SharedOptions, SendingOptions {
  /** The version the change was decided on; the one just read when not given. */
  readonly version?: number;
}

/** A message to a case, ready to be sent. */
export interface CaseMessage {
  readonly kind: CaseMessageKind;
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
const WITHOUT_VERSION: readonly CaseMessageKind[] = [
  CaseCommandKind.LOOK_AGAIN,
  MaintenanceKind.RESOLVE_EFFECT,
];

/** Sends a message to a case and prints its answer in words; a refusal fails. */
export async function sendToCase(
  context: Context,
  { of, id, calendar }: CaseFound,
  message: CaseMessage,
  options: CaseMessageOptions,
): Promise<void> {
  const { output } = context;
  const { kind, request } = message;
  const commandId = options.commandId ?? randomUUID();
  const { reference } = of;
  const requestId = `${id}/${reference}/${commandId}`;
  const wire = {
    by: options.by,
    commandId,
    ...(WITHOUT_VERSION.includes(kind) ? {} : { version: options.version ?? of.version }),
    ...Object.fromEntries(Object.entries(message.fields).filter(([, value]) => value !== undefined)),
    ...(request === undefined ? {} : { request: requestId }),
  };
  requireSound(kind, wire);
  const ref = { creditor: id, reference };
  const look = `dunwell case timeline ${reference}`;
  const delivered = await withServer(options.data, async (server) => {
    if (options.wait) await requireWorker(server, 'or leave the message for it with --no-wait');
    if (request !== undefined)
      await stageRequest(context, { id: requestId, creditor: id, body: request }, options);
    const { client } = server;
    const ask = () => client.askCase(ref, kind, wire);
    return deliver<CasePlan>(server, { ask, tell: () => client.tellCase(ref, kind, wire), look }, options);
  });
  await printAnswer(output, { ...ref, commandId }, delivered, (plan) => nextInWords(plan, calendar));
  if (!output.isJson && !options.wait)
    output.note(`Its answer will stand in \`${look}\` under ${commandId}.`);
}

/** Fails when the message itself is wrong, before anything is sent. */
function requireSound(kind: CaseMessageKind, wire: object): void {
  const parsed =
    kind === MaintenanceKind.RESOLVE_EFFECT
      ? parseResolveEffect(wire, '-')
      : parseCaseCommand(kind, wire, '-');
  if ('problem' in parsed) throw new WrongUse(parsed.problem);
}

function nextInWords({ at, step, version }: CasePlan, calendar: Tenant['calendar']): string {
  if (at === null || step === CaseStep.END) return `Nothing more happens by itself. Version ${version}.`;
  return `Next, on ${momentText(at, calendar)}, ${CASE_STEP_IN_WORDS[step]}. Version ${version}.`;
}
