import type { CommandInput, CommandOutcome, InvoicePlan } from '../../contracts/invoice.ts';
import { findCustomer } from '../../db/customer/customers.ts';
import { delayEffect, type EffectRow, findEffect, finishEffect } from '../../db/effects/effects.ts';
import { rerouteEffect } from '../../db/effects/retry.ts';
import type { Tx } from '../../db/tx.ts';
import type { Channel } from '../../domain/effects/channels.ts';
import { channelAfter } from '../../domain/effects/channels.ts';
import { type EffectKind, EffectState } from '../../domain/effects/effect.ts';
import { EffectOutcome } from '../../domain/effects/effect-outcome.ts';
import { advance, type Decision, start } from '../../domain/invoice/decision.ts';
import { InvoiceEvent } from '../../domain/invoice/machine.ts';
import { parseResolveEffect, type ResolveEffect } from '../../domain/invoice/messages/index.ts';
import { letterSettled, takenOffList } from '../../domain/invoice/outdated-tasks.ts';
import { LevelKind } from '../../domain/invoice/policy.ts';
import { settleInvoice } from '../../domain/invoice/settle.ts';
import { isClaim } from '../../domain/invoice/stage.ts';
import { RefusalCode, type Refused, refuse, wrongForm } from '../../domain/kernel/refusal.ts';
import { situation } from '../../domain/kernel/situation.ts';
import { raiseTask, TaskKind } from '../../domain/tasks/task.ts';
import { type Gathered, gatherInvoice } from '../../gather/invoice/gather-invoice.ts';
import type { Deps } from '../deps.ts';
import { writeWithCase } from './open-case.ts';
import { raise, recordDelivered } from './record-result.ts';
import { writeDecision } from './write-decision.ts';

interface Context {
  readonly tx: Tx;
  readonly deps: Pick<Deps, 'sources'>;
  readonly gathered: Gathered;
  readonly input: CommandInput;
  readonly command: ResolveEffect;
  readonly row: EffectRow;
}

const SETTLED: readonly string[] = [EffectState.DELIVERED, EffectState.HANDED_OVER];

/** Writes what a person found out about a letter or order whose fate the engine cannot know. */
export async function resolveEffect(
  tx: Tx,
  deps: Pick<Deps, 'sources'>,
  gathered: Gathered,
  input: CommandInput,
): Promise<CommandOutcome> {
  const parsed = parseResolveEffect(input.message, input.commandId);
  if ('problem' in parsed) return refused(tx, gathered, input, wrongForm(parsed.problem));
  const { command } = parsed;
  const row = await findEffect(tx, command.key);
  if (row === undefined || row.invoiceId !== gathered.row.id) {
    const says = `This invoice has no effect ${command.key}.`;
    return refused(tx, gathered, input, refuse(RefusalCode.NOT_FOUND, says));
  }
  const context: Context = { tx, deps, gathered, input, command, row };
  switch (command.outcome) {
    case EffectOutcome.DELIVERED:
      return delivered(context);
    case EffectOutcome.NOT_DELIVERED:
      return notDelivered(context);
    case EffectOutcome.BOUNCED:
      return bounced(context);
    default:
      return command.outcome satisfies never;
  }
}

async function delivered(context: Context): Promise<CommandOutcome> {
  const { tx, deps, gathered, input, row, command } = context;
  if (SETTLED.includes(row.state))
    return accept(context, start(gathered.facts), 'It already counted as delivered.');
  const delivery = {
    key: row.key,
    kind: row.kind as EffectKind,
    channel: row.channel as Channel,
    attempts: row.attempts,
  };
  const author = { by: command.by, commandId: command.commandId };
  const receipt = { state: 'delivered', providerId: `by ${command.by}` } as const;
  const plan = await recordDelivered({ tx, deps, input, delivery }, receipt, author);
  return plan === null
    ? accept(context, start(gathered.facts), 'Noted.')
    : answer(plan, 'It counts as delivered.');
}

async function notDelivered(context: Context): Promise<CommandOutcome> {
  const { tx, gathered, input, row } = context;
  if (SETTLED.includes(row.state)) {
    const says = 'It counts as delivered: say `bounced` when it came back.';
    return refused(tx, gathered, input, refuse(RefusalCode.NOT_ALLOWED, says));
  }
  if (row.state === EffectState.BOUNCED) {
    const words =
      'It came back, and its key is used: send it another way yourself and say `delivered`, or close and restart at that level.';
    return refused(tx, gathered, input, refuse(RefusalCode.NOT_ALLOWED, words));
  }
  await delayEffect(tx, row.key, {
    nextAttemptAt: input.asOf,
    lastError: 'A person said that it was not delivered.',
  });
  return again(context, 'It is tried again.');
}

/**
 * A letter came back. A notice before the transfer takes the claim off the list and voids approval, and goes
 * out on the next channel; after that, or for a level already followed by another, it is a task only.
 */
async function bounced(context: Context): Promise<CommandOutcome> {
  const { tx, deps, gathered, input, row, command } = context;
  const { facts, policy } = gathered;
  const { state } = facts;
  const level = policy.levels.find((candidate) => candidate.name === row.level);
  const isLast = level !== undefined && policy.levels.indexOf(level) === state.levelsDone - 1;
  const isCurrentNotice =
    isLast &&
    level.kind === LevelKind.notice &&
    isClaim(state.stage) &&
    row.round === state.round &&
    // After a case no level goes on.
    state.caseEndedOn === null;
  if (!isCurrentNotice) {
    const raised = raise(start(facts), TaskKind.EFFECT_BOUNCED, gathered, input.asOf);
    return accept(context, raised, 'Noted: a task for a person, the path goes on.');
  }
  const customer = await findCustomer(tx, gathered.row.customerId);
  const next = customer === undefined ? null : channelAfter(row.channel, customer);
  if (next === null) {
    await finishEffect(tx, row.key, {
      state: EffectState.BOUNCED,
      providerId: row.providerId,
      deliveredOn: null,
      finishedAt: input.asOf,
      lastError: 'It came back.',
    });
  } else {
    await rerouteEffect(tx, row.key, {
      channel: next,
      nextAttemptAt: input.asOf,
      lastError: 'It came back.',
    });
  }
  const fresh = await gatherInvoice(tx, deps.sources, input.creditor, input.number);
  const occasion = {
    at: input.asOf,
    on: gathered.calendar.dayOf(input.asOf),
    by: command.by,
    reason: next === null ? 'no other channel' : `goes out again by ${next}`,
    commandId: command.commandId,
    level: null,
  };
  const off = advance(
    takenOffList(letterSettled(start(fresh.facts))),
    InvoiceEvent.NOTICE_BOUNCED,
    occasion,
    {
      levelsDone: state.levelsDone - 1,
      noticeDeliveredOn: null,
      noticeDueOn: null,
      listedOn: null,
      fixedMode: null,
      approvedAt: null,
      approvedBy: null,
      missedRunOn: null,
      warnedFor: null,
    },
  );
  const asked = next === null ? raiseTask(off, TaskKind.EFFECT_BOUNCED) : off;
  const plan = await writeDecision(tx, fresh, asked, input.asOf, {
    by: command.by,
    commandId: command.commandId,
  });
  return answer(
    plan,
    next === null ? 'The claim waits for a person.' : `The notice goes out again by ${next}.`,
  );
}

async function again(context: Context, says: string): Promise<CommandOutcome> {
  const { tx, deps, input, command } = context;
  const fresh = await gatherInvoice(tx, deps.sources, input.creditor, input.number);
  const decision = settleInvoice(situation(fresh, input.asOf));
  const occasion = {
    at: input.asOf,
    on: fresh.calendar.dayOf(input.asOf),
    by: command.by,
    reason: command.outcome,
    commandId: command.commandId,
  };
  const resolved = advance(letterSettled(decision), InvoiceEvent.EFFECT_RESOLVED, occasion);
  const plan = await writeWithCase(tx, { deps, gathered: fresh, decision: resolved, asOf: input.asOf });
  return answer(plan, says);
}

async function accept(
  { tx, gathered, input }: Context,
  decision: Decision,
  says: string,
): Promise<CommandOutcome> {
  return answer(await writeDecision(tx, gathered, decision, input.asOf), says);
}

async function refused(
  tx: Tx,
  gathered: Gathered,
  input: CommandInput,
  { refused: says, code }: Refused,
): Promise<CommandOutcome> {
  const plan = await writeDecision(tx, gathered, start(gathered.facts), input.asOf);
  return { plan, answer: { ok: false, refused: says, code, state: plan } };
}

function answer(plan: InvoicePlan, says: string): CommandOutcome {
  return { plan, answer: { ok: true, says, state: plan } };
}
