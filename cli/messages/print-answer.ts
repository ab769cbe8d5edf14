import type { ActorPlan, Readable } from '../../contracts/actor.ts';
import { WorkFailed } from '../kit/failures.ts';
import type { Output } from '../kit/output.ts';
import type { Delivered } from './deliver.ts';

/** Prints what came of one message, with what comes next; a refusal fails. */
export async function printAnswer<Plan extends ActorPlan>(
  output: Output,
  about: Readonly<Record<string, string>>,
  { ok, says, code, answer }: Delivered<Plan>,
  nextInWords: (plan: Readable<Plan>) => string,
): Promise<void> {
  const state = answer?.state ?? null;
  if (output.isJson)
    await output.json({ ...about, ok, says, ...(code === undefined ? {} : { code }), state });
  if (!ok) throw new WorkFailed(output.isJson ? '' : says);
  if (output.isJson) return;
  await output.line(says);
  if (state !== null) await output.line(nextInWords(state));
}
