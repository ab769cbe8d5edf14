import { Command } from 'commander';
import { withExamples } from '../options.ts';
import { buildConsent } from '../signals/consent.ts';
import { buildContact } from '../signals/contact.ts';
import { buildDisconnections } from '../signals/disconnections.ts';
import { buildEvaluate } from '../signals/evaluate.ts';
import { buildExport } from '../signals/export.ts';
import { buildFeedback } from '../signals/feedback.ts';
import { buildList } from '../signals/list.ts';
import { buildOptOut } from '../signals/opt-out.ts';
import { buildOptOutLink } from '../signals/opt-out-link.ts';
import { buildRetention } from '../signals/retention.ts';
import { buildSend } from '../signals/send.ts';
import { buildWhy } from '../signals/why.ts';

const SUBCOMMANDS = [
  buildEvaluate,
  buildList,
  buildWhy,
  buildSend,
  buildFeedback,
  buildOptOut,
  buildOptOutLink,
  buildContact,
  buildConsent,
  buildDisconnections,
  buildExport,
  buildRetention,
];

export function build(): Command {
  const command = new Command().description(
    'Early and crisis signals to municipalities: an evaluation prepares, a person sends, the municipality answers.',
  );
  for (const sub of SUBCOMMANDS) command.addCommand(sub());
  return withExamples(command, [
    'dunwell signals evaluate',
    'dunwell signals list --list scheduled-early',
    'dunwell signals why C-100',
    'dunwell signals send --type early --commit',
    'dunwell signals feedback feedback.csv',
  ]);
}
