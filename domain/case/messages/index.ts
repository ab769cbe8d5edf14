import {
  type CommandOf,
  formOf,
  kindsOf,
  type Parsed,
  readMessage,
  type WireMessageOf,
} from '../../kernel/message.ts';
import { addCharge } from './add-charge.ts';
import { addCollectedAmount } from './add-collected-amount.ts';
import { attachDocument } from './attach-document.ts';
import { close } from './close.ts';
import { deactivate } from './deactivate.ts';
import { deleteCase } from './delete.ts';
import { lookAgain } from './look-again.ts';
import { markAsPrepared } from './mark-as-prepared.ts';
import { markAsReviewed } from './mark-as-reviewed.ts';
import { noteStep } from './note-step.ts';
import { pause } from './pause.ts';
import { removeDocument } from './remove-document.ts';
import { reportReceived } from './report-received.ts';
import { resolveEffect } from './resolve-effect.ts';
import { resume } from './resume.ts';
import { sendBack } from './send-back.ts';
import { sendMessage } from './send-message.ts';
import { update } from './update.ts';
import { waive } from './waive.ts';
import { withdraw } from './withdraw.ts';

/** Messages to a case that the rules decide. A new one is its file and its line here. */
export const CASE_COMMANDS = [
  update,
  attachDocument,
  removeDocument,
  markAsPrepared,
  markAsReviewed,
  sendBack,
  addCollectedAmount,
  addCharge,
  close,
  pause,
  resume,
  withdraw,
  deactivate,
  deleteCase,
  waive,
  sendMessage,
  noteStep,
  lookAgain,
  reportReceived,
] as const;

/** Every message to a case. Each is a Temporal signal and an update of the same name. */
export const CASE_MESSAGES = [...CASE_COMMANDS, resolveEffect] as const;

export type CaseKind = (typeof CASE_MESSAGES)[number]['kind'];

/** Kinds of those that the rules decide. */
export const CaseCommandKind = kindsOf(CASE_COMMANDS);
export type CaseCommandKind = keyof typeof CaseCommandKind;

export type CaseCommand = CommandOf<(typeof CASE_COMMANDS)[number]>;

/** Each message by its kind, as it goes over the wire. */
export type CaseWire = {
  [Form in (typeof CASE_MESSAGES)[number] as Form['kind']]: WireMessageOf<Form>;
};

export function parseCaseCommand(
  kind: CaseCommandKind,
  message: unknown,
  commandId: string,
): Parsed<CaseCommand> {
  return readMessage(formOf(CASE_COMMANDS, kind), message, commandId);
}
