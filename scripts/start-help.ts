import { build } from '../cli/start/start.ts';
import { keep } from './kept-file.ts';

/*
 * tsx scripts/start-help.ts            writes down what `dunwell start --help` says, for scripts/start.mjs
 * tsx scripts/start-help.ts --check    exit 1 when it says something else by now
 */

delete process.env.DUNWELL_DATA;
let help = '';
const command = build().name('dunwell start');
command.configureOutput({ writeOut: (text) => (help += text), getOutHelpWidth: () => 80 }).outputHelp();

keep('scripts/start-help.txt', help, 'start-help');
