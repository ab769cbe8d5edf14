import { type Command, CommanderError } from 'commander';
import { didYouMean } from '../../config/nearest.ts';
import { COMMANDS } from './all-commands.ts';
import type { CommandEntry } from './command-entry.ts';
import { ExitCode } from './failures.ts';
import { groupOverview, overview } from './overview.ts';
import { tellFailure } from './tell-failure.ts';
import { version } from './version.ts';

/** A list of commands that one is chosen from. */
interface Choice {
  /** The words before the command: `dunwell`, `dunwell case`. */
  readonly path: string;
  readonly commands: readonly CommandEntry[];
  /** The command that is meant when none is named. */
  readonly bare?: string | undefined;
  help(): string;
}

/** Runs the command line and returns the exit code; never throws. */
export async function run(args: readonly string[]): Promise<number> {
  try {
    return await runAny(args);
  } catch (error) {
    return tellFailure(error);
  }
}

async function runAny(args: readonly string[]): Promise<number> {
  const [first] = args;
  if (first === '--version' || first === '-V') {
    process.stdout.write(`${version()}\n`);
    return ExitCode.DONE;
  }
  return choose({ path: 'dunwell', commands: COMMANDS, help: overview }, args);
}

async function choose(choice: Choice, args: readonly string[]): Promise<number> {
  const { path, commands, help, bare } = choice;
  const [first, ...rest] = args;
  const asksForHelp = first === '--help' || first === '-h';
  if (bare !== undefined && !asksForHelp && (first === undefined || first.startsWith('-'))) {
    return choose(choice, [bare, ...args]);
  }
  if (first === undefined || asksForHelp) {
    process.stdout.write(help());
    return first === undefined ? ExitCode.WRONG_USE : ExitCode.DONE;
  }
  if (first === 'help') return choose(choice, [...rest, '--help']);
  if (first.startsWith('-')) {
    process.stderr.write(
      `Options stand after the command, as in \`${path} ${commands[0]?.name ?? ''} ${first}\`.\n`,
    );
    return ExitCode.WRONG_USE;
  }
  const entry = commands.find((command) => command.name === first);
  if (entry === undefined) {
    const names = commands.map((command) => command.name);
    const hint = didYouMean(first, names) || `; \`${path} --help\` lists them.`;
    process.stderr.write(`There is no command ${first}${hint}\n`);
    return ExitCode.WRONG_USE;
  }
  const called = `${path} ${entry.name}`;
  const loaded = await entry.load();
  if ('group' in loaded) {
    const { group } = loaded;
    const { commands: own, bare: meant } = group;
    const help = () => groupOverview(called, group);
    return choose({ path: called, commands: own, bare: meant, help }, rest);
  }
  const command = loaded.build().name(called);
  prepare(command, called);
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
