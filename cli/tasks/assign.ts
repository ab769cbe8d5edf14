import type { Command } from 'commander';
import { type TellingOptions, withTelling } from '../intake/tell-row.ts';
import { WrongUse } from '../kit/failures.ts';
import { newCommand } from '../kit/options.ts';
import { taskOption, tellTask } from './tell-task.ts';

interface Options extends TellingOptions {
  readonly to?: string;
  readonly nobody?: boolean;
}

export function build(): Command {
  return withTelling(
    newCommand('Gives an open task to somebody, or back to nobody.', [
      'dunwell tasks assign 12 --to anna',
      'dunwell tasks assign 12 --nobody',
    ])
      .argument('<task>', 'its number', taskOption)
      .option('--to <name>', 'who has it from now on')
      .option('--nobody', 'takes it back from whoever has it'),
  ).action((task: number, options: Options) => {
    const { to, nobody } = options;
    if ((to === undefined) !== (nobody === true)) {
      throw new WrongUse('Give --to with a name, or --nobody.');
    }
    const says = to === undefined ? `Nobody has task ${task}.` : `${to} has task ${task}.`;
    return tellTask(options, { task, word: 'assign', ...(to === undefined ? {} : { to }) }, says);
  });
}
