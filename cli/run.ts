import { type Command, CommanderError } from 'commander';
import { didYouMean } from '../config/nearest.ts';
import { COMMANDS } from './commands.ts';
import { ExitCode } from './failures.ts';
import { overview } from './overview.ts';
import { tellFailure } from './tell-failure.ts';
import { version } from './version.ts';

/** Runs the command line and returns the exit code; never throws. */
export async function run(args: readonly string[]): Promise<number> {
  try {
    return await dispatch(args);
  } catch (error) {
    return tellFailure(error);
  }
}

async function dispatch(args: readonly string[]): Promise<number> {
  const [first, ...rest] = args;
  if (first === undefined || first === '--help' || first === '-h') {
    process.stdout.write(overview());
    return first === undefined ? ExitCode.WRONG_USE : ExitCode.DONE;
  }
  if (first === '--version' || first === '-V') {
    process.stdout.write(`${version()}\n`);
    return ExitCode.DONE;
  }
  if (first === 'help') return rest[0] === undefined ? dispatch(['--help']) : dispatch([rest[0], '--help']);
  if (first.startsWith('-')) {
    process.stderr.write(`Options stand after the command, as in \`dunwell status ${first}\`.\n`);
    return ExitCode.WRONG_USE;
  }
  const entry = COMMANDS.find((command) => command.name === first);
  if (entry === undefined) {
    const names = COMMANDS.map((command) => command.name);
    const hint = didYouMean(first, names) || '; `dunwell --help` lists them.';
    process.stderr.write(`There is no command ${first}${hint}\n`);
    return ExitCode.WRONG_USE;
  }
  const { build } = await entry.load();
  const command = build().name(`dunwell ${entry.name}`);
  prepare(command, `dunwell ${entry.name}`);
  return parse(command, rest);
}

async function parse(command: Command, args: readonly string[]): Promise<number> {
  try {
    await command.parseAsync(args, { from: 'user' });
    return typeof process.exitCode === 'number' ? process.exitCode : ExitCode.DONE;
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    // commander has printed help, version or the mistake already.
    return error.exitCode === 0 ? ExitCode.DONE : ExitCode.WRONG_USE;
  }
}

/** The same manners for a command and its subcommands: throw instead of exiting, and name the way to help. */
function prepare(command: Command, path: string): void {
  command.exitOverride().showHelpAfterError(`See \`${path} --help\`.`).helpCommand(false);
  for (const sub of command.commands) prepare(sub, `${path} ${sub.name()}`);
}
