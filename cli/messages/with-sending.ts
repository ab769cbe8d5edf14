import type { Command } from 'commander';
import { numberOption, withBy } from '../kit/options.ts';

/** Options for how a message is sent and answered. */
export function withSending(command: Command): Command {
  return withBy(command)
    .option('--command-id <id>', 'the same id is answered the same, however often it is sent')
    .option('--no-wait', 'leave the message for the worker instead of waiting for the answer')
    .option('--timeout <seconds>', 'how long to wait for an answer', numberOption(1, 3600), 30);
}
