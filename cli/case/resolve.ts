import type { Command } from 'commander';
import { MaintenanceKind } from '../../contracts/actor.ts';
import { caseListsOf } from '../../db/case/history.ts';
import { EffectOutcome } from '../../domain/effects/effect-outcome.ts';
import { type Context, withDatabase } from '../kit/context.ts';
import { WorkFailed } from '../kit/failures.ts';
import { wordOption } from '../kit/options.ts';
import { newCaseCommand } from './case-command.ts';
import { type CaseFound, type CaseMessageOptions, findTheCase, sendToCase } from './send-to-case.ts';

interface Options extends CaseMessageOptions {
  readonly outcome: EffectOutcome;
  readonly key?: string;
}

const OUTCOMES = Object.values(EffectOutcome);
const NEEDS_A_PERSON = ['uncertain', 'failed', 'bounced'];

export function build(): Command {
  return newCaseCommand({
    description:
      'Says what became of an order or an instruction whose fate the engine cannot know: it arrived, or it never left.',
    examples: ['dunwell case resolve 2026/001-1 --outcome delivered'],
    takes: (command) =>
      command
        .requiredOption('--outcome <outcome>', OUTCOMES.join(', '), wordOption(OUTCOMES))
        .option('--key <key>', 'which one, as the timeline shows it; the one that needs a person'),
  }).action((reference: string, options: Options) =>
    withDatabase(options, async (context) => {
      const found = await findTheCase(context, reference);
      const { outcome, key = await keyOf(context, found) } = options;
      await sendToCase(
        context,
        found,
        { kind: MaintenanceKind.RESOLVE_EFFECT, fields: { key, outcome } },
        options,
      );
    }),
  );
}

/** The word that waits for a person; the oldest when there are several. */
async function keyOf({ db }: Context, { of }: CaseFound): Promise<string> {
  const { effects } = await db.read((tx) => caseListsOf(tx, of.id));
  const waiting = effects.find(({ state }) => NEEDS_A_PERSON.includes(state));
  if (waiting !== undefined) return waiting.key;
  throw new WorkFailed(
    `No order or word of case ${of.reference} needs a person: name one with --key; \`dunwell case timeline ${of.reference}\` lists them.`,
  );
}
