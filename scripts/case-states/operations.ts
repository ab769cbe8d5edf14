import { decideCaseCommand } from '../../domain/case/decide-message.ts';
import type { CaseFacts } from '../../domain/case/facts.ts';
import { type CaseCommand, CaseCommandKind } from '../../domain/case/messages/index.ts';
import type { CaseContext, CaseVerdict } from '../../domain/case/messages/message.ts';
import type { Staged } from '../../domain/case/messages/staged.ts';
import { OUTBOX_CONFIGURATION } from '../../domain/case/outbox-configuration.ts';
import { settleCase } from '../../domain/case/settle.ts';
import { situation } from '../../domain/kernel/situation.ts';
import { AS_OF, CALENDAR } from './situations.ts';

const from = { by: 'anna', commandId: 'c-1', version: 1 } as const;
const ACKNOWLEDGED = ['published', 'stepsTaken'] as const;

/** Every operation on a case, as it is tried in every situation. */
export const OPERATIONS = {
  update: { ...from, kind: CaseCommandKind.update, request: 'r-1' },
  attachDocument: { ...from, kind: CaseCommandKind.attachDocument, name: 'a.pdf', hash: 'a', type: null },
  removeDocument: { ...from, kind: CaseCommandKind.removeDocument, name: 'a.pdf' },
  markAsPrepared: { ...from, kind: CaseCommandKind.markAsPrepared },
  markAsReviewed: { ...from, kind: CaseCommandKind.markAsReviewed },
  sendBack: { ...from, kind: CaseCommandKind.sendBack, reason: 'a page is missing' },
  addCollectedAmount: {
    ...from,
    kind: CaseCommandKind.addCollectedAmount,
    amount: '10.00',
    externalId: 'r-1',
    receivedOn: null,
  },
  addCharge: {
    ...from,
    kind: CaseCommandKind.addCharge,
    charge: 'cost',
    amount: '10.00',
    externalId: 'c-1',
    bookedOn: null,
  },
  pause: { ...from, kind: CaseCommandKind.pause, reason: null, until: null },
  resume: { ...from, kind: CaseCommandKind.resume },
  message: { ...from, kind: CaseCommandKind.message, text: 'Please call first.', request: null },
  noteStep: { ...from, kind: CaseCommandKind.noteStep, what: 'called', takenOn: null },
  withdraw: { ...from, kind: CaseCommandKind.withdraw, reason: 'paid in cash' },
  close: { ...from, kind: CaseCommandKind.close, reason: 'settled', outcome: null },
  waive: { ...from, kind: CaseCommandKind.waive, credit: false, reason: null },
  deactivate: {
    ...from,
    kind: CaseCommandKind.deactivate,
    acknowledged: ACKNOWLEDGED,
    reason: null,
  },
  delete: { ...from, kind: CaseCommandKind.delete },
} satisfies Record<string, CaseCommand>;
export type Operation = keyof typeof OPERATIONS;

/** What the operations name, staged before them. */
const STAGED: Staged = {
  changes: { names: ['language'], dueOn: null, changesCurrency: false, amount: null },
  words: null,
  content: { type: 'application/pdf', size: 1 },
  documents: [{ name: 'a.pdf', hash: 'a' }],
};

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
    staged: STAGED,
    choose: () => ({ chosen: { ...OUTBOX_CONFIGURATION, skipReview: false }, because: [] }),
  };
  return decideCaseCommand(context, command);
}
