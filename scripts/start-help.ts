import { readFile, writeFile } from 'node:fs/promises';
import { build } from '../cli/commands/start.ts';

/*
 * tsx scripts/start-help.ts            writes down what `dunwell start --help` says, for scripts/start.mjs
 * tsx scripts/start-help.ts --check    exit 1 when it says something else by now
 */

const FILE = new URL('start-help.txt', import.meta.url);

delete process.env.DUNWELL_DATA;
let help = '';
const command = build().name('dunwell start');
command.configureOutput({ writeOut: (text) => (help += text), getOutHelpWidth: () => 80 }).outputHelp();

if (!process.argv.includes('--check')) await writeFile(FILE, help);
else if ((await readFile(FILE, 'utf8')) !== help) {
  console.error('scripts/start-help.txt is out of date: run `npx tsx scripts/start-help.ts`.');
  process.exitCode = 1;
}
