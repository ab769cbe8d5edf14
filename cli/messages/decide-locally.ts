import { MaintenanceKind } from '../../contracts/invoice.ts';
import { decideCommand } from '../../domain/invoice/decide-message.ts';
import { hasChanges } from '../../domain/invoice/decision.ts';
import { parseCommand } from '../../domain/invoice/messages/index.ts';
import { settleInvoice } from '../../domain/invoice/settle.ts';
import { hasEnded } from '../../domain/invoice/stage.ts';
import type { Instant } from '../../domain/kernel/day.ts';
import { readMessage } from '../../domain/kernel/message.ts';
import type { RefusalCode } from '../../domain/kernel/refusal.ts';
import { situation } from '../../domain/kernel/situation.ts';
import type { Gathered } from '../../gather/invoice/gather-invoice.ts';
import { WrongUse } from '../kit/failures.ts';
import type { Message } from './message.ts';

/** What the rules say to a message as the database stands. */
export interface LocalDecision {
  readonly ok: boolean;
  readonly says: string;
  readonly code?: RefusalCode;
  /** False when all is so already. */
  readonly changes: boolean;
}

/** The message as it goes over the wire. */
export function wireMessage({ fields }: Pick<Message, 'fields'>, by: string, commandId: string): object {
  const given = Object.entries(fields).filter(([, value]) => value !== undefined);
  return { by, commandId, ...Object.fromEntries(given) };
}

/** Fails when the message itself is wrong, before anything is sent. */
export function requireSound({ form }: Message, wire: object): void {
  const parsed = readMessage(form, wire, '-');
  if ('problem' in parsed) throw new WrongUse(parsed.problem);
}

/** Decides a message by the same rules as the worker, without writing anything. */
export function decideLocally(
  gathered: Gathered,
  { form }: Message,
  wire: object,
  asOf: Instant,
): LocalDecision {
  const { kind } = form;
  if (kind === MaintenanceKind.RESOLVE_EFFECT) {
    return { ok: true, says: 'What became of it is noted.', changes: true };
  }
  const parsed = parseCommand(kind, wire, '-');
  if ('problem' in parsed) throw new WrongUse(parsed.problem);
  const now = situation(gathered, asOf);
  const verdict = decideCommand({ ...now, facts: settleInvoice(now).facts }, parsed.command);
  if (verdict.refused !== undefined) {
    return { ok: false, says: verdict.refused, code: verdict.code, changes: false };
  }
  const changes = form.looksAgain === true || hasChanges(verdict.decision);
  return { ok: true, says: verdict.says, changes };
}

/** True for what has work to do on an invoice whose path has ended. */
function reachesEnded({ looksAgain, stages }: Message['form']): boolean {
  return looksAgain === true || stages.some(hasEnded);
}

/**
 * The answer for an invoice whose path has ended and that no workflow carries: the database knows it, so no
 * server is needed. Null when the message has to be sent.
 */
export function answerOfEnded(
  gathered: Gathered,
  message: Message,
  wire: object,
  asOf: Instant,
): LocalDecision | null {
  if (reachesEnded(message.form)) return null;
  if (!hasEnded(settleInvoice(situation(gathered, asOf)).facts.state.stage)) return null;
  const verdict = decideLocally(gathered, message, wire, asOf);
  return verdict.changes ? null : verdict;
}
