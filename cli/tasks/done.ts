import type { Command } from 'commander';
import { type TellingOptions, withTelling } from '../intake/tell-row.ts';
import { newCommand } from '../kit/options.ts';
import { taskOption, tellTask } from './tell-task.ts';

interface Options extends TellingOptions {
  readonly note?: string;
}

export function build(): Command {
  return withTelling(
    newCommand(
      'Says that you have seen to a task. One that ends only by itself is refused, with what ends it.',
      ['dunwell tasks done 12 --note "refunded today"'],
    )
      .argument('<task>', 'its number', taskOption)
      .option('--note <text>', 'what was done, for the record'),
  ).action((task: number, options: Options) =>
    tellTask(
      options,
      { task, word: 'done', ...(options.note === undefined ? {} : { reason: options.note }) },
      `Task ${task} is done.`,
    ),
  );
}
