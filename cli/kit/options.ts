import { userInfo } from 'node:os';
import { Command, InvalidArgumentError } from 'commander';
import type { Day } from '../../domain/kernel/day.ts';
import { type Read, readDay, readDecimal, readWord } from '../../read/kit/query.ts';
import { type DatabaseOptions, withDatabaseOption } from './database-option.ts';

/** What every command takes. */
export interface SharedOptions extends DatabaseOptions {
  readonly creditor?: string;
  readonly json?: boolean;
}

/** Where everything lies unless `--data` says otherwise. */
export function defaultDataFolder(): string {
  return process.env.DUNWELL_DATA || './data';
}

/** A command with the options that all of them share and its examples; its name comes from the list of commands. */
export function newCommand(description: string, examples: readonly string[]): Command {
  const command = withExamples(new Command().description(description), examples).option(
    '--data <folder>',
    'data folder; DUNWELL_DATA when set',
    defaultDataFolder(),
  );
  return withDatabaseOption(command)
    .option('--creditor <id>', 'the creditor, where the database holds several')
    .option('--json', 'write the result as JSON');
}

export function withExamples(command: Command, examples: readonly string[]): Command {
  const title = examples.length === 1 ? 'Example' : 'Examples';
  return command.addHelpText('after', `\n${title}:\n${examples.map((one) => `  $ ${one}`).join('\n')}`);
}

/** Who asks, for the audit trail. */
export function withBy(command: Command): Command {
  return command.option('--by <name>', 'who asks, for the audit trail; the user of this machine', whoAmI());
}

function whoAmI(): string {
  try {
    return userInfo().username || 'cli';
  } catch {
    // A container may run under a number that has no name.
    return 'cli';
  }
}

/** Reads a date as local ISO day. */
export function dayOption(text: string): Day {
  return acceptable(readDay(text));
}

/** Reads a whole number within limits. */
export function numberOption(least: number, most: number): (text: string) => number {
  return (text) => {
    const number = Number(text);
    if (!/^\d+$/.test(text) || number < least || number > most) {
      throw new InvalidArgumentError(`Write a whole number from ${least} to ${most}.`);
    }
    return number;
  };
}

/** Reads an amount of money, and leaves to its currency how many decimals it may have. */
export function amountOption(text: string): string {
  return acceptable(readDecimal(text));
}

/** Reads one of a closed set of words, however it is written. */
export function wordOption<Word extends string>(words: readonly Word[]): (text: string) => Word {
  return (text) => acceptable(readWord(words, text));
}

function acceptable<Value>(read: Read<Value>): Value {
  if (!read.ok) throw new InvalidArgumentError(read.reason);
  return read.value;
}

/** The same for several words, separated by commas or given again. */
export function wordsOption<Word extends string>(
  words: readonly Word[],
): (text: string, before?: readonly Word[]) => readonly Word[] {
  const read = wordOption(words);
  return (text, before = []) => [...before, ...text.split(',').map((part) => read(part.trim()))];
}
