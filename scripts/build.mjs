// Makes a release in dist/: `npm run build`, done by `npm pack` and `npm publish`.
// The sources compiled, what they read beside them, and the workflows bundled once for all workers.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const dist = join(root, 'dist');

rmSync(dist, { recursive: true, force: true });
compile();
copyPlainModules('temporal');
for (const path of [
  'db/migrations',
  'db/migrations-postgres',
  'templates/layouts',
  'temporal/server',
  'examples',
  'config/creditor.schema.json',
  'config/collectors.schema.json',
  'config/letter-texts.schema.json',
  'gateways/collectors/collector-order.schema.json',
  'gateways/collectors/collector-instruction.schema.json',
  'gateways/collectors/collector-report.schema.json',
  'contracts/messages.schema.json',
  'files/signal-feedback.schema.json',
  'gateways/municipalities/signal.schema.json',
  'gateways/municipalities/signal-answer.schema.json',
])
  copy(path);
await bundleWorkflows();

function compile() {
  const compiler = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
  const { status } = spawnSync(process.execPath, [compiler, '--project', 'tsconfig.build.json'], {
    cwd: root,
    stdio: 'inherit',
  });
  if (status !== 0) {
    console.error('The sources do not compile: nothing was built.');
    process.exit(1);
  }
}

/**
 * Plain JavaScript with its types, which the compiler passes over.
 *
 * @param {string} folder
 */
function copyPlainModules(folder) {
  const names = readdirSync(join(root, folder)).filter((name) => /\.mjs$|\.d\.mts$/.test(name));
  for (const name of names) copy(join(folder, name));
}

/** @param {string} path of a file or folder, the same in dist/ */
function copy(path) {
  mkdirSync(dirname(join(dist, path)), { recursive: true });
  cpSync(join(root, path), join(dist, path), { recursive: true });
}

async function bundleWorkflows() {
  const { bundleWorkflowCode } = await import('@temporalio/worker');
  const source = (name) => join(root, 'workflows', `${name}.ts`);
  const { code } = await bundleWorkflowCode({
    workflowsPath: source('index'),
    payloadConverterPath: source('payload-converter'),
    workflowInterceptorModules: [source('interceptors')],
    logger: { log() {}, trace() {}, debug() {}, info() {}, warn: console.warn, error: console.error },
  });
  mkdirSync(join(dist, 'workflows'), { recursive: true });
  writeFileSync(join(dist, 'workflows', 'bundle.js'), code);
}
