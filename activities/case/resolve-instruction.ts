import type { CaseCommandInput, CaseCommandOutcome } from '../../contracts/case.ts';
import { delayEffect, findEffect } from '../../db/effects/effects.ts';
import type { Tx } from '../../db/tx.ts';
import { advanceCase } from '../../domain/case/decision.ts';
import { CaseEvent } from '../../domain/case/machine.ts';
import { resolveEffect } from '../../domain/case/messages/resolve-effect.ts';
import { settleCase } from '../../domain/case/settle.ts';
import { EffectState } from '../../domain/effects/effect.ts';
import { EffectOutcome } from '../../domain/effects/effect-outcome.ts';
import { readMessage } from '../../domain/kernel/message.ts';
import { RefusalCode, type Refused, refuse, wrongForm } from '../../domain/kernel/refusal.ts';
import { situation } from '../../domain/kernel/situation.ts';
import { type GatheredCase, gatherCase } from '../../gather/case/gather-case.ts';
import type { Deps } from '../deps.ts';
import { recordArrived } from './hand-over-to-collector.ts';
import { writeCase } from './write-decision.ts';

const SETTLED: readonly EffectState[] = [
  EffectState.DELIVERED,
  EffectState.HANDED_OVER,
  EffectState.CANCELLED,
];

/** Writes what a person found out about an order or another instruction. */
export async function resolveInstruction(
  tx: Tx,
  deps: Pick<Deps, 'sources'>,
  gathered: GatheredCase,
  input: CaseCommandInput,
): Promise<CaseCommandOutcome> {
  const parsed = readMessage(resolveEffect, input.message, input.commandId);
  if ('problem' in parsed) return refused(tx, deps, gathered, input, wrongForm(parsed.problem));
  const { key, outcome, by, commandId } = parsed.command;
  const row = await findEffect(tx, key);
  if (row === undefined || row.caseId !== gathered.row.id) {
    const says = `This case has no effect ${key}.`;
    return refused(tx, deps, gathered, input, refuse(RefusalCode.NOT_FOUND, says));
  }
  if (SETTLED.includes(row.state)) {
    const says = `It is ${row.state} already: nothing is open about it.`;
    return refused(tx, deps, gathered, input, refuse(RefusalCode.NOT_ALLOWED, says));
  }
  switch (outcome) {
    case EffectOutcome.DELIVERED: {
      const receipt = { state: 'delivered', providerId: `by ${by}` } as const;
      const delivery = { key, attempts: row.attempts };
      const plan = await recordArrived(tx, deps, input, delivery, receipt, { by, commandId });
      return { plan, answer: { ok: true, says: 'It counts as arrived.', state: plan } };
    }
    case EffectOutcome.NOT_DELIVERED:
      await delayEffect(tx, key, {
        nextAttemptAt: input.asOf,
        lastError: 'A person said that it did not arrive.',
      });
      return again(tx, deps, input, { by, commandId });
    case EffectOutcome.BOUNCED:
      return refused(
        tx,
        deps,
        gathered,
        input,
        refuse(
          RefusalCode.NOT_ALLOWED,
          'An instruction does not come back: say `delivered` or `notDelivered`.',
        ),
      );
    default:
      return outcome satisfies never;
  }
}

async function again(
  tx: Tx,
  deps: Pick<Deps, 'sources'>,
  input: CaseCommandInput,
  author: { readonly by: string; readonly commandId: string },
): Promise<CaseCommandOutcome> {
  const { asOf } = input;
  const gathered = await gatherCase(tx, deps.sources, input, asOf);
  const { calendar } = gathered;
  const occasion = { at: asOf, on: calendar.dayOf(asOf), reason: 'notDelivered', ...author };
  const settled = settleCase(situation(gathered, asOf));
  const decision = advanceCase(settled, CaseEvent.INSTRUCTION_RESOLVED, occasion);
  const plan = await writeCase(tx, { deps, gathered, decision, asOf }, author);
  return { plan, answer: { ok: true, says: 'It is tried again.', state: plan } };
}

async function refused(
  tx: Tx,
  deps: Pick<Deps, 'sources'>,
  gathered: GatheredCase,
  input: CaseCommandInput,
  { refused: says, code }: Refused,
): Promise<CaseCommandOutcome> {
  const decision = settleCase(situation(gathered, input.asOf));
  const plan = await writeCase(tx, { deps, gathered, decision, asOf: input.asOf });
  return { plan, answer: { ok: false, refused: says, code, state: plan } };
}
