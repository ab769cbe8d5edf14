import { decideCaseCommand } from '../../domain/case/decide-message.ts';
import type { CaseFacts } from '../../domain/case/facts.ts';
import {
  CASE_COMMANDS,
  type CaseCommand,
  CaseCommandKind,
  parseCaseCommand,
} from '../../domain/case/messages/index.ts';
import type { CaseMessage } from '../../domain/case/messages/message.ts';
import type { Staged } from '../../domain/case/messages/staged.ts';
import { OUTBOX_CONFIGURATION } from '../../domain/case/outbox-configuration.ts';
import { settleCase } from '../../domain/case/settle.ts';
import { exampleOf } from '../../domain/kernel/message.ts';
import { situation } from '../../domain/kernel/situation.ts';
import { AS_OF, CALENDAR } from './situations.ts';

/** Every operation on a case: all messages that ask for more than to look again. */
export type Operation = Exclude<
  CaseCommandKind,
  typeof CaseCommandKind.lookAgain | typeof CaseCommandKind.reportReceived
>;
export const OPERATIONS = CASE_COMMANDS.filter(({ looksAgain }: CaseMessage) => looksAgain !== true).map(
  ({ kind }) => kind as Operation,
);

/** What the examples name, staged before them. */
const STAGED: Staged = {
  changes: { names: ['language'], dueOn: null, changesCurrency: false, amount: null },
  words: 'Please call first.',
  content: { type: 'application/pdf', size: 1 },
  documents: [{ name: 'contract.pdf', hash: 'another' }],
};

export type Tried = { readonly leadsTo: string; readonly says: string } | { readonly refused: string };

/** Tries an operation on a case in that situation by the rules themselves, as its message's example says it. */
export function tryOperation(operation: Operation, facts: CaseFacts): Tried {
  const now = situation({ facts, calendar: CALENDAR }, AS_OF);
  const choice = { chosen: { ...OUTBOX_CONFIGURATION, skipReview: false }, because: [] };
  const staged = operation === CaseCommandKind.attachDocument ? { ...STAGED, documents: [] } : STAGED;
  const verdict = decideCaseCommand(
    { ...now, decision: settleCase(now), staged, choose: () => choice },
    exampleCommand(operation),
  );
  if (verdict.refused !== undefined) return { refused: verdict.refused };
  const { decision, says } = verdict;
  if (decision.deletes) return { leadsTo: 'deleted', says };
  const { state, deactivatedAt, withdrawalAsked } = decision.facts.state;
  const isAsked = withdrawalAsked ? ', withdrawal asked' : '';
  return { leadsTo: `${deactivatedAt === null ? state : 'deactivated'}${isAsked}`, says };
}

function exampleCommand(operation: Operation): CaseCommand {
  const message = CASE_COMMANDS.find(({ kind }) => kind === operation) as CaseMessage;
  const parsed = parseCaseCommand(operation, exampleOf(message), 'c-1');
  if ('problem' in parsed) throw new Error(parsed.problem);
  return parsed.command;
}
