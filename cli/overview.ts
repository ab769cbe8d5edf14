import { COMMAND_GROUPS, COMMANDS } from './commands.ts';

/** What `dunwell --help` shows: all commands with one line each, and where to begin. */
export function overview(): string {
  const width = Math.max(...COMMANDS.map((command) => command.name.length)) + 2;
  const groups = COMMAND_GROUPS.map(({ title, commands }) => {
    const lines = commands.map(({ name, summary }) => `  ${name.padEnd(width)}${summary}`);
    return `${title}\n${lines.join('\n')}`;
  });
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
