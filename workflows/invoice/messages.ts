import { MaintenanceKind } from '../../contracts/invoice.ts';
import { CommandKind } from '../../domain/invoice/messages/command.ts';
import { parseCommand } from '../../domain/invoice/messages/parse-command.ts';
import { parseResolveEffect } from '../../domain/invoice/messages/resolve-effect.ts';
import type { MessageForm } from '../actor/subject.ts';

export type InvoiceMessage = CommandKind | typeof MaintenanceKind.RESOLVE_EFFECT;

/** What each message does and how to write it. */
const DESCRIPTIONS: Readonly<Record<InvoiceMessage, string>> = {
  [CommandKind.PAUSE]:
    'Pause: nothing is sent and nothing transferred. {"by":"anna","reason":"OPERATOR","until":"2026-03-01"} (reason and until may be left out)',
  [CommandKind.RESUME]: 'Resume the invoice’s own pauses. {"by":"anna"}',
  [CommandKind.APPROVE]: 'Approve a listed claim of mode 30 for debt collection. {"by":"anna"}',
  [CommandKind.REVOKE_APPROVAL]: 'Take the approval back before the transfer. {"by":"anna"}',
  [CommandKind.CLOSE]: 'Close the claim for good. {"by":"anna","reason":"settled by phone"}',
  [CommandKind.RESTART]:
    'Take a closed claim up again. {"by":"anna","level":"reminder-2"} (level may be left out)',
  [CommandKind.LEDGER_CHANGED]: 'A payment or other booking was recorded. {"by":"bank-import"}',
  [CommandKind.CHANGE_DUE_DATE]: 'Move the due date. {"by":"anna","dueOn":"2026-03-01"}',
  [CommandKind.WAIVE_LEVEL]: 'Let the next reminder pass unsent. {"by":"anna","level":"reminder-1"}',
  [CommandKind.RECONSIDER]: 'Decide the next step again. {"by":"anna"}',
  [MaintenanceKind.RESOLVE_EFFECT]:
    'Say what became of a letter or order. {"by":"anna","key":"invoice/…","outcome":"delivered"} (or notDelivered, bounced)',
};

export const INVOICE_MESSAGES: readonly MessageForm<InvoiceMessage>[] = [
  ...Object.values(CommandKind).map((kind) => ({
    kind,
    description: DESCRIPTIONS[kind],
    parse: (content: unknown) => parseCommand(kind, content, ''),
  })),
  {
    kind: MaintenanceKind.RESOLVE_EFFECT,
    description: DESCRIPTIONS[MaintenanceKind.RESOLVE_EFFECT],
    parse: (content) => parseResolveEffect(content, ''),
  },
];
