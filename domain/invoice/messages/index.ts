import type { Resolution } from '../../effects/effect-outcome.ts';
import {
  type CommandOf,
  formOf,
  kindsOf,
  type Parsed,
  readMessage,
  type WireMessageOf,
} from '../../kernel/message.ts';
import { agreePlan } from './agree-plan.ts';
import { agreePromise } from './agree-promise.ts';
import { approve } from './approve.ts';
import { cancelAgreement } from './cancel-agreement.ts';
import { changeDueDate } from './change-due-date.ts';
import { close } from './close.ts';
import { dispute } from './dispute.ts';
import { ledgerChanged } from './ledger-changed.ts';
import { pause } from './pause.ts';
import { reconsider } from './reconsider.ts';
import { resend } from './resend.ts';
import { resolveDispute } from './resolve-dispute.ts';
import { resolveEffect } from './resolve-effect.ts';
import { restart } from './restart.ts';
import { resume } from './resume.ts';
import { revokeApproval } from './revoke-approval.ts';
import { waiveLevel } from './waive-level.ts';

/** Messages to an invoice that the rules decide. A new one is its file and its line here. */
export const INVOICE_COMMANDS = [
  pause,
  resume,
  approve,
  revokeApproval,
  close,
  restart,
  ledgerChanged,
  changeDueDate,
  waiveLevel,
  agreePlan,
  agreePromise,
  cancelAgreement,
  dispute,
  resolveDispute,
  resend,
  reconsider,
] as const;

/** Every message to an invoice. Each is a Temporal signal and an update of the same name. */
export const INVOICE_MESSAGES = [...INVOICE_COMMANDS, resolveEffect] as const;

export type InvoiceKind = (typeof INVOICE_MESSAGES)[number]['kind'];

/** Kinds of those that the rules decide. */
export const CommandKind = kindsOf(INVOICE_COMMANDS);
export type CommandKind = keyof typeof CommandKind;

export type Command = CommandOf<(typeof INVOICE_COMMANDS)[number]>;

/** Each message by its kind, as it goes over the wire. */
export type InvoiceWire = {
  [Form in (typeof INVOICE_MESSAGES)[number] as Form['kind']]: WireMessageOf<Form>;
};

export function parseCommand(kind: CommandKind, message: unknown, commandId: string): Parsed<Command> {
  return readMessage(formOf(INVOICE_COMMANDS, kind), message, commandId);
}

export function parseResolveEffect(message: unknown, commandId: string): Parsed<Resolution> {
  return readMessage(resolveEffect, message, commandId);
}
