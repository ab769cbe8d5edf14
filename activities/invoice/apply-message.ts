import {
  type Answer,
  type CommandInput,
  type CommandOutcome,
  MaintenanceKind,
} from '../../contracts/invoice.ts';
import { findCommand, saveResult } from '../../db/invoice/commands.ts';
import type { Tx } from '../../db/tx.ts';
import { decideCommand } from '../../domain/invoice/decide-message.ts';
import { type Decision, joined } from '../../domain/invoice/decision.ts';
import type { Command } from '../../domain/invoice/messages/index.ts';
import { CommandKind, parseCommand } from '../../domain/invoice/messages/index.ts';
import { settleInvoice } from '../../domain/invoice/settle.ts';
import { Stage } from '../../domain/invoice/stage.ts';
import { RefusalCode, type Refused, wrongForm } from '../../domain/kernel/refusal.ts';
import { usedForOther } from '../../domain/kernel/same-content.ts';
import { situation } from '../../domain/kernel/situation.ts';
import { keepTasks, TaskKind } from '../../domain/tasks/task.ts';
import { type Gathered, gatherInvoice } from '../../gather/invoice/gather-invoice.ts';
import { decide } from '../actor/decide.ts';
import { keptOf, refusedOf, setAsideOf, setAsideRefused } from '../actor/kept-message.ts';
import type { Deps } from '../deps.ts';
import { relayCaseWakesOf } from '../wake/relay-case-wakes.ts';
import { openCaseFor } from './open-case.ts';
import { orLookLater } from './or-wait.ts';
import { raise } from './record-result.ts';
import { resolveEffect } from './resolve-effect.ts';
import { type Author, BY_ENGINE, writeDecision } from './write-decision.ts';

/** Asking to look again has no result worth keeping: every payment of every invoice asks it. */
const LOOKS_AGAIN: readonly string[] = [CommandKind.ledgerChanged, CommandKind.reconsider];

/** Most of an activity's 30 seconds: should more be staged than that, it is tried again by itself. */
const PATIENCE_MS = 20_000;

/**
 * Applies a message to an invoice and answers it: with the new state, or with a refusal in words. The same
 * commandId is answered the same, however often it comes.
 */
export async function applyCommand(deps: Deps, input: CommandInput): Promise<CommandOutcome> {
  // Told that something changed, an invoice can look later; a person's word is applied as soon as it can be.
  if (LOOKS_AGAIN.includes(input.kind)) return orLookLater(deps, input, () => apply(deps, input));
  return apply(deps, { ...input, patienceMs: PATIENCE_MS });
}

async function apply(
  deps: Deps,
  input: CommandInput & { readonly patienceMs?: number },
): Promise<CommandOutcome> {
  const outcome = await decide(deps, input, async (tx): Promise<CommandOutcome> => {
    const gathered = await gatherInvoice(tx, deps.sources, input.creditor, input.number);
    const known = await findCommand(tx, gathered.row.id, input.commandId);
    if (known !== undefined) return answerAgain(tx, deps, gathered, input, known);
    const applied = await applyTo(tx, deps, gathered, input);
    if (LOOKS_AGAIN.includes(input.kind)) return applied;
    await saveResult(tx, {
      invoiceId: gathered.row.id,
      commandId: input.commandId,
      ...keptOf(input, applied.answer),
      result: applied.answer,
      at: input.asOf,
    });
    return applied;
  });
  // A chargeback that was just read may have opened a case.
  if (outcome.plan.stage === Stage.TRANSFERRED) await relayCaseWakesOf(deps, input);
  return outcome;
}

/** Applies a message within a transaction that read the invoice; whether it came before is not looked at. */
export async function applyTo(
  tx: Tx,
  deps: Pick<Deps, 'sources'>,
  gathered: Gathered,
  input: CommandInput,
): Promise<CommandOutcome> {
  const { asOf } = input;
  const { policy, calendar } = gathered;
  if (input.kind === MaintenanceKind.RESOLVE_EFFECT) {
    return resolveEffect(tx, deps, gathered, input);
  }
  const settled = settleInvoice(situation(gathered, asOf));
  if (input.kind === MaintenanceKind.CANCEL) {
    const asked = raise(settled, TaskKind.CANCEL_REQUESTED, gathered, asOf);
    return write(tx, deps, gathered, asked, input, BY_ENGINE, 'Asked to cancel: give a reason with `close`.');
  }
  if (input.kind === MaintenanceKind.UNKNOWN) {
    return refuse(tx, deps, gathered, settled, input, wrongForm(refusedOf(input).because));
  }
  if (input.kind === MaintenanceKind.REFUSED) {
    return refuse(tx, deps, gathered, settled, input, wrongForm(refusedOf(input).because));
  }
  if (input.kind === MaintenanceKind.SET_ASIDE) {
    const aside = setAsideOf(input);
    const key = input.commandId;
    const note = `${aside.name}: ${aside.because}`;
    const raised = raise(settled, TaskKind.MESSAGE_SET_ASIDE, gathered, asOf, { key, note });
    return refuse(tx, deps, gathered, raised, input, setAsideRefused(aside));
  }
  const parsed = parseCommand(input.kind, input.message, input.commandId);
  if ('problem' in parsed) {
    return refuse(tx, deps, gathered, settled, input, wrongForm(parsed.problem));
  }
  const { command } = parsed;
  const verdict = decideCommand(situation({ facts: settled.facts, policy, calendar }, asOf), command);
  if (verdict.refused !== undefined) return refuse(tx, deps, gathered, settled, input, verdict);
  const decided = clearedBy(command, joined(settled, verdict.decision));
  return write(
    tx,
    deps,
    gathered,
    decided,
    input,
    { by: command.by, commandId: command.commandId },
    verdict.says,
  );
}

/** A person has looked: what the workflow itself asked attention for is over. */
function clearedBy(command: Command, decision: Decision): Decision {
  if (command.kind !== CommandKind.reconsider) return decision;
  return keepTasks(decision, ({ kind }) => kind !== TaskKind.CANCEL_REQUESTED && kind !== TaskKind.STUCK);
}

async function write(
  tx: Tx,
  deps: Pick<Deps, 'sources'>,
  gathered: Gathered,
  decision: Decision,
  input: CommandInput,
  author: Author,
  says: string,
): Promise<CommandOutcome> {
  const opened = await openCaseFor(tx, { deps, gathered, decision, asOf: input.asOf });
  const plan = await writeDecision(tx, gathered, opened, input.asOf, author);
  return { plan, answer: { ok: true, says, state: plan } };
}

async function refuse(
  tx: Tx,
  deps: Pick<Deps, 'sources'>,
  gathered: Gathered,
  settled: Decision,
  input: CommandInput,
  { refused, code }: Refused,
): Promise<CommandOutcome> {
  const written = await write(tx, deps, gathered, settled, input, BY_ENGINE, '');
  return { ...written, answer: { ok: false, refused, code, state: written.plan } };
}

async function answerAgain(
  tx: Tx,
  deps: Pick<Deps, 'sources'>,
  gathered: Gathered,
  input: CommandInput,
  known: NonNullable<Awaited<ReturnType<typeof findCommand>>>,
): Promise<CommandOutcome> {
  const settled = settleInvoice(situation(gathered, input.asOf));
  const written = await write(tx, deps, gathered, settled, input, BY_ENGINE, '');
  const refused = usedForOther(input.commandId, known, { kind: input.kind, body: input.message });
  if (refused === null) return { ...written, answer: known.result as Answer };
  return {
    ...written,
    answer: { ok: false, refused, code: RefusalCode.CONFLICT, state: written.plan, conflict: true },
  };
}
