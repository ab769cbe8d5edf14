import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { findCaseByReference } from '../../../db/case/cases.ts';
import { rows } from '../dunwell.ts';
import { NOW, preparedFolder } from '../prepared-folder.ts';
import { openCase, putCase } from './a-case.ts';

const prepared = preparedFolder();
const AT = Date.parse(NOW);

beforeAll(async () => {
  const open = { principal: 7000, fees: 100, interest: 20, costs: 3, total: 7123, surplus: 0 };
  const reviewing = await openCase(prepared, '1005');
  await putCase(prepared, reviewing.id, {
    state: 'REVIEWING',
    reviewStartedAt: AT,
    open,
    configuration: 'agency',
  });
  const held = await openCase(prepared, '1006', '1007');
  await putCase(prepared, held.id, {
    state: 'PROCESSING',
    held: true,
    task: 'PRINCIPAL_PAID',
    publishedAt: AT,
  });
  const closed = await openCase(prepared, '1001');
  await putCase(prepared, closed.id, {
    state: 'CLOSED',
    outcome: 'COLLECTED',
    closedAt: AT,
    collected: 5000,
  });
  const failed = await openCase(prepared, '1002');
  await putCase(prepared, failed.id, { state: 'FAILED', failureCategory: 'INTERNAL', failedAt: AT });
  const deactivated = await openCase(prepared, '1004');
  await putCase(prepared, deactivated.id, { state: 'PENDING', deactivatedAt: AT });
});

describe('case list', () => {
  it.each<[string, string[], string[]]>([
    ['hides completed cases', [], ['1005-1', '1006-1']],
    ['shows them when asked', ['--show-completed'], ['1005-1', '1006-1', '1001-1', '1002-1', '1004-1']],
    ['finds deactivated ones in the archive', ['--show-completed', '--status', 'deactivated'], ['1004-1']],
    ['finds closed and failed ones', ['--status', 'closed,failed'], ['1001-1', '1002-1']],
    ['by a state in which cases end shows those', ['--state', 'closed'], ['1001-1']],
    ['by state', ['--state', 'REVIEWING'], ['1005-1']],
    ['by what was deactivated in that state finds nothing', ['--state', 'PENDING'], []],
    ['by what needs a person', ['--needs'], ['1006-1']],
    ['by pause', ['--held'], ['1006-1']],
    ['by configuration', ['--configuration', 'agency'], ['1005-1']],
    ['by customer', ['--customer', 'C-3'], ['1006-1']],
  ])('%s', async (_, args, references) => {
    const { code, out } = await prepared.run('case', 'list', ...args);
    expect(code).toBe(0);
    expect(rows(out).map((row) => row.reference)).toEqual(references);
  });

  it('by what needs a person finds a closed one, too: what was collected too much is owed back', async () => {
    const closed = await openCase(prepared, '1003');
    await putCase(prepared, closed.id, { state: 'CLOSED', closedAt: AT, task: 'SURPLUS' });
    onTestFinished(() => putCase(prepared, closed.id, { task: null }));
    const { out } = await prepared.run('case', 'list', '--needs');
    expect(rows(out)).toMatchObject([
      { reference: '1006-1', needs: 'PRINCIPAL_PAID' },
      { reference: '1003-1', needs: 'SURPLUS' },
    ]);
  });

  it('shows the columns that were chosen, with amounts as decimals', async () => {
    const args = ['--columns', 'reference,invoices,principal,open,currency', '--creditor', 'acme'];
    const { out } = await prepared.run('case', 'list', ...args);
    expect(rows(out)).toEqual([
      { reference: '1005-1', invoices: '1005', principal: '70.00', open: '71.23', currency: 'EUR' },
      { reference: '1006-1', invoices: '1006, 1007', principal: '0.00', open: '0.00', currency: 'EUR' },
    ]);
  });

  it('as JSON has one object per case', async () => {
    const { out } = await prepared.run('case', 'list', '--json', '--columns', 'reference,held,open');
    expect(JSON.parse(out)).toEqual([
      { reference: '1005-1', held: false, open: '71.23' },
      { reference: '1006-1', held: true, open: '0.00' },
    ]);
  });

  it('points to completed cases only where they were left out', async () => {
    const list = (...args: string[]) => prepared.run('case', 'list', ...args);
    expect((await list('--customer', 'C-1')).err).toBe(
      'No case matches. --show-completed shows completed ones too.\n',
    );
    expect((await list('--status', 'failed', '--customer', 'C-3')).err).toBe('No case matches.\n');
  });

  it('refuses what is no state, status, column or customer, and says what would be right', async () => {
    const list = (...args: string[]) => prepared.run('case', 'list', ...args);
    expect(await list('--state', 'REVEWING')).toMatchObject({
      code: 2,
      err: expect.stringMatching(/did you mean REVIEWING/),
    });
    expect(await list('--status', 'deleted')).toMatchObject({ code: 2 });
    expect(await list('--columns', 'refrence')).toMatchObject({ code: 2 });
    expect(await list('--customer', 'C-9')).toMatchObject({
      code: 1,
      err: 'Creditor acme has no customer C-9.\n',
    });
  });
});

describe('case list --debtor', () => {
  it('shows what the customer may see, and nothing else', async () => {
    const seen = async (customer: string) =>
      rows((await prepared.run('case', 'list', '--debtor', customer)).out);
    expect(await seen('C-3')).toMatchObject([
      { reference: '1006-1', state: 'UNDER_WAY', invoices: '1006, 1007', amount: '125.00', currency: 'EUR' },
    ]);
    expect(await seen('C-2')).toEqual([]);
  });

  it('takes no filters', async () => {
    expect(await prepared.run('case', 'list', '--debtor', 'C-3', '--held')).toMatchObject({ code: 2 });
  });
});

describe('tasks', () => {
  it('without a filter tells of cases that wait on lists of their own', async () => {
    expect((await prepared.run('tasks')).err).toMatch(
      /cases? waits? for (review|someone to prepare): dunwell case list/,
    );
    expect((await prepared.run('tasks', '--kind', 'SURPLUS')).err).toBe('No task matches.\n');
  });
});

describe('case show', () => {
  it('says where a case stands, what it is about and what comes next', async () => {
    const { code, out } = await prepared.run('case', 'show', '1006-1');
    expect(code).toBe(0);
    expect(out).toMatch(/^Case 1006-1 of acme: with the collector, paused\.\n/);
    expect(out).toMatch(/^Needs a person: The principal is paid/m);
    expect(out).toMatch(/^1007\tyes$/m);
    expect(out).toMatch(/Version 3\./);
    expect(out).toMatch(/^language\t\w+/m);
    expect(out).toMatch(/^openedOn\t\d{4}-\d\d-\d\d \d\d:\d\d$/m);
    expect(out).not.toContain('[object');
  });

  it('as JSON has its moments with their zone', async () => {
    const { openedOn, publishedOn } = JSON.parse(
      (await prepared.run('case', 'show', '1006-1', '--json')).out,
    );
    expect(openedOn).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    expect(publishedOn).toBe(openedOn);
  });

  it('as JSON has every field', async () => {
    const { out } = await prepared.run('case', 'show', '1006-1', '--json');
    expect(JSON.parse(out)).toMatchObject({
      reference: '1006-1',
      version: 3,
      state: 'PROCESSING',
      amount: '125.00',
      invoices: [
        { number: '1006', active: true },
        { number: '1007', active: true },
      ],
      lineItems: [{ amountIncludingTax: '60.00' }, { amountIncludingTax: '65.00' }],
      receipts: [],
    });
  });

  it('says that a case was deactivated', async () => {
    expect((await prepared.run('case', 'show', '1004-1')).out).toMatch(
      /^Case 1004-1 of acme: deactivated, was on its way to the collector\.$/m,
    );
  });

  it('says of a deactivated one that its collector has not let go of it', async () => {
    const row = await prepared.db.read((tx) => findCaseByReference(tx, 'acme', '1004-1'));
    const id = row?.id ?? 0;
    await putCase(prepared, id, { state: 'PROCESSING', withdrawalAsked: true });
    onTestFinished(() => putCase(prepared, id, { state: 'PENDING', withdrawalAsked: false }));
    expect((await prepared.run('case', 'show', '1004-1')).out).toMatch(
      /deactivated, was with the collector, which has not let go of it yet\.$/m,
    );
  });

  it('of a case that is not there fails in words', async () => {
    expect(await prepared.run('case', 'show', '9-9')).toMatchObject({
      code: 1,
      err: 'Creditor acme has no case 9-9.\n',
    });
  });
});

describe('timeline', () => {
  it('of a case shows what happened to it', async () => {
    const { out } = await prepared.run('case', 'timeline', '1005-1');
    expect(rows(out)).toMatchObject([
      { kind: 'transition', 'what happened': 'created, CREATE to PREPARING (hand)', by: 'anna' },
    ]);
  });

  it('of an invoice shows its cases', async () => {
    const { out } = await prepared.run('timeline', '1005');
    expect(out).toMatch(/case 1005-1 opened \(hand\), now REVIEWING/);
    const json = JSON.parse((await prepared.run('timeline', '1005', '--json')).out);
    expect(json.cases).toEqual([{ reference: '1005-1', state: 'REVIEWING', active: true }]);
  });
});
