import { caseListsOf } from '../../db/case/history.ts';
import type { Context } from '../kit/context.ts';
import { WorkFailed } from '../kit/failures.ts';
import type { CaseFound } from './send-to-case.ts';

const NEEDS_A_PERSON = ['uncertain', 'failed', 'bounced'];

/** Key of the instruction that waits for a person; of the oldest when there are several. */
export async function instructionKeyOf({ db }: Context, { of }: CaseFound): Promise<string> {
  const { effects } = await db.read((tx) => caseListsOf(tx, of.id));
  const waiting = effects.find(({ state }) => NEEDS_A_PERSON.includes(state));
  if (waiting !== undefined) return waiting.key;
  throw new WorkFailed(
    `No order or word of case ${of.reference} needs a person: name one with --key; \`dunwell case timeline ${of.reference}\` lists them.`,
  );
}
