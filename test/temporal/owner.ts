// A process that owns a server, for tests that kill it: tsx owner.ts <data folder> <executable> <kind>.
import type { LocalServer } from '../../temporal/found-server.ts';
import { startServer } from '../../temporal/start-server.ts';

const [dataFolder = '', executable = '', kind = ''] = process.argv.slice(2);
const found = { kind, executable, says: 'a test' } as LocalServer;
const server = await startServer({ found, dataFolder, port: 0, namespace: 'default', searchAttributes: {} });
console.log(JSON.stringify({ serverPid: server.pid }));
