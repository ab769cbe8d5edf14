import type { Tx } from '../../db/tx.ts';
import { decideCaseCommand } from '../../domain/case/decide-message.ts';
import type { CaseCommand } from '../../domain/case/messages/index.ts';
import { versionConflict } from '../../domain/case/version-conflict.ts';
import { RefusalCode, refuse } from '../../domain/kernel/refusal.ts';
import { situation } from '../../domain/kernel/situation.ts';
import { configurationChoice } from '../../gather/case/configuration-choice.ts';
import type { Accepted, RefusedMessage } from '../actor/subject.ts';
import { attachLetters } from './attach-letters.ts';
import { stagedFor, takeStaged } from './staged.ts';
import type { CaseStepContext, CaseTypes, LearnedOfCase } from './types.ts';

/**
 * Decides a message to a case, with what was staged for it. A change that was decided on another version is refused as
 * a conflict.
 */
export async function decideCaseMessage(
  tx: Tx,
  context: CaseStepContext,
  command: CaseCommand,
  learned: LearnedOfCase | null,
): Promise<Accepted<CaseTypes> | RefusedMessage> {
  const { gathered, decision, asOf } = context;
  const { row, calendar } = gathered;
  const conflict = versionConflict(command, row.version, decision.facts);
  if (conflict !== null) return { ...refuse(RefusalCode.CONFLICT, conflict), isConflict: true };
  const { amount } = decision.facts.state;
  const choice = await configurationChoice(tx, { ...row, amount }, calendar.dayOf(asOf));
  const staged = await stagedFor(tx, gathered, command);
  const known = { decision, calendar, choose: () => choice, staged };
  const verdict = decideCaseCommand(situation(known, asOf), command);
  if (verdict.refused !== undefined) return verdict;
  await takeStaged(tx, gathered, command, verdict, asOf);
  if (learned !== null) await attachLetters(tx, row, learned.letters, asOf);
  const { by, commandId } = command;
  return {
    context: { ...context, decision: verdict.decision },
    says: verdict.says,
    author: { by, commandId },
  };
}
