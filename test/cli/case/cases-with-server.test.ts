import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, inject, type TestContext, test } from 'vitest';
import { instructionKey } from '../../../contracts/ids.ts';
import { findCaseByReference } from '../../../db/case/cases.ts';
import { stageReport } from '../../../db/case/collector-reports.ts';
import {
  currentConfigurations,
  publishConfigurations,
} from '../../../db/creditor/collector-configurations.ts';
import { InstructionKind } from '../../../domain/case/facts.ts';
import { SAMPLE } from '../../files/case-sample.ts';
import { type Desk, openDesk } from '../../workflows/desk.ts';
import { openOffice, until } from '../../workflows/office.ts';
import type { Ran } from '../dunwell.ts';
import { rows } from '../dunwell.ts';
import { inProcess } from '../in-process.ts';

const office = openOffice();

/** A desk whose cases go to a collector of its own, after a review or without one. */
async function collecting(context: TestContext, skipReview: boolean): Promise<Desk> {
  const desk = await openDesk(office, context);
  await office.db.transaction(async (tx) => {
    const known = (await currentConfigurations(tx)).filter(({ version }) => version > 0);
    const own = {
      name: `agency-of-${desk.id}`,
      state: 'ACTIVE',
      collector: { kind: 'hand' },
      conditions: [],
      priority: 1,
      skipReview,
      creditors: [desk.id],
      environments: ['PRODUCTION'],
    } as const;
    await publishConfigurations(tx, {
      configurations: [...known.map(({ version: _, ...terms }) => terms), own],
      hashOf: (terms) => JSON.stringify(terms),
      at: Date.now(),
      by: 'test',
    });
  });
  return desk;
}

/** A command line about this desk's creditor. */
async function run(desk: Desk, ...args: string[]): Promise<Ran> {
  const server = inject('server');
  if ('problem' in server) throw new Error(server.problem);
  return inProcess([...args, '--creditor', desk.id], {
    TEMPORAL_ADDRESS: server.address,
    TEMPORAL_NAMESPACE: office.namespace,
    DUNWELL_DATA: office.folder,
    LC_ALL: 'en_GB.UTF-8',
  });
}

/** The same, where the work has to be done. */
async function done(desk: Desk, ...args: string[]): Promise<string> {
  const { code, out, err } = await run(desk, ...args);
  expect({ args, code, err: code === 0 ? '' : err }).toEqual({ args, code: 0, err: '' });
  return out;
}

const rowOf = (desk: Desk, reference: string) =>
  office.db.read((tx) => findCaseByReference(tx, desk.id, reference));

async function untilCase(desk: Desk, reference: string, expected: object): Promise<void> {
  await until(`case ${reference} is ${JSON.stringify(expected)}`, async () => {
    const row = { ...(await rowOf(desk, reference)) } as Record<string, unknown>;
    return Object.entries(expected).every(([name, value]) => row[name] === value);
  });
}

function file(name: string, content: string): string {
  const path = join(office.folder, name);
  writeFileSync(path, content);
  return path;
}

const columns = (...names: string[]) => ['--columns', names.join(',')];

test('the way of a case that another service creates: documents, review, receipts, close', async (context) => {
  const desk = await collecting(context, false);
  const created = await done(desk, 'case', 'create', file('case.json', SAMPLE));
  expect(created).toMatch(/^Case test-case is in preparation/);
  const again = JSON.parse(await done(desk, 'case', 'create', file('again.json', SAMPLE), '--json'));
  expect(again).toMatchObject({ ok: true, isNew: false, reference: 'test-case' });
  await untilCase(desk, 'test-case', { hasWorkflow: true, openPrincipal: 12_000 });

  await done(desk, 'case', 'attach', 'test-case', file('invoice.pdf', '%PDF-1.4\n%%EOF\n'));
  const changes = file('changes.json', JSON.stringify({ dueDate: '2018-01-02' }));
  expect(await done(desk, 'case', 'update', 'test-case', changes)).toMatch(/^Changed: dueOn\./);
  const { version = 0 } = (await rowOf(desk, 'test-case')) ?? {};
  expect(await done(desk, 'case', 'prepare', 'test-case')).toMatch(
    /^The case is prepared and waits for its review/,
  );
  expect(
    rows(await done(desk, 'case', 'list', '--state', 'REVIEWING')).map(({ reference }) => reference),
  ).toEqual(['test-case']);
  expect(await done(desk, 'case', 'why', 'test-case')).toMatch(
    /^FAIL\tREVIEWED\tNobody has marked it as reviewed/m,
  );

  const conflict = await run(desk, 'case', 'review', 'test-case', '--version', String(version));
  expect(conflict.code).toBe(1);
  expect(conflict.err).toMatch(
    /^Conflict: the case is at version \d+ now, and this was decided on version \d+/,
  );
  expect(await done(desk, 'case', 'review', 'test-case', '--by', 'anna')).toMatch(/^The case is reviewed/);
  await untilCase(desk, 'test-case', { state: 'PROCESSING', reviewer: 'anna' });
  expect(desk.gateways.collector.arrived.map(({ content }) => content)).toMatchObject([
    {
      kind: 'order',
      case: { reference: 'test-case', externalId: '11224454', currency: 'CHF', amount: 12_000 },
      documents: [{ name: 'invoice.pdf' }],
    },
  ]);

  await done(desk, 'case', 'message', 'test-case', 'The debtor has moved.', '--command-id', 'm-1');
  const timeline = await done(desk, 'case', 'timeline', 'test-case');
  expect(timeline).toMatch(/to collector on \d{4}-\d\d-\d\d: The debtor has moved\./);

  await done(desk, 'case', 'collected', 'test-case', '50.00', '--external-id', 'r-1');
  await done(desk, 'case', 'collected', 'test-case', '50.00', '--external-id', 'r-1');
  await done(desk, 'case', 'collected', 'test-case', '70', '--external-id', 'r-2', '--on', '2026-01-02');
  expect(JSON.parse(await done(desk, 'case', 'show', 'test-case', '--json'))).toMatchObject({
    state: 'PROCESSING',
    collected: '120.00',
    open: '0.00',
    needs: 'PRINCIPAL_PAID',
    receipts: [
      { externalId: 'r-1', amount: '50.00' },
      { externalId: 'r-2', amount: '70.00', receivedOn: '2026-01-02' },
    ],
  });

  expect(await done(desk, 'case', 'close', 'test-case', '--reason', 'paid')).toMatch(
    /^The case is closed: COLLECTED/,
  );
  // Its collector hears of it first, which is a change like any other.
  await untilCase(desk, 'test-case', { nextStep: 'endCase' });
  const late = await run(desk, 'case', 'collected', 'test-case', '1', '--external-id', 'r-3');
  expect(late.code).toBe(1);
  expect(late.err).toMatch(/CLOSED/);
  expect(await run(desk, 'case', 'list')).toMatchObject({
    code: 0,
    err: expect.stringMatching(/^No case matches/),
  });
  const archive = ['--show-completed', '--status', 'closed', ...columns('reference', 'outcome', 'collected')];
  expect(rows(await done(desk, 'case', 'list', ...archive))).toEqual([
    { reference: 'test-case', outcome: 'COLLECTED', collected: '120.00' },
  ]);
});

test('the way of a case that is deactivated: acknowledged, archived, started again, deleted', async (context) => {
  const desk = await collecting(context, true);
  const { today } = desk;
  for (const [number, dueOn] of [
    ['1', today - 60],
    ['2', today - 50],
  ] as const) {
    await desk.invoice(number, { customer: 'c-1', issuedOn: today - 90, dueOn });
  }
  expect(await done(desk, 'case', 'start', '2', '1', '--preview')).toMatch(/^Case 1-1 would be started/);
  expect(await done(desk, 'case', 'start', '2', '1')).toMatch(/^Case 1-1 is in preparation/);
  const taken = await run(desk, 'case', 'start', '1');
  expect(taken).toMatchObject({ code: 1, err: expect.stringMatching(/Invoice 1 is in case 1-1 already/) });
  await untilCase(desk, '1-1', { hasWorkflow: true, openPrincipal: 20_000 });
  await done(desk, 'case', 'prepare', '1-1');
  await untilCase(desk, '1-1', { state: 'PROCESSING' });
  expect(rows(await done(desk, 'case', 'list', '--debtor', 'c-1'))).toMatchObject([
    { reference: '1-1', state: 'UNDER_WAY', invoices: '1, 2', open: '200.00' },
  ]);

  // The first invoice is paid to the creditor; the collector has called the debtor.
  await desk.book('1', 10_000);
  const order = instructionKey(desk.id, '1-1', InstructionKind.ORDER);
  const step = { id: 's-1', what: 'call', on: today } as const;
  const said = { order, revision: 1, status: 'accepted', reason: null, receipts: [], charges: [] } as const;
  await office.db.transaction((tx) => stageReport(tx, { ...said, steps: [step], messages: [] }, Date.now()));
  await done(desk, 'case', 'look-again', '1-1');
  await until('the step was read', async () => (await rowOf(desk, '1-1'))?.stepsTakenAt !== null);
  // What somebody paid in between is a conflict like any other change.
  await untilCase(desk, '1-1', { openPrincipal: 10_000 });

  const none = await run(desk, 'case', 'deactivate', '1-1');
  expect(none).toMatchObject({
    code: 1,
    err: expect.stringMatching(/--acknowledge published: .*\n.*--acknowledge steps-taken: /),
  });
  const one = await run(desk, 'case', 'deactivate', '1-1', '--acknowledge', 'published');
  expect(one).toMatchObject({
    code: 1,
    err: expect.stringMatching(/--acknowledge steps-taken: Steps taken/),
  });
  const both = ['--acknowledge', 'published', '--acknowledge', 'steps-taken'];
  expect(await done(desk, 'case', 'deactivate', '1-1', ...both)).toMatch(/withdrawal goes to the collector/);
  await until('the case is deactivated', async () => (await rowOf(desk, '1-1'))?.deactivatedAt !== null);

  expect(await run(desk, 'case', 'list', '--debtor', 'c-1')).toMatchObject({
    out: expect.not.stringMatching('1-1'),
  });
  expect(rows(await done(desk, 'case', 'list', '--show-completed', '--status', 'deactivated'))).toMatchObject(
    [{ reference: '1-1', status: 'deactivated', invoices: '1, 2' }],
  );
  await desk.untilRow('1', (row) => row.stage === 'PAID');
  await desk.untilRow('2', (row) => row.stage === 'NOTICED' && row.held);
  expect(rows(await done(desk, 'list', '--held', ...columns('number', 'heldFor')))).toEqual([
    { number: '2', heldFor: 'Debt collection case deactivated' },
  ]);

  const blocked = await run(desk, 'case', 'start', '2');
  expect(blocked).toMatchObject({
    code: 1,
    err: expect.stringMatching(/Debt collection case deactivated\): resume it first/),
  });
  await done(desk, 'resume', '2');
  expect(await done(desk, 'case', 'start', '2')).toMatch(/^Case 2-1 is in preparation/);
  await untilCase(desk, '2-1', { hasWorkflow: true, openPrincipal: 10_000 });

  expect((await run(desk, 'case', 'delete', '2-1')).err).toMatch(/Only a deactivated case can be deleted/);
  expect(await done(desk, 'case', 'delete', '1-1')).toMatch(/is deleted/);
  const gone = await run(desk, 'case', 'show', '1-1');
  expect(gone).toMatchObject({
    code: 1,
    err: expect.stringMatching(/^Case 1-1 of \S+ was deleted at .* by /),
  });
  expect(
    rows(await done(desk, 'case', 'list', '--show-completed')).map(({ reference }) => reference),
  ).toEqual(['2-1']);
  expect(await done(desk, 'timeline', '2')).toMatch(/case 2-1 opened/);

  expect(await done(desk, 'case', 'waive', '2-1', '--credit')).toMatch(/Everything is waived and credited/);
  await desk.untilRow('2', (row) => row.stage === 'PAID' || row.stage === 'CLOSED');
});
