import { attachDocument, detachDocument, documentsOf, findContent } from '../../db/case/documents.ts';
import type { Tx } from '../../db/tx.ts';
import { advanceCase } from '../../domain/case/decision.ts';
import { decideAttachment } from '../../domain/case/documents.ts';
import { CaseEvent } from '../../domain/case/machine.ts';
import type { AttachDocumentCommand, RemoveDocumentCommand } from '../../domain/case/messages/command.ts';
import {
  type CaseContext,
  type CaseVerdict,
  occasionOf,
  refuse,
} from '../../domain/case/messages/context.ts';
import { takesNoDocuments } from '../../domain/case/messages/editing.ts';
import type { CaseStepContext } from './case-context.ts';

/** Attaches a document whose content was staged before. */
export async function attachDocumentTo(
  tx: Tx,
  context: CaseContext,
  { gathered }: CaseStepContext,
  command: AttachDocumentCommand,
): Promise<CaseVerdict> {
  const { decision, asOf } = context;
  const notNow = takesNoDocuments(decision.facts);
  if (notNow !== null) return refuse(notNow);
  const decided = decideAttachment(
    command,
    await findContent(tx, command.hash),
    await documentsOf(tx, gathered.row.id),
    decision.facts.settings.largestDocument,
  );
  if ('refused' in decided) return refuse(decided.refused);
  if ('already' in decided) return { decision, says: decided.already };
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
    decision: advanceCase(decision, CaseEvent.DOCUMENT_ATTACHED, occasion),
    says: `The document ${attach.name} is attached.`,
  };
}

export async function removeDocumentFrom(
  tx: Tx,
  context: CaseContext,
  { gathered }: CaseStepContext,
  command: RemoveDocumentCommand,
): Promise<CaseVerdict> {
  const { decision } = context;
  const notNow = takesNoDocuments(decision.facts);
  if (notNow !== null) return refuse(notNow);
  if (!(await detachDocument(tx, gathered.row.id, command.name))) {
    return refuse(`The case has no document named ${command.name}.`);
  }
  const occasion = occasionOf(context, command, command.name);
  return {
    decision: advanceCase(decision, CaseEvent.DOCUMENT_REMOVED, occasion),
    says: `The document ${command.name} is removed.`,
  };
}
