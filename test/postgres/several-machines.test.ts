import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { booksOf, problemsIn, UNTIL_IDLE, untilSo } from './machines.ts';

vi.setConfig({ testTimeout: 600_000 });

const CLAIMS = 60;

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  return port;
}

it('two machines on the same books and server do everything once, also when one is killed in between', async () => {
  const { machine, messages, url, query, importClaims } = await booksOf(`machines-${process.pid}-once`);
  await importClaims(1, CLAIMS);
  const killed = machine('a', {});
  await untilSo('the first has begun', () => killed.said().includes('Worker on '));
  const other = machine('b', {}, ...UNTIL_IDLE);
  await untilSo('some is done', () => messages() > CLAIMS / 6);
  killed.child.kill('SIGKILL');
  const third = machine('a', {}, ...UNTIL_IDLE);
  expect([await other.ended, await third.ended], `${other.said()}\n${third.said()}`).toEqual([0, 0]);
  expect(messages()).toBe(CLAIMS);
  const listed = `select count(*) as n, count(distinct invoice_id) as invoices from transitions where to_stage = 'LISTED'`;
  expect(await query(listed)).toMatchObject([{ n: String(CLAIMS), invoices: String(CLAIMS) }]);
  expect(await query(`select count(*) as n from effects where state <> 'delivered'`)).toMatchObject([
    { n: '0' },
  ]);
  expect(await query('select count(*) as n from wake_outbox')).toMatchObject([{ n: '0' }]);
  expect(await problemsIn(url)).toEqual([]);
});

it('a machine with an outbox of its own, or another server, is refused in words while the first works and serves metrics', async () => {
  const { root, machine } = await booksOf(`machines-${process.pid}-refused`);
  const port = await freePort();
  const first = machine('a', {}, '--metrics-port', String(port));
  await untilSo('the first has begun', () => first.said().includes('Worker on '));
  const metrics = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
  expect(metrics).toMatch(/^dunwell_database_connections\{state="idle"\} \d/m);
  expect(metrics).toMatch(/^dunwell_database_transactions_total\{kind="read",outcome="committed"\} [1-9]/m);
  const own = join(root, 'own-outbox');
  mkdirSync(own);
  const elsewhere = machine('b', { DUNWELL_OUTBOX: own }, ...UNTIL_IDLE);
  expect(await elsewhere.ended).toBe(1);
  expect(elsewhere.said()).toContain('Share that folder between the machines and name it with --outbox');
  const otherServer = machine('c', {}, '--namespace', `machines-${process.pid}-other`, ...UNTIL_IDLE);
  expect(await otherServer.ended).toBe(1);
  expect(otherServer.said()).toContain('These books are carried by the Temporal server at ');
  expect(first.child.exitCode).toBeNull();
});
