import type { Command } from 'commander';
import type { CaseKind } from '../../domain/case/messages/index.ts';
import { withDatabase } from '../kit/context.ts';
import { newCommand, numberOption } from '../kit/options.ts';
import { withSending } from '../messages/with-sending.ts';
import { type CaseMessageOptions, findTheCase, sendToCase } from './send-to-case.ts';

export interface CaseCommandSpec<Options extends CaseMessageOptions> {
  readonly kind: CaseKind;
  readonly description: string;
  readonly examples: readonly string[];
  /** Adds what only this command has: arguments after the reference, options. */
  readonly takes?: (command: Command) => Command;
  /** The message's own fields. */
  readonly fields?: (options: Options, args: readonly string[]) => Readonly<Record<string, unknown>>;
}

/** A command that sends one message to a case, with the version just read. */
export function caseCommand<Options extends CaseMessageOptions = CaseMessageOptions>(
  spec: CaseCommandSpec<Options>,
): Command {
  const { kind, fields } = spec;
  return newCaseCommand(spec).action((reference: string, ...given: unknown[]) => {
    // Commander hands over the arguments, then the options, then the command itself.
    const options = given.at(-2) as Options;
    const args = given.slice(0, -2) as string[];
    return withDatabase(options, async (context) => {
      const found = await findTheCase(context, reference);
      await sendToCase(context, found, { kind, fields: fields?.(options, args) ?? {} }, options);
    });
  });
}

/** A command about one case that sends a message: its argument and the options for sending. */
export function newCaseCommand({
  description,
  examples,
  takes = (command) => command,
}: Pick<CaseCommandSpec<never>, 'description' | 'examples' | 'takes'>): Command {
  const command = newCommand(description, examples).argument('<reference>', 'reference of the case');
  return withSending(takes(command)).option(
    '--version <n>',
    'the version you decided on; the one read now. A case that has changed since refuses',
    numberOption(1, 1_000_000_000),
  );
}
