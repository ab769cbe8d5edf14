import { brokenBankStatements, hasBankStatement } from '../../db/intake/bank-statements.ts';
import { breakInWords } from '../../domain/intake/bank-continuity.ts';
import type { Day } from '../../domain/kernel/day.ts';
import { gatherCompleteThrough } from '../../gather/intake/complete-through.ts';
import { dayText } from '../../read/kit/format.ts';
import { type Context, tenant } from '../kit/context.ts';
import { WorkFailed } from '../kit/failures.ts';
import type { IntakeOptions } from './intake-options.ts';
import { asJson, inWords, type TakenIn, take } from './take-in.ts';

/** What the statements that were taken say together. */
interface Standing {
  /** What is missing between them, or not whole in them. */
  readonly missing: readonly string[];
  readonly completeThrough: Day | undefined;
  /** Accounts of which there is no statement: without them nothing is complete. */
  readonly without: readonly string[];
}

const MISSING =
  'The ledger does not count as complete, as something is missing between the statements: take it in, or say with --partial of the statement after it that it counts without.';

/** Takes in the files, each by itself, and says what is missing between the statements. */
export async function takeStatements(
  context: Context,
  files: readonly string[],
  options: IntakeOptions,
): Promise<void> {
  const { output } = context;
  const all: { readonly file: string; readonly taken: TakenIn }[] = [];
  for (const bank of files) {
    const taken = await take(context, { bank }, options);
    all.push({ file: bank, taken });
    if (!output.isJson && taken.isTaken) await output.line(`${bank}: ${inWords(taken)}`);
    if (taken.note !== null) output.note(`${bank}: ${taken.note}`);
  }
  const standing = await standingOf(context);
  for (const missing of standing.missing) output.warn(missing);
  if (output.isJson) await output.json(json(all, standing));
  else if (standing.completeThrough !== undefined) {
    await output.line(`Statements are complete through ${dayText(standing.completeThrough)}.`);
  }
  if (all.every(({ taken }) => taken.isTaken) && standing.without.length > 0) {
    output.note(
      `No statement was read of ${standing.without.join(', ')} yet, so statements do not make the ledger fresh.`,
    );
  }
  const failures = all.flatMap(({ taken }) => taken.failure ?? []);
  const said = [...new Set(failures), ...(standing.missing.length > 0 ? [MISSING] : [])];
  if (said.length > 0) throw new WorkFailed(said.join('\n'));
}

async function standingOf(context: Context): Promise<Standing> {
  const { row } = await tenant(context);
  return context.db.read(async (tx) => {
    const all = await brokenBankStatements(tx, row.creditor);
    const broken = all.filter(({ account }) => row.bankAccounts.includes(account));
    const without: string[] = [];
    for (const account of row.bankAccounts) {
      if (!(await hasBankStatement(tx, { creditor: row.creditor, account }))) without.push(account);
    }
    return {
      without,
      missing: broken.flatMap((statement) => breakInWords(statement.account, statement) ?? []),
      completeThrough: await gatherCompleteThrough(tx, row),
    };
  });
}

function json(
  all: readonly { readonly file: string; readonly taken: TakenIn }[],
  { missing, completeThrough, without }: Standing,
): object {
  const files = all.map(({ file, taken }) => {
    const { complete: _, ...rest } = asJson({ bank: file }, taken);
    return { file, ...rest };
  });
  return { files, missing, completeThrough: dayText(completeThrough) || null, withoutStatement: without };
}
