import type { Command } from 'commander';
import { intakeCommand } from '../intake/intake-command.ts';

export function build(): Command {
  return intakeCommand({
    description:
      'Takes in what municipalities said about signals, from CSV or JSON: acknowledgements, rejections, help accepted, deaths, wrong addresses, results.',
    examples: ['dunwell signals feedback feedback.csv', 'dunwell signals feedback feedback.json --strict'],
    files: (feedback) => ({ feedback }),
  });
}
