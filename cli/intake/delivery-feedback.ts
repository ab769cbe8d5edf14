import type { Command } from 'commander';
import { intakeCommand } from './intake-command.ts';

export function build(): Command {
  return intakeCommand({
    description:
      'Takes in what became of letters after they had left, by their keys, from CSV (key, result, on and channel, note, externalId) or JSON lines (.jsonl): delivered, bounced, softBounced, returned, complaint.',
    examples: ['dunwell delivery-feedback returns.csv', 'dunwell delivery-feedback bounces.jsonl --json'],
    files: (deliveryFeedback) => ({ deliveryFeedback }),
  });
}
