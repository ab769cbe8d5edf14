import { MaintenanceKind, type MessageSetAside } from '../../contracts/actor.ts';
import type { CaseAnswer, CaseCommandInput, CaseCommandOutcome, CasePlan } from '../../contracts/case.ts';
import { findCaseByReference } from '../../db/case/cases.ts';
import { findCaseCommand, saveCaseResult } from '../../db/case/trail.ts';
import type { Tx } from '../../db/tx.ts';
import { decideCaseCommand } from '../../domain/case/decide-message.ts';
import { advanceCase, type CaseDecision } from '../../domain/case/decision.ts';
import { CaseEvent } from '../../domain/case/machine.ts';
import { type CaseCommand, CaseCommandKind, parseCaseCommand } from '../../domain/case/messages/index.ts';
import { settleCase } from '../../domain/case/settle.ts';
import { ENGINE } from '../../domain/kernel/machine.ts';
import { RefusalCode, type Refused, refuse, wrongForm } from '../../domain/kernel/refusal.ts';
import { usedForOther } from '../../domain/kernel/same-content.ts';
import { situation } from '../../domain/kernel/situation.ts';
import { raiseTask, TaskKind } from '../../domain/tasks/task.ts';
import { configurationChoice } from '../../gather/case/configuration-choice.ts';
import { type GatheredCase, gatherCase } from '../../gather/case/gather-case.ts';
import { decide as decideAbout } from '../actor/decide.ts';
import { keptOf, refusedOf, setAsideOf, setAsideRefused } from '../actor/kept-message.ts';
import type { Deps } from '../deps.ts';
import { attachLetters } from './attach-letters.ts';
import type { CaseStepContext } from './case-context.ts';
import { gatherLetters, type LetterOfCase } from './gather-letters.ts';
import { orLookLater } from './or-wait.ts';
import { resolveInstruction } from './resolve-instruction.ts';
import { stagedFor, takeStaged } from './staged.ts';
import { type CaseAuthor, writeCase } from './write-decision.ts';

/** Asking to look again has no result worth keeping: every payment asks it. */
const LOOKS_AGAIN: readonly string[] = [CaseCommandKind.lookAgain, CaseCommandKind.reportReceived];

/** Told again with the same external id they are answered with the original, whatever version was named. */
const KNOWN_BY_ITS_ID: readonly string[] = [CaseCommandKind.addCollectedAmount, CaseCommandKind.addCharge];

/** Most of an activity's 30 seconds: should more be staged than that, it is tried again by itself. */
const PATIENCE_MS = 20_000;

/**
 * Applies a message to a case and answers it: with the new state, or with a refusal in words. The same commandId is
 * answered the same, however often it comes. A change that was decided on another version is refused as a conflict.
 */
export async function applyCaseCommand(deps: Deps, input: CaseCommandInput): Promise<CaseCommandOutcome> {
  // Told that something changed, a case can look later; a person's word is applied as soon as it can be.
  if (LOOKS_AGAIN.includes(input.kind)) return orLookLater(deps, input, () => apply(deps, input));
  return apply(deps, { ...input, patienceMs: PATIENCE_MS });
}

async function apply(
  deps: Deps,
  input: CaseCommandInput & { readonly patienceMs?: number },
): Promise<CaseCommandOutcome> {
  const letters = await lettersToAttach(deps, input);
  return decideAbout(deps, input, async (tx): Promise<CaseCommandOutcome> => {
    const gathered = await gatherCase(tx, deps.sources, input, input.asOf);
    const known = await findCaseCommand(tx, gathered.row.id, input.commandId);
    if (known !== undefined) {
      const plan = await lookedAt(tx, deps, gathered, input);
      const refused = usedForOther(input.commandId, known, { kind: input.kind, body: input.message });
      if (refused === null) return { plan, answer: known.result as CaseAnswer };
      return {
        plan,
        answer: { ok: false, refused, code: RefusalCode.CONFLICT, state: plan, conflict: true },
      };
    }
    const applied = await applyCaseTo(tx, deps, gathered, input);
    if (applied.answer.ok) await attachLetters(tx, gathered.row, letters, input.asOf);
    if (LOOKS_AGAIN.includes(input.kind) || applied.isDeleted) return applied;
    await saveCaseResult(tx, {
      caseId: gathered.row.id,
      commandId: input.commandId,
      ...keptOf(input, applied.answer),
      result: applied.answer,
      at: input.asOf,
    });
    return applied;
  });
}

/** Whoever prepares a case gets the letters with it; they are rendered before any lock is held. */
async function lettersToAttach(deps: Deps, input: CaseCommandInput): Promise<readonly LetterOfCase[]> {
  if (input.kind !== CaseCommandKind.markAsPrepared || deps.sources.rehearsal) return [];
  const { creditor, reference } = input;
  const row = await deps.db.read((tx) => findCaseByReference(tx, creditor, reference));
  return row === undefined ? [] : gatherLetters(deps.db, deps.gateways, row.id);
}

interface Applied extends CaseCommandOutcome {
  readonly isDeleted: boolean;
}

/** Applies a message within a transaction that read the case; whether it came before is not looked at. */
export async function applyCaseTo(
  tx: Tx,
  deps: Pick<Deps, 'sources'>,
  gathered: GatheredCase,
  input: CaseCommandInput,
): Promise<Applied> {
  const { asOf } = input;
  const { calendar } = gathered;
  if (input.kind === MaintenanceKind.RESOLVE_EFFECT) {
    return { ...(await resolveInstruction(tx, deps, gathered, input)), isDeleted: false };
  }
  const decision = settleCase(situation(gathered, asOf));
  const context: CaseStepContext = { deps, gathered, decision, asOf };
  if (input.kind === MaintenanceKind.CANCEL) {
    const asked = cancelRequested(context);
    return accept(tx, { ...context, decision: asked }, 'Asked to cancel: give a reason with `close`.');
  }
  if (input.kind === MaintenanceKind.UNKNOWN) {
    return refused(tx, context, wrongForm(refusedOf(input).because));
  }
  if (input.kind === MaintenanceKind.REFUSED) {
    return refused(tx, context, wrongForm(refusedOf(input).because));
  }
  if (input.kind === MaintenanceKind.SET_ASIDE) {
    const aside = setAsideOf(input);
    return refused(
      tx,
      { ...context, decision: setAside(context, aside, input.commandId) },
      setAsideRefused(aside),
    );
  }
  const parsed = parseCaseCommand(input.kind, input.message, input.commandId);
  if ('problem' in parsed) return refused(tx, context, wrongForm(parsed.problem));
  const { command } = parsed;
  const conflict = conflictWith(command, gathered, decision);
  if (conflict !== null) {
    const { answer, ...applied } = await refused(tx, context, refuse(RefusalCode.CONFLICT, conflict));
    return { ...applied, answer: { ...answer, conflict: true } as CaseAnswer };
  }
  const choice = await configurationChoice(
    tx,
    { ...gathered.row, amount: decision.facts.state.amount },
    calendar.dayOf(asOf),
  );
  const staged = await stagedFor(tx, gathered, command);
  const verdict = decideCaseCommand(
    situation({ decision, calendar, choose: () => choice, staged }, asOf),
    command,
  );
  if (verdict.refused !== undefined) return refused(tx, context, verdict);
  await takeStaged(tx, gathered, command, verdict, asOf);
  const author = { by: command.by, commandId: command.commandId };
  return accept(tx, { ...context, decision: verdict.decision }, verdict.says, author);
}

/** Every change names the version it was decided on, except where it is known by an id of its own. */
function conflictWith(command: CaseCommand, { row }: GatheredCase, { facts }: CaseDecision): string | null {
  if (!('version' in command) || command.version === row.version) return null;
  if (KNOWN_BY_ITS_ID.includes(command.kind) && 'externalId' in command) {
    const isReceipt = facts.receipts.some(({ externalId }) => externalId === command.externalId);
    if (isReceipt || facts.knownFromCollector.includes(`charge/${command.externalId}`)) return null;
  }
  return `Conflict: the case is at version ${row.version} now, and this was decided on version ${command.version}. Look at it again, then send it with version ${row.version}.`;
}

function cancelRequested({ gathered, decision, asOf }: CaseStepContext): CaseDecision {
  const kind = TaskKind.CANCEL_REQUESTED;
  const occasion = { at: asOf, on: gathered.calendar.dayOf(asOf), by: ENGINE, reason: kind };
  return raiseTask(advanceCase(decision, CaseEvent.ATTENTION_RAISED, occasion), kind);
}

function setAside(
  { gathered, decision, asOf }: CaseStepContext,
  { name, because }: MessageSetAside,
  key: string,
): CaseDecision {
  const kind = TaskKind.MESSAGE_SET_ASIDE;
  const occasion = { at: asOf, on: gathered.calendar.dayOf(asOf), by: ENGINE, reason: kind };
  const note = `${name}: ${because}`;
  return raiseTask(advanceCase(decision, CaseEvent.ATTENTION_RAISED, occasion), kind, { key, note });
}

async function accept(tx: Tx, context: CaseStepContext, says: string, author?: CaseAuthor): Promise<Applied> {
  const plan = await writeCase(tx, context, author);
  return { plan, answer: { ok: true, says, state: plan }, isDeleted: context.decision.deletes };
}

async function refused(tx: Tx, context: CaseStepContext, { refused: says, code }: Refused): Promise<Applied> {
  const plan = await writeCase(tx, context);
  return { plan, answer: { ok: false, refused: says, code, state: plan }, isDeleted: false };
}

async function lookedAt(
  tx: Tx,
  deps: Pick<Deps, 'sources'>,
  gathered: GatheredCase,
  { asOf }: CaseCommandInput,
): Promise<CasePlan> {
  const decision = settleCase(situation(gathered, asOf));
  return writeCase(tx, { deps, gathered, decision, asOf });
}
