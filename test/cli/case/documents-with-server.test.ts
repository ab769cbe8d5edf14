import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, inject, onTestFinished, test } from 'vitest';
import { type Desk, openDesk } from '../../workflows/desk.ts';
import { openOffice } from '../../workflows/office.ts';
import { reconcileNow } from '../../workflows/reconcile-now.ts';
import type { Ran } from '../dunwell.ts';
import { inProcess } from '../in-process.ts';

const office = openOffice();

function run(desk: Desk, ...args: string[]): Promise<Ran> {
  const server = inject('server');
  if ('problem' in server) throw new Error(server.problem);
  return inProcess(['case', ...args, '--creditor', desk.id], {
    TEMPORAL_ADDRESS: server.address,
    TEMPORAL_NAMESPACE: office.namespace,
    DUNWELL_DATA: office.folder,
  });
}

function file(name: string, text: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'dunwell-documents-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  writeFileSync(join(folder, name), text);
  return join(folder, name);
}

test('a document is attached, listed, downloaded and taken off; twice is once', async (context) => {
  const desk = await openDesk(office, context);
  await desk.claim();
  const started = await run(desk, 'start', '1001');
  expect(started).toMatchObject({ code: 0 });
  const contract = file('договор.txt', 'Договор');
  const attached = await run(desk, 'attach', '1001-1', contract);
  expect(attached).toMatchObject({ code: 0, err: '' });
  expect(attached.out).toMatch(/^The document договор.txt is attached\.\n/);
  expect(await run(desk, 'attach', '1001-1', contract)).toMatchObject({
    code: 0,
    out: 'The case has the document договор.txt already.\n',
  });
  const again = await run(desk, 'attach', '1001-1', contract, '--name', 'copy.csv', '--json');
  expect(JSON.parse(again.out)).toMatchObject({ ok: true });
  const { documents } = JSON.parse((await run(desk, 'documents', '1001-1', '--json')).out);
  expect(documents).toMatchObject([
    { name: 'договор.txt', type: 'text/plain', size: 14 },
    { name: 'copy.csv', type: 'text/csv', size: 14, hash: documents[0].hash },
  ]);
  expect((await run(desk, 'download', '1001-1', 'copy.csv', '--out', '-')).out).toBe('Договор');
  expect((await run(desk, 'detach', '1001-1', 'copy.csv')).out).toMatch(/copy\.csv is removed/);
  const stale = await run(desk, 'attach', '1001-1', contract, '--name', 'late.txt', '--version', '1');
  expect(stale).toMatchObject({ code: 1, err: expect.stringMatching(/^Conflict: the case is at version/) });
  expect((await run(desk, 'timeline', '1001-1')).out).toMatch(/document attached.*договор\.txt/);
  await reconcileNow(office);
  await desk.clock().untilQuiet();
});

test('a case on its way to the collector takes no documents any more', async (context) => {
  const desk = await openDesk(office, context);
  await desk.claim();
  await run(desk, 'start', '1001');
  expect(await run(desk, 'prepare', '1001-1')).toMatchObject({ code: 0 });
  await run(desk, 'review', '1001-1');
  const late = await run(desk, 'attach', '1001-1', file('late.txt', 'late'));
  expect(late).toMatchObject({ code: 1, err: expect.stringMatching(/documents change only in PREPARING/) });
  await reconcileNow(office);
  await desk.clock().untilQuiet();
});
