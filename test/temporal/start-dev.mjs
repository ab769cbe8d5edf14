// Stands in for `temporal server start-dev`: takes its flags, runs our own server with what the CLI would do.
import { spawn } from 'node:child_process';
import { parseArgs } from 'node:util';

const [executable, , , ...args] = process.argv.slice(2);
const string = { type: 'string' };
const many = { type: 'string', multiple: true };
const { values } = parseArgs({
  args,
  options: {
    ...{ ip: string, port: string, 'ui-port': string, headless: { type: 'boolean' }, 'metrics-port': string },
    ...{ namespace: string, 'db-filename': string, 'log-level': string },
    ...{ 'sqlite-pragma': many, 'search-attribute': many, 'dynamic-config-value': many },
  },
});
if (values.ip !== '127.0.0.1') throw new Error('only loopback');
const db = values['db-filename'] ? ['--db', values['db-filename']] : [];
const own = [
  '--port',
  values.port,
  '--namespace',
  values.namespace,
  '--retention',
  '24h',
  '--watch-stdin',
  ...db,
];
const child = spawn(executable, own, { stdio: ['pipe', 'ignore', 'inherit'] });
for (const signal of ['SIGTERM', 'SIGINT']) process.on(signal, () => child.kill(signal));
child.on('exit', (code) => process.exit(code ?? 1));
