import type { Command } from 'commander';
import { type TellingOptions, withTelling } from '../intake/tell-row.ts';
import { newCommand } from '../kit/options.ts';
import { taskOption, tellTask } from './tell-task.ts';

interface Options extends TellingOptions {
  readonly reason: string;
}

export function build(): Command {
  return withTelling(
    newCommand(
      'Says that nothing is to be done about a task, and why. One that something waits for is refused, with what ends it.',
      ['dunwell tasks dismiss 12 --reason "agreed by phone"'],
    )
      .argument('<task>', 'its number', taskOption)
      .requiredOption('--reason <text>', 'why nothing is to be done'),
  ).action((task: number, options: Options) =>
    tellTask(options, { task, word: 'dismiss', reason: options.reason }, `Task ${task} is dismissed.`),
  );
}
