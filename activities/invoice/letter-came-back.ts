import type { EffectContent } from '../../contracts/effects.ts';
import { type CustomerRow, noteDeadAddresses } from '../../db/customer/customers.ts';
import { contentOf, type EffectRow, finishEffect } from '../../db/effects/effects.ts';
import { rerouteEffect } from '../../db/effects/retry.ts';
import type { Tx } from '../../db/tx.ts';
import {
  Channel,
  channelAfter,
  postalAddress,
  type Reached,
  reachOf,
} from '../../domain/effects/channels.ts';
import { EffectKind, EffectState } from '../../domain/effects/effect.ts';
import {
  channelOfOutcome,
  type EffectOutcome,
  killsAddress,
  type Resolution,
} from '../../domain/effects/effect-outcome.ts';
import { raiseAttention } from '../../domain/invoice/attention.ts';
import { CameBack, cameBack, letterCameBack, letterLost } from '../../domain/invoice/letters.ts';
import { Stage } from '../../domain/invoice/stage.ts';
import { byEngine } from '../../domain/kernel/machine.ts';
import { RefusalCode, type Refused, refuse } from '../../domain/kernel/refusal.ts';
import { situation } from '../../domain/kernel/situation.ts';
import { TaskKind } from '../../domain/tasks/task.ts';
import type { Accepted } from '../actor/subject.ts';
import type { InvoiceContext, InvoiceTypes } from './types.ts';

type Resolved = Accepted<InvoiceTypes> | Refused;

const OUT: readonly string[] = [EffectState.DELIVERED, EffectState.HANDED_OVER];
const OVER: readonly string[] = [EffectState.BOUNCED, EffectState.CANCELLED];

/** A letter came back: it leaves by the next channel where the path depends on it, else it is a task only. */
export async function letterReturned(
  tx: Tx,
  context: InvoiceContext,
  said: Resolution,
  row: EffectRow,
): Promise<Resolved> {
  const other = otherChannel(said, row);
  if (other !== null) return { context, says: other };
  if (OVER.includes(row.state)) return { context, says: `It is ${row.state} already: nothing changes.` };
  if (row.state === EffectState.PLANNED && (said.channel ?? null) === null) {
    return refuse(RefusalCode.NOT_ALLOWED, 'It has not left yet, so it cannot have come back.');
  }
  const reached = await reachedAfter(tx, context, said.outcome, row);
  const { facts, policy } = context.gathered;
  const meaning = cameBack(facts, policy, row);
  switch (meaning) {
    case CameBack.STANDING:
    case CameBack.WAITED_FOR:
      return goesOutAgain(tx, context, said, row, { reached, meaning });
    case CameBack.FOLLOWED:
      return noted(tx, context, row);
    default:
      return meaning satisfies never;
  }
}

/** The receiver of an e-mail called it spam: it arrived, and nothing goes to that address any more. */
export async function complained(
  tx: Tx,
  context: InvoiceContext,
  said: Resolution,
  row: EffectRow,
): Promise<Resolved> {
  const other = otherChannel(said, row);
  if (other !== null) return { context, says: other };
  if (!OUT.includes(row.state)) {
    return refuse(
      RefusalCode.NOT_ALLOWED,
      `It is ${row.state}: only what was delivered can be complained about.`,
    );
  }
  await reachedAfter(tx, context, said.outcome, row);
  const says = 'Noted: a task for a person, and nothing goes to that address any more.';
  return { context: withTask(context, TaskKind.EFFECT_COMPLAINT, row), says };
}

/** Word about a channel that the letter has left by another than since. */
export function otherChannel({ outcome, channel }: Resolution, row: EffectRow): string | null {
  const meant = channel ?? channelOfOutcome(outcome);
  return meant === null || meant === row.channel
    ? null
    : `It left by ${row.channel}, not by ${meant}: nothing changes.`;
}

async function goesOutAgain(
  tx: Tx,
  context: InvoiceContext,
  { by, commandId, outcome }: Resolution,
  row: EffectRow,
  { reached, meaning }: { readonly reached: Reached; readonly meaning: CameBack },
): Promise<Resolved> {
  const { gathered, decision, asOf } = context;
  const { policy } = gathered;
  const now = situation(gathered, asOf);
  const level = policy.levels.find(({ name }) => name === row.level);
  const next = channelAfter(level ?? {}, row.channel, reached);
  const lastError = `It came back (${outcome}).`;
  if (next === null) {
    const { providerId } = row;
    const back = { state: EffectState.BOUNCED, providerId, deliveredOn: null, finishedAt: asOf, lastError };
    await finishEffect(tx, row.key, back);
  } else {
    await rerouteEffect(tx, row.key, { channel: next, nextAttemptAt: asOf, lastError });
  }
  const occasion = { at: asOf, on: now.today, by, commandId };
  const lost = { key: row.key, next };
  const after =
    level !== undefined && meaning === CameBack.STANDING
      ? letterCameBack(decision, now, level, lost, occasion)
      : letterLost(decision, row.level ?? '', lost, { ...occasion, reason: outcome });
  const customer = { ...decision.facts.customer, reached };
  const withReached = { ...after, facts: { ...after.facts, customer } };
  return {
    context: { ...context, decision: withReached },
    author: { by, commandId },
    says:
      next === null ? 'It waits for a person: no other channel is left.' : `It goes out again by ${next}.`,
  };
}

/** The path goes on without it: a task where somebody may still want to know. */
async function noted(tx: Tx, context: InvoiceContext, row: EffectRow): Promise<Resolved> {
  const { asOf, decision } = context;
  const { providerId } = row;
  await finishEffect(tx, row.key, {
    ...{ state: EffectState.BOUNCED, providerId, deliveredOn: null, finishedAt: asOf },
    lastError: 'It came back.',
  });
  const { stage } = decision.facts.state;
  if (stage === Stage.PAID || stage === Stage.CLOSED) return { context, says: 'Noted: its path is over.' };
  const says = 'Noted: a task for a person, the path goes on.';
  return { context: withTask(context, TaskKind.EFFECT_BOUNCED, row), says };
}

function withTask(
  context: InvoiceContext,
  kind: typeof TaskKind.EFFECT_BOUNCED | typeof TaskKind.EFFECT_COMPLAINT,
  row: EffectRow,
): InvoiceContext {
  const { gathered, decision, asOf } = context;
  const occasion = byEngine(situation(gathered, asOf), kind);
  const note = `level ${row.level} by ${row.channel}`;
  return { ...context, decision: raiseAttention(decision, kind, occasion, { note }) };
}

/** Which channels reach the customer once it is known that what was written to is dead. */
async function reachedAfter(
  tx: Tx,
  { gathered: { customer } }: InvoiceContext,
  outcome: EffectOutcome,
  row: EffectRow,
): Promise<Reached> {
  const content = (await contentOf(tx, row.key)) as EffectContent | undefined;
  if (!killsAddress(outcome) || content?.kind !== EffectKind.LEVEL) return reachOf(customer);
  const { deadEmail, deadAddress } = buried(customer, row.channel, content.recipient);
  await noteDeadAddresses(tx, customer.id, { deadEmail, deadAddress });
  return reachOf({ ...customer, deadEmail, deadAddress });
}

function buried(
  { deadEmail, deadAddress }: CustomerRow,
  channel: string,
  to: Parameters<typeof postalAddress>[0] & { readonly email: string | null },
): Pick<CustomerRow, 'deadEmail' | 'deadAddress'> {
  switch (channel) {
    case Channel.EMAIL:
      return { deadEmail: to.email, deadAddress };
    case Channel.LETTER:
      return { deadEmail, deadAddress: postalAddress(to) };
    default:
      return { deadEmail, deadAddress };
  }
}
