import { MaintenanceKind } from '../../contracts/invoice.ts';
import { decideCommand } from '../../domain/invoice/decide-message.ts';
import { hasChanges } from '../../domain/invoice/decision.ts';
import { CommandKind, parseCommand, parseResolveEffect } from '../../domain/invoice/messages/index.ts';
import { settleInvoice } from '../../domain/invoice/settle.ts';
import { hasEnded } from '../../domain/invoice/stage.ts';
import type { Instant } from '../../domain/kernel/day.ts';
import { situation } from '../../domain/kernel/situation.ts';
import type { Gathered } from '../../gather/invoice/gather-invoice.ts';
import { WrongUse } from '../kit/failures.ts';
import type { Message } from './message-command.ts';

/** What the rules say to a message as the database stands. */
export interface LocalDecision {
  readonly ok: boolean;
  readonly says: string;
  /** False when all is so already. */
  readonly changes: boolean;
}

/** The message as it goes over the wire. */
export function wireMessage({ fields }: Message, by: string, commandId: string): object {
  const given = Object.entries(fields).filter(([, value]) => value !== undefined);
  return { by, commandId, ...Object.fromEntries(given) };
}

/** Fails when the message itself is wrong, before anything is sent. */
export function requireSound(message: Message, wire: object): void {
  const { kind } = message;
  const parsed =
    kind === MaintenanceKind.RESOLVE_EFFECT ? parseResolveEffect(wire, '-') : parseCommand(kind, wire, '-');
  if ('problem' in parsed) throw new WrongUse(parsed.problem);
}

/** Decides a message by the same rules as the worker, without writing anything. */
export function decideLocally(
  gathered: Gathered,
  { kind }: Message,
  wire: object,
  asOf: Instant,
): LocalDecision {
  if (kind === MaintenanceKind.RESOLVE_EFFECT) {
    return { ok: true, says: 'What became of it is noted.', changes: true };
  }
  const parsed = parseCommand(kind, wire, '-');
  if ('problem' in parsed) throw new WrongUse(parsed.problem);
  const now = situation(gathered, asOf);
  const verdict = decideCommand({ ...now, facts: settleInvoice(now).facts }, parsed.command);
  if (verdict.refused !== undefined) return { ok: false, says: verdict.refused, changes: false };
  const changes = kind === CommandKind.reconsider || hasChanges(verdict.decision);
  return { ok: true, says: verdict.says, changes };
}

/** These have work to do on an invoice whose path has ended. */
const REACH_ENDED: readonly Message['kind'][] = [
  CommandKind.restart,
  CommandKind.reconsider,
  MaintenanceKind.RESOLVE_EFFECT,
];

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
  if (REACH_ENDED.includes(message.kind)) return null;
  if (!hasEnded(settleInvoice(situation(gathered, asOf)).facts.state.stage)) return null;
  const verdict = decideLocally(gathered, message, wire, asOf);
  return verdict.changes ? null : verdict;
}
