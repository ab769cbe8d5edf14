// Checks everything but the tests: `npm run check`, or `npm run check -- types imports` for some of it.
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const tool = (name) => `node_modules/${name}`;
const script = (name, ...args) => ['--import', 'tsx', `scripts/${name}`, ...args];

/** Each check is a Node program that exits 0 when nothing is wrong and says what is wrong otherwise. */
const CHECKS = {
  format: [tool('@biomejs/biome/bin/biome'), 'check', '--error-on-warnings', '.'],
  types: [tool('typescript/bin/tsc'), '--project', '.'],
  'types of workflows': [tool('typescript/bin/tsc'), '--project', 'workflows'],
  imports: [
    tool('dependency-cruiser/bin/dependency-cruise.mjs'),
    ...['--config', '.dependency-cruiser.cjs', '--output-type', 'err-long', '.'],
  ],
  unused: [tool('knip/bin/knip.js'), '--no-progress'],
  'unused in the product': [tool('knip/bin/knip.js'), '--no-progress', '--production'],
  'closed sets': script('closed-sets.ts'),
  versions: ['scripts/check/exact-versions.mjs'],
  migrations: script('migrations.ts', '--check'),
  languages: script('languages.ts', '--check'),
  messages: script('messages.ts', '--check'),
  schemas: script('schemas.ts', '--check'),
  'state machine': script('state-machine.ts', '--check'),
  'case states': script('case-states.ts', '--check'),
  architecture: script('architecture.ts', '--check'),
  money: script('money.ts', '--check'),
  'start help': script('start-help.ts', '--check'),
};

/** What to do, where a check only says what is wrong. */
const MENDS = {
  unused: 'Delete it, or take its `export` away where its own file uses it.',
  'unused in the product': 'Only tests use it: delete it, and let them ask with what the product uses.',
  'closed sets': 'Write the member, so that the words of a set stand in one place.',
};

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !Object.keys(CHECKS).some((check) => check.startsWith(name)));
if (unknown.length > 0) {
  console.error(`There is no check ${unknown.join(', ')}: there are ${Object.keys(CHECKS).join(', ')}.`);
  process.exit(2);
}
const chosen = Object.entries(CHECKS).filter(
  ([name]) => wanted.length === 0 || wanted.some((one) => name.startsWith(one)),
);
const failed = [];
for (const [name, args] of chosen) {
  const startedAt = Date.now();
  const { code, output } = await run(args);
  const seconds = ((Date.now() - startedAt) / 1000).toFixed(1);
  if (code === 0) {
    console.log(`✓ ${name} (${seconds} s)`);
  } else {
    failed.push(name);
    const mend = MENDS[name] === undefined ? '' : `\n${MENDS[name]}\n`;
    console.log(`✗ ${name} (${seconds} s)\n\n${output.trimEnd()}\n${mend}`);
  }
}
console.log(failed.length === 0 ? 'Nothing wrong.' : `Wrong: ${failed.join(', ')}.`);
process.exitCode = failed.length === 0 ? 0 : 1;

/**
 * @param {readonly string[]} args
 * @returns {Promise<{ code: number, output: string }>}
 */
function run(args) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text) => {
        output += text;
      });
    }
    child.once('error', (error) => resolve({ code: 1, output: error.message }));
    child.once('close', (code) => resolve({ code: code ?? 1, output }));
  });
}
