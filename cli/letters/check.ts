import type { Command } from 'commander';
import type { OwnTexts } from '../../domain/letters/own-texts.ts';
import { coverageOf } from '../../domain/letters/path-law.ts';
import { count } from '../../read/kit/format.ts';
import { type Context, tenant, withDatabase } from '../kit/context.ts';
import { WorkFailed } from '../kit/failures.ts';
import { newCommand, type SharedOptions } from '../kit/options.ts';
import { Output } from '../kit/output.ts';
import { readCreditorFile } from '../start/publish.ts';
import {
  formInWords,
  lettersChecked,
  readTextsFolder,
  strangeLevels,
  type TextsOfCreditor,
  textsInForce,
} from './texts.ts';

interface Options extends SharedOptions {
  readonly texts?: string;
}

export function build(): Command {
  return newCommand(
    'Writes every level of a policy and every other mail in every language, by e-mail and on paper, about one invoice and about several, and looks at each: placeholders, lengths, what a layout leaves out, what the law wants said. Looks at a creditor file, or at what is published. Sends nothing. Exit code 1 when something is to be mended.',
    [
      'dunwell letters check my.creditor.yaml',
      'dunwell letters check my.creditor.yaml --texts ./acme-letters',
      'dunwell letters check --creditor acme',
    ],
  )
    .argument('[file]', 'creditor file; what is published when left out')
    .option('--texts <folder>', "folder with the creditor's own texts; those published when left out")
    .action(async (file: string | undefined, options: Options) => {
      const own = options.texts === undefined ? null : await readTextsFolder(options.texts);
      if (file === undefined) return withDatabase(options, (context) => checkPublished(context, own));
      const { creditor } = await readCreditorFile(file);
      await tell(new Output(options.json === true), { creditor, policy: creditor.policy, own });
    });
}

async function checkPublished(context: Context, own: OwnTexts | null): Promise<void> {
  const { row } = await tenant(context);
  const published = await context.db.read((tx) => textsInForce(tx, row));
  await tell(context.output, own === null ? published : { ...published, own });
}

async function tell(output: Output, texts: TextsOfCreditor): Promise<void> {
  const checked = lettersChecked(texts);
  const strange = strangeLevels(texts);
  const broken = checked.filter(({ problems }) => problems.length > 0);
  const { says: law } = coverageOf(texts.creditor.country);
  if (output.isJson) {
    const creditor = texts.creditor.creditor;
    await output.json({ creditor, letters: checked.length, strangeLevels: strange, broken, law });
  } else {
    for (const says of strange) await output.line(says);
    for (const form of broken) {
      for (const problem of form.problems) await output.line(`${formInWords(form)}: ${problem}`);
    }
    await output.line(`${count(checked.length, 'letter')} of ${texts.creditor.creditor} written.`);
    await output.line(law);
  }
  if (broken.length + strange.length > 0) {
    const wrong = [
      ...(broken.length > 0 ? [`${count(broken.length, 'letter')} of ${checked.length} to be mended`] : []),
      ...(strange.length > 0 ? [`${count(strange.length, 'text')} that no letter uses`] : []),
    ];
    throw new WorkFailed(`${wrong.join(', ')}.`);
  }
}
