import { attachDocument, detachDocument, documentsOf, findContent } from '../../db/case-documents.ts';
import type { Tx } from '../../db/tx.ts';
import type { AttachDocumentCommand, RemoveDocumentCommand } from '../../domain/case/command.ts';
import {
  type CaseContext,
  type CaseDecision,
  occasionOf,
  refuse,
} from '../../domain/case/commands/context.ts';
import { endedInWords } from '../../domain/case/commands/words.ts';
import { decideAttachment } from '../../domain/case/documents.ts';
import { CaseEvent } from '../../domain/case/machine.ts';
import { advanceCase } from '../../domain/case/progress.ts';
import { CaseState } from '../../domain/case/state.ts';
import type { CaseStepContext } from './case-context.ts';

const TAKES_DOCUMENTS: readonly CaseState[] = [CaseState.PREPARING, CaseState.REVIEWING];

/** Attaches a document whose content was staged before. */
export async function attachDocumentTo(
  tx: Tx,
  context: CaseContext,
  { gathered }: CaseStepContext,
  command: AttachDocumentCommand,
): Promise<CaseDecision> {
  const { progress, asOf } = context;
  const ended = endedInWords(progress.facts);
  if (ended !== null) return refuse(ended);
  const { state, settings } = { ...progress.facts, state: progress.facts.state.state };
  if (!TAKES_DOCUMENTS.includes(state)) return refuse(notNow(state));
  const decided = decideAttachment(
    command,
    await findContent(tx, command.hash),
    await documentsOf(tx, gathered.row.id),
    settings.largestDocument,
  );
  if ('refused' in decided) return refuse(decided.refused);
  if ('already' in decided) return { progress, says: decided.already };
  const { attach } = decided;
  await attachDocument(tx, {
    caseId: gathered.row.id,
    ...attach,
    effectKey: null,
    attachedAt: asOf,
    by: command.by,
  });
  const occasion = occasionOf(context, command, attach.name);
  return {
    progress: advanceCase(progress, CaseEvent.DOCUMENT_ATTACHED, occasion),
    says: `The document ${attach.name} is attached.`,
  };
}

export async function removeDocumentFrom(
  tx: Tx,
  context: CaseContext,
  { gathered }: CaseStepContext,
  command: RemoveDocumentCommand,
): Promise<CaseDecision> {
  const { progress } = context;
  const ended = endedInWords(progress.facts);
  if (ended !== null) return refuse(ended);
  const { state } = progress.facts.state;
  if (!TAKES_DOCUMENTS.includes(state)) return refuse(notNow(state));
  if (!(await detachDocument(tx, gathered.row.id, command.name))) {
    return refuse(`The case has no document named ${command.name}.`);
  }
  const occasion = occasionOf(context, command, command.name);
  return {
    progress: advanceCase(progress, CaseEvent.DOCUMENT_REMOVED, occasion),
    says: `The document ${command.name} is removed.`,
  };
}

function notNow(state: CaseState): string {
  return `The case is ${state}: documents change only in ${TAKES_DOCUMENTS.join(' and ')}.`;
}
