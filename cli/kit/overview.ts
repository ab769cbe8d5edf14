import { COMMAND_GROUPS, COMMANDS } from './all-commands.ts';
import type { CommandEntry, GroupModule } from './command-entry.ts';

/** What `dunwell --help` shows: all commands with one line each, and where to begin. */
export function overview(): string {
  const width = Math.max(...COMMANDS.map((command) => command.name.length)) + 2;
  const groups = COMMAND_GROUPS.map(({ title, commands }) => `${title}\n${listOf(commands, width)}`);
  return `Dunwell carries unpaid invoices from the first reminder to debt collection.

Usage: dunwell <command> [options]

${groups.join('\n\n')}

Each command has its own help with an example: dunwell <command> --help

Examples:
  $ dunwell start
  $ dunwell import invoices.csv --payments payments.csv
  $ dunwell why 2026/001
`;
}

/** What `dunwell case --help` shows: what the group is about and its commands. */
export function groupOverview(
  path: string,
  { about, commands, examples, bare }: GroupModule['group'],
): string {
  const width = Math.max(...commands.map((command) => command.name.length)) + 2;
  const usage = bare === undefined ? '<command>' : '[command]';
  const meant = bare === undefined ? '' : `\n\nWithout a command: ${bare}.`;
  return `Usage: ${path} ${usage} [options]

${about}${meant}

Commands:
${listOf(commands, width)}

Each command has its own help with an example: ${path} <command> --help

Examples:
${examples.map((one) => `  $ ${one}`).join('\n')}
`;
}

function listOf(commands: readonly CommandEntry[], width: number): string {
  return commands.map(({ name, summary }) => `  ${name.padEnd(width)}${summary}`).join('\n');
}
