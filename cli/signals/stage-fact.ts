import { RowKind } from '../../contracts/intake.ts';
import type { StagedSignalFact } from '../../contracts/signal-intake.ts';
import { reportRow, type TellingOptions, type ToldResult, tellRow } from '../intake/tell-row.ts';
import type { Context, Tenant } from '../kit/context.ts';

export {
  type TellingOptions as FactOptions,
  telling,
  tellingId as factId,
  withTelling,
} from '../intake/tell-row.ts';

/** Stages one fact about a customer and lets the worker take it in. */
export async function tellFact(
  context: Context,
  { id: creditor }: Tenant,
  fact: StagedSignalFact,
  id: string,
  options: TellingOptions,
): Promise<ToldResult> {
  return tellRow(context, creditor, `signal-fact-${id}`, { kind: RowKind.SIGNAL_FACT, body: fact }, options);
}

/** Says what came of it, once per result. */
export async function reportFact(
  context: Context,
  result: ToldResult,
  says: Readonly<Record<'taken' | 'unchanged', string>>,
  fact: StagedSignalFact,
): Promise<void> {
  await reportRow(context, result, says, { fact });
}
