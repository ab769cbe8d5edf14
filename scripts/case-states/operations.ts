import { decideCaseCommand } from '../../domain/case/decide-message.ts';
import type { CaseFacts } from '../../domain/case/facts.ts';
import { type CaseCommand, CaseCommandKind } from '../../domain/case/messages/command.ts';
import type { CaseContext, CaseVerdict } from '../../domain/case/messages/context.ts';
import { notChangeable, takesNoDocuments } from '../../domain/case/messages/editing.ts';
import { message } from '../../domain/case/messages/pausing.ts';
import { OUTBOX_CONFIGURATION } from '../../domain/case/outbox-configuration.ts';
import { settleCase } from '../../domain/case/settle.ts';
import { situation } from '../../domain/kernel/situation.ts';
import { AS_OF, CALENDAR } from './situations.ts';

const from = { by: 'anna', commandId: 'c-1', version: 1 } as const;
const ACKNOWLEDGED = ['published', 'stepsTaken'] as const;

/** Every operation on a case, as it is tried in every situation. */
export const OPERATIONS = {
  update: { ...from, kind: CaseCommandKind.UPDATE, request: 'r-1' },
  attachDocument: { ...from, kind: CaseCommandKind.ATTACH_DOCUMENT, name: 'a.pdf', hash: 'a', type: null },
  removeDocument: { ...from, kind: CaseCommandKind.REMOVE_DOCUMENT, name: 'a.pdf' },
  markAsPrepared: { ...from, kind: CaseCommandKind.MARK_AS_PREPARED },
  markAsReviewed: { ...from, kind: CaseCommandKind.MARK_AS_REVIEWED },
  sendBack: { ...from, kind: CaseCommandKind.SEND_BACK, reason: 'a page is missing' },
  addCollectedAmount: {
    ...from,
    kind: CaseCommandKind.ADD_COLLECTED_AMOUNT,
    amount: '10.00',
    externalId: 'r-1',
    receivedOn: null,
  },
  addCharge: {
    ...from,
    kind: CaseCommandKind.ADD_CHARGE,
    charge: 'cost',
    amount: '10.00',
    externalId: 'c-1',
    bookedOn: null,
  },
  pause: { ...from, kind: CaseCommandKind.PAUSE, reason: null, until: null },
  resume: { ...from, kind: CaseCommandKind.RESUME },
  message: { ...from, kind: CaseCommandKind.MESSAGE, text: 'Please call first.', request: null },
  noteStep: { ...from, kind: CaseCommandKind.NOTE_STEP, what: 'called', takenOn: null },
  withdraw: { ...from, kind: CaseCommandKind.WITHDRAW, reason: 'paid in cash' },
  close: { ...from, kind: CaseCommandKind.CLOSE, reason: 'settled', outcome: null },
  waive: { ...from, kind: CaseCommandKind.WAIVE, credit: false, reason: null },
  deactivate: {
    ...from,
    kind: CaseCommandKind.DEACTIVATE,
    acknowledged: ACKNOWLEDGED,
    reason: null,
  },
  delete: { ...from, kind: CaseCommandKind.DELETE },
} satisfies Record<string, CaseCommand>;
export type Operation = keyof typeof OPERATIONS;

export type Tried = { readonly leadsTo: string; readonly says: string } | { readonly refused: string };

/** Tries an operation on a case in that situation by the rules themselves. */
export function tryOperation(operation: Operation, facts: CaseFacts): Tried {
  const verdict = decide(OPERATIONS[operation], facts);
  if (verdict.refused !== undefined) return { refused: verdict.refused };
  const { decision, says } = verdict;
  if (decision.deletes) return { leadsTo: 'deleted', says };
  const { state, deactivatedAt, withdrawalAsked } = decision.facts.state;
  const isAsked = withdrawalAsked ? ', withdrawal asked' : '';
  return { leadsTo: `${deactivatedAt === null ? state : 'deactivated'}${isAsked}`, says };
}

function decide(command: CaseCommand, facts: CaseFacts): CaseVerdict {
  const now = situation({ facts, calendar: CALENDAR }, AS_OF);
  const context: CaseContext = {
    ...now,
    decision: settleCase(now),
    choose: () => ({ chosen: { ...OUTBOX_CONFIGURATION, skipReview: false }, because: [] }),
  };
  const unlessRefused = (refused: string | null): CaseVerdict =>
    refused === null ? { decision: context.decision, says: '' } : { refused };
  switch (command.kind) {
    case CaseCommandKind.UPDATE:
      return unlessRefused(notChangeable(facts));
    case CaseCommandKind.ATTACH_DOCUMENT:
    case CaseCommandKind.REMOVE_DOCUMENT:
      return unlessRefused(takesNoDocuments(facts));
    case CaseCommandKind.MESSAGE:
      return message(context, command, command.text ?? '');
    default:
      return decideCaseCommand(context, command);
  }
}
