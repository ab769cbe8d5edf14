import { Command } from 'commander';
import { withExamples } from '../kit/options.ts';
import { buildMigrate } from './migrate.ts';
import { buildPreview } from './preview.ts';
import { buildPublish } from './publish.ts';
import { buildShow } from './show.ts';

export function build(): Command {
  const command = new Command().description(
    'Publishes a creditor with its policy, shows what is published, previews a change and moves open invoices to it. An invoice keeps the version it was taken in with until it is moved.',
  );
  for (const sub of [buildPublish(), buildShow(), buildPreview(), buildMigrate()]) command.addCommand(sub);
  return withExamples(command, [
    'dunwell policy preview acme.yaml --days 30',
    'dunwell policy publish acme.yaml',
    'dunwell policy migrate --to 2 --stage OPEN,REMINDED --commit',
  ]);
}
