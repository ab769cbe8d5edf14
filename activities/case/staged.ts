import { totalOf } from '../../compose/case/case-contents.ts';
import { CaseRequestKind, type UpdateCaseRequest } from '../../contracts/case.ts';
import { type CaseFields, saveCaseContents, saveCaseFields } from '../../db/case/cases.ts';
import { attachDocument, detachDocument, documentsOf, findContent } from '../../db/case/documents.ts';
import { findCaseRequest, finishCaseRequest } from '../../db/case/requests.ts';
import type { Tx } from '../../db/tx.ts';
import { type CaseCommand, CaseCommandKind } from '../../domain/case/messages/index.ts';
import {
  NOTHING_STAGED,
  type Staged,
  type StagedChanges,
  type StagedWrites,
} from '../../domain/case/messages/staged.ts';
import type { NoFieldBeside } from '../../domain/kernel/no-field-beside.ts';
import type { GatheredCase } from '../../gather/case/gather-case.ts';

type Changes = UpdateCaseRequest['changes'];

/** What was staged for a command, as far as the rules look at it. */
export async function stagedFor(tx: Tx, { row }: GatheredCase, command: CaseCommand): Promise<Staged> {
  switch (command.kind) {
    case CaseCommandKind.update: {
      const changes = await stagedChanges(tx, command.request);
      return changes === null ? NOTHING_STAGED : { ...NOTHING_STAGED, changes: judged(changes) };
    }
    case CaseCommandKind.attachDocument: {
      const documents = await documentsOf(tx, row.id);
      return { ...NOTHING_STAGED, documents, content: await findContent(tx, command.hash) };
    }
    case CaseCommandKind.removeDocument:
      return { ...NOTHING_STAGED, documents: await documentsOf(tx, row.id) };
    case CaseCommandKind.message:
      return { ...NOTHING_STAGED, words: await stagedWords(tx, command.request) };
    default:
      return NOTHING_STAGED;
  }
}

/** Writes what the acceptance of a command takes over from what was staged. */
export async function takeStaged(
  tx: Tx,
  gathered: GatheredCase,
  command: CaseCommand,
  { attach, detach, takesRequest }: StagedWrites,
  asOf: number,
): Promise<void> {
  const caseId = gathered.row.id;
  if (attach !== undefined) {
    await attachDocument(tx, { caseId, ...attach, effectKey: null, attachedAt: asOf, by: command.by });
  }
  if (detach !== undefined) await detachDocument(tx, caseId, detach);
  if (takesRequest !== true || !('request' in command) || command.request === null) return;
  const changes = await stagedChanges(tx, command.request);
  if (changes !== null) await change(tx, gathered, changes);
  await finishCaseRequest(tx, command.request, { ok: true }, asOf);
}

async function stagedChanges(tx: Tx, request: string): Promise<Changes | null> {
  const staged = await findCaseRequest(tx, request);
  return staged?.body?.kind === CaseRequestKind.UPDATE ? staged.body.changes : null;
}

async function stagedWords(tx: Tx, request: string | null): Promise<string | null> {
  const staged = request === null ? undefined : await findCaseRequest(tx, request);
  return staged?.body?.kind === CaseRequestKind.MESSAGE ? staged.body.text : null;
}

function judged(changes: Changes): StagedChanges {
  return {
    names: Object.keys(changes),
    dueOn: changes.dueOn ?? null,
    changesCurrency: changes.currency !== undefined,
    amount: changes.lineItems === undefined ? null : totalOf(changes.lineItems),
  };
}

async function change(tx: Tx, { row, contents }: GatheredCase, changes: Changes): Promise<void> {
  const { lineItems = contents.lineItems, billingAddress = contents.billingAddress, ...ofCase } = changes;
  const { configuration: wantedConfiguration = row.wantedConfiguration, ...same } = ofCase;
  same satisfies NoFieldBeside<CaseFields, typeof same>;
  await saveCaseFields(tx, row.id, { ...row, ...same, wantedConfiguration });
  await saveCaseContents(tx, { ...contents, lineItems, billingAddress });
}
