import { type Command, InvalidArgumentError } from 'commander';
import { withDatabase } from '../../kit/context.ts';
import { newCommand } from '../../kit/options.ts';
import { type BouncesOptions, readBounces } from './read-bounces.ts';
import { requireFolder } from './require-folder.ts';

export function build(): Command {
  return newCommand(
    'Reads what mail servers report of e-mails: bounces, hard and soft, complaints, deliveries. Takes files (.eml), folders of them and Maildirs, and finds the letter by its Message-ID; what became of each is written as delivery feedback (key, result, on, channel, note, externalId). Late notices and automatic answers change nothing; what is no report is named and left for you.',
    [
      'dunwell bounces /var/mail/bounces/Maildir --out feedback.csv',
      'dunwell bounces bounce.eml other.eml --json',
      'dunwell bounces inbox/ --out feedback.csv --move-to done/',
    ],
  )
    .argument('<path...>', 'files, folders, Maildirs')
    .option('--out <file>', 'write the feedback there, as CSV; a file that stands there is not replaced')
    .option('--move-to <folder>', 'move what was understood there; the rest stays', folderOption)
    .action((paths: string[], options: BouncesOptions) =>
      withDatabase(options, (context) => readBounces(context, paths, options)),
    );
}

function folderOption(path: string): string {
  const problem = requireFolder(path);
  if (problem === undefined) return path;
  throw new InvalidArgumentError(problem);
}
