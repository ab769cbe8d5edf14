import { randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, inject, test } from 'vitest';
import { type Desk, openDesk } from '../workflows/desk.ts';
import { openOffice } from '../workflows/office.ts';
import { dunwell, type Ran } from './dunwell.ts';
import { inProcess } from './in-process.ts';

const office = openOffice();

function environment(): Record<string, string> {
  const server = inject('server');
  if ('problem' in server) throw new Error(server.problem);
  return {
    TEMPORAL_ADDRESS: server.address,
    TEMPORAL_NAMESPACE: office.namespace,
    DUNWELL_DATA: office.folder,
  };
}

/** A command line about this desk's creditor. */
async function run(desk: Desk, ...args: string[]): Promise<Ran> {
  const ran = await inProcess([...args, '--creditor', desk.id], environment());
  return ran;
}

test('a message is answered in words, with what comes next; a refusal ends with 1', async (context) => {
  const desk = await openDesk(office, context);
  await desk.invoice();
  const paused = await run(desk, 'pause', '1001', '--note', 'asked for time', '--by', 'anna');
  expect(paused).toMatchObject({ code: 0, err: '' });
  expect(paused.out).toMatch(/^The invoice is paused from \d{4}-\d\d-\d\d until it is resumed\.\n/);
  expect(await desk.row()).toMatchObject({ held: true });
  expect(await run(desk, 'approve', '1001')).toMatchObject({
    code: 1,
    out: '',
    err: 'The claim transfers by itself (mode 20): only claims of mode 30 are approved.\n',
  });
  const resumed = await run(desk, 'resume', '1001', '--json');
  expect(JSON.parse(resumed.out)).toMatchObject({
    ok: true,
    says: 'The invoice goes on.',
    state: { held: false, at: new Date((await desk.row()).nextAt ?? 0).toISOString() },
  });
  expect((await desk.commands())[0]?.body).toMatchObject({ by: 'anna', note: 'asked for time' });
  await desk.clock().untilQuiet();
});

test('the same command id is answered the same', async (context) => {
  const desk = await openDesk(office, context);
  await desk.invoice();
  const id = randomUUID();
  const first = await run(desk, 'pause', '1001', '--command-id', id);
  await run(desk, 'resume', '1001');
  expect((await run(desk, 'pause', '1001', '--command-id', id)).out).toContain(first.out.split('\n')[0]);
  expect(await desk.row()).toMatchObject({ held: false });
  await desk.clock().untilQuiet();
});

test('--no-wait leaves the message; its answer stands in the timeline', async (context) => {
  const desk = await openDesk(office, context);
  await desk.invoice();
  const left = await run(desk, 'pause', '1001', '--no-wait', '--command-id', 'left-1');
  expect(left).toMatchObject({ code: 0, out: 'The message was left for the worker.\n' });
  await desk.untilRow('1001', (row) => row.held);
  expect((await run(desk, 'timeline', '1001')).out).toMatch(/pause \[left-1\]: The invoice is paused/);
});

test('a closed claim is restarted, and a filter closes many', async (context) => {
  const desk = await openDesk(office, context);
  await desk.invoice('1');
  await desk.invoice('2');
  const closed = await run(desk, 'close', '--stage', 'OPEN', '--reason', 'test', '--commit');
  expect(closed).toMatchObject({ code: 0, err: '2 done, 0 refused.\n' });
  expect([(await desk.row('1')).stage, (await desk.row('2')).stage]).toEqual(['CLOSED', 'CLOSED']);
  expect(await run(desk, 'restart', '1')).toMatchObject({
    code: 0,
    out: expect.stringMatching(/^The claim goes on in round 2\./),
  });
  await desk.untilRow('1', (row) => row.stage === 'OPEN');
});

test('a customer is paused as a whole', async (context) => {
  const desk = await openDesk(office, context);
  await desk.invoice('1');
  const paused = await run(desk, 'pause', '--customer', 'c-1', '--commit');
  expect(paused.out).toMatch(/^The customer is paused from .* 1 invoice decided again\.\n/);
  expect(await run(desk, 'pause', '--customer', 'c-1', '--commit')).toMatchObject({
    code: 0,
    out: expect.stringMatching(/was already paused like that/),
  });
  await desk.clock('1').untilQuiet();
  expect(await desk.row('1')).toMatchObject({ held: true });
});

test('payments that name no invoice are told, wait, and are matched by hand', async (context) => {
  const desk = await openDesk(office, context);
  await desk.invoice('1001');
  const file = join(office.folder, `${desk.id}.csv`);
  const rows = 'invoice,bookedOn,amount,currency,externalId\n10-01,2026-01-05,100.00,EUR,b-1\n';
  writeFileSync(file, rows);
  const taken = await run(desk, 'payments', file);
  expect(taken).toMatchObject({ code: 0, out: expect.stringMatching(/^1 row taken/) });
  expect(taken.err).toMatch(
    /1 booking names no invoice of this ledger:\n {2}\S+\.csv:2: 10-01, 100\.00 EUR; did you mean 1001\?/,
  );
  const listed = JSON.parse((await run(desk, 'unmatched', '--json')).out);
  expect(listed).toMatchObject([{ invoice: '10-01', proposals: [{ invoice: '1001' }] }]);
  const id = String(listed[0].id);
  const matched = await run(desk, 'unmatched', 'match', id, '--invoice', '1001', '--by', 'anna');
  expect(matched).toMatchObject({ code: 0, out: `Nothing of ${id} (100.00 EUR) waits any more.\n` });
  await desk.untilRow('1001', (row) => row.stage === 'PAID');
  const undone = await run(desk, 'unmatched', 'undo', id);
  expect(undone).toMatchObject({ code: 0, out: `All of ${id} (100.00 EUR) waits.\n` });
  await desk.untilRow('1001', (row) => row.stage === 'OPEN');
  const paid = await run(desk, 'pay', '1001', '100.00');
  expect(paid).toMatchObject({
    code: 0,
    out: expect.stringMatching(/^Booked 100\.00 EUR as payment on 1001/),
  });
  await desk.untilRow('1001', (row) => row.stage === 'PAID');
});

test('doctor as a process finds server, namespace, search attributes and worker', async (context) => {
  const desk = await openDesk(office, context);
  await desk.invoice();
  const { out } = await dunwell(['doctor', '--json'], environment());
  const { findings } = JSON.parse(out) as { findings: { what: string; ok: boolean }[] };
  const ok = (what: string) => findings.find((finding) => finding.what === what)?.ok;
  const about = [
    'server',
    'namespace',
    'search attributes',
    'worker',
    'stuck workflows',
    'failing workflows',
    'carried by workflows',
    'workflows of nothing',
    'database',
    'invoices without workflow',
    'books',
    'half-written files',
  ];
  expect(about.map((what) => [what, ok(what)])).toEqual(about.map((what) => [what, true]));
  // No Schedule is made in tests: the doctor has to miss it.
  expect(ok('schedule')).toBe(false);
});
