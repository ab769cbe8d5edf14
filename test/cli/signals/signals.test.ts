import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { beforeAll, describe, expect, it } from 'vitest';
import { approveSignals } from '../../../activities/signals/approve.ts';
import { evaluateSignals } from '../../../activities/signals/evaluate.ts';
import { feedbackOf } from '../../../db/signals/signals.ts';
import { AS_OF, signalDesk } from '../../activities/signals/signal-desk.ts';
import { sql } from '../../db/sql.ts';
import { rows } from '../dunwell.ts';

const desk = signalDesk();
const run = (...args: string[]) => desk.run('signals', ...args);
const evaluate = () => evaluateSignals(desk.deps, { creditor: 'acme' }, AS_OF, () => undefined);

const PEOPLE = `customer,name,street,postcode,city,birthDate
R-1,A. Ready,Kade 1,1011 AB,Amsterdam,1980-02-29
R-2,B. Ready,Kade 2,3511 AB,Utrecht,1981-01-01
R-3,C. Nobirthday,Kade 3,3511 AB,Utrecht,
`;
const OWED = `number,customer,issuedOn,dueOn,amount,currency,lastLevel,lastLevelOn,contract
S-1,R-1,2025-11-01,2025-12-01,125.00,EUR,notice,2026-02-20,E-1
S-2,R-2,2025-11-01,2025-12-01,300.00,EUR,notice,2026-02-20,E-2
S-3,R-3,2025-11-01,2025-12-01,300.00,EUR,notice,2026-02-20,E-3
`;
const CONTACTS = `customer,on,channel,outcome
R-1,2026-02-25,phone,reached
R-2,2026-02-25,phone,reached
R-3,2026-02-25,phone,reached
`;

beforeAll(async () => {
  await desk.takeIn({ customers: PEOPLE, invoices: OWED, contacts: CONTACTS });
  await evaluate();
});

describe('signals list', () => {
  it('says how long each of the six lists is', async () => {
    const { code, out, err } = await run('list');
    expect({ code, err }).toEqual({ code: 0, err: 'Evaluated 2026-03-03 10:30.\n' });
    expect(rows(out).map((row) => [row['signals of acme'], row.customers])).toEqual([
      ['Scheduled for early signalling', '2'],
      ['Scheduled for crisis signalling', '0'],
      ['Early signalling performed', '0'],
      ['Crisis signalling performed', '0'],
      ['Debt assistance ongoing', '0'],
      ['Death registered', '0'],
    ]);
  });

  it('shows one of them line by line, filtered', async () => {
    const all = await run('list', '--list', 'scheduled-early');
    expect(rows(all.out).map(({ customer, action, amount, on }) => [customer, action, amount, on])).toEqual([
      ['R-1', 'create', '125.00', '2026-03-03'],
      ['R-2', 'create', '300.00', '2026-03-03'],
    ]);
    const some = await run('list', '--list', 'scheduled-early', '--min-amount', '125.01', '--json');
    expect(JSON.parse(some.out)).toEqual([
      {
        customer: 'R-2',
        name: 'B. Ready',
        type: 'early',
        action: 'create',
        state: 'prepared',
        gateway: 'ris',
        amount: '300.00',
        currency: 'EUR',
        on: '2026-03-03',
        reference: null,
        replaces: null,
      },
    ]);
    expect(rows((await run('list', '--list', 'scheduled-early', '--customer', 'R-1')).out)).toHaveLength(1);
    expect(await run('list', '--list', 'death-registered')).toMatchObject({
      code: 0,
      err: 'Death registered: nobody.\n',
    });
  });

  it('shows what was performed, and whom a municipality helps or registered dead', async () => {
    await desk.takeIn({ customers: 'customer,name\nP-1,P\nP-2,P\n' });
    const key = await desk.signal('P-1', '2026-02-01');
    await desk.signal('P-2', '2026-02-10', { type: 'crisis' });
    await desk.takeIn({
      feedback: `reference,customer,result,on\n${key},,HELP_ACCEPTED,2026-03-01\n,P-2,DECEASED,2026-03-02\n`,
    });
    const of = async (list: string, ...more: string[]) =>
      rows((await run('list', '--list', list, ...more)).out).map(({ customer, state, on }) => [
        customer,
        state,
        on,
      ]);
    expect(await of('early-performed')).toEqual([['P-1', 'sent', '2026-02-01']]);
    expect(await of('early-performed', '--sent-from', '2026-02-02')).toEqual([]);
    expect(await of('crisis-performed', '--sent-until', '2026-02-10')).toEqual([
      ['P-2', 'sent', '2026-02-10'],
    ]);
    expect(await of('debt-assistance')).toEqual([['P-1', 'SIGNAL_HELP', '2026-03-03']]);
    expect(await of('death-registered')).toEqual([['P-2', 'DECEASED', '2026-03-03']]);
  });

  it.each([
    [['--list', 'scheduled'], 2, /Write one of scheduled-early/],
    [['--list', 'scheduled-early', '--gateway', 'rsi'], 1, /no gateway rsi; did you mean ris\?/],
    [['--list', 'scheduled-early', '--customer', 'R-9'], 1, /no customer R-9/],
    [['--list', 'scheduled-early', '--min-amount', '1,50'], 2, /--min-amount 1,50 has a decimal comma/],
  ])('%j ends with %i', async (args, code, says) => {
    const ran = await run('list', ...args);
    expect(ran.err).toMatch(says);
    expect({ code: ran.code, out: ran.out }).toEqual({ code, out: '' });
  });
});

describe('signals list of what was approved', () => {
  it('shows until it is sent what waits for its gateway or a person; a send does not offer it again', async () => {
    const approve = (sendId: string) =>
      approveSignals(
        desk.deps,
        { creditor: 'acme', sendId, by: 'ann', filter: { amountAtLeast: 30_000 } },
        AS_OF,
      );
    expect(await approve('s-1')).toMatchObject({ total: 1 });
    const shown = rows((await run('list', '--list', 'scheduled-early')).out);
    expect(shown.map(({ customer, state }) => [customer, state])).toEqual([
      ['R-1', 'prepared'],
      ['R-2', 'approved'],
    ]);
    expect((await run('list')).out).toMatch(/Scheduled for early signalling\t2\n/);
    expect(rows((await run('send', '--all')).out).map(({ customer }) => customer)).toEqual(['R-1']);
    const only = rows((await run('list', '--list', 'scheduled-early', '--state', 'approved')).out);
    expect(only.map(({ customer }) => customer)).toEqual(['R-2']);
    await sql(desk.db).exec(
      `update signal_candidates set state = 'prepared', send_id = null where state = 'approved'`,
    );
  });
});

describe('a filter that a list does not know', () => {
  it.each([
    [['--min-amount', '1.00'], '--min-amount'],
    [['--list', 'scheduled-early', '--sent-from', '2026-01-01'], '--sent-from'],
    [['--list', 'debt-assistance', '--gateway', 'ris'], '--gateway'],
    [['--list', 'death-registered', '--state', 'sent'], '--state'],
  ])('%j is refused rather than passed over', async (args, option) => {
    const { code, err } = await run('list', ...args);
    expect({ code, err }).toEqual({ code: 2, err: expect.stringContaining(option) });
  });
});

describe('signals why', () => {
  it('tells every condition of both types with pass or fail', async () => {
    const { code, out } = await run('why', 'R-3');
    expect(code).toBe(0);
    expect(out).toMatch(/^Customer R-3 of acme: 300\.00 EUR overdue\.\nReady for no signal\.\n/);
    expect(out).toMatch(/FAIL\tDATA_INCOMPLETE\tUnknown: birth date\./);
    expect(out).toMatch(/pass\tCONTACT_ATTEMPTED\t/);
    expect((await run('why', 'R-1')).out).toMatch(
      /pass\tDATA_COMPLETE\tName, birth date and address are known/,
    );
    expect(out).toMatch(/FAIL\tNO_BLACKOUT\t2026-03-03 lies in the blackout/);
  });

  it('in JSON has checks, verdict and what was said', async () => {
    const { out } = await run('why', 'P-1', '--json');
    expect(JSON.parse(out)).toMatchObject({
      customer: 'P-1',
      verdict: null,
      signals: [{ type: 'early', feedback: [{ code: 'HELP_ACCEPTED' }] }],
    });
    const ready = JSON.parse((await run('why', 'R-1', '--json')).out);
    expect(ready).toMatchObject({
      verdict: { type: 'early', action: 'create', gateway: 'ris' },
      onTheList: [{ type: 'early' }],
    });
  });

  it('of nobody fails', async () => {
    expect(await run('why', 'R-9')).toMatchObject({ code: 1, err: 'Creditor acme has no customer R-9.\n' });
  });
});

describe('signals send without --commit', () => {
  it('shows per customer what would go, and what has changed since', async () => {
    await desk.takeIn({ customers: 'customer,name,signalConsent,signalConsentOn\nR-2,B. Ready,,\n' });
    await desk.takeIn({
      payments: 'invoice,bookedOn,amount,currency,externalId\nS-2,2026-03-02,300.00,EUR,pay-1\n',
    });
    const { code, out, err } = await run('send', '--type', 'early');
    expect(code).toBe(0);
    expect(rows(out).map(({ customer, action, now }) => [customer, action, now])).toEqual([
      ['R-1', 'create', 'goes'],
      ['R-2', 'create', expect.stringMatching(/^would not go: SOMETHING_OVERDUE/)],
    ]);
    expect(err).toBe(
      '1 create, 0 update, 0 remove; 1 customer changed since. Nothing was sent: add --commit to send.\n',
    );
    const json = JSON.parse((await run('send', '--all', '--json')).out);
    expect(json).toMatchObject({ committed: false, counts: { create: 1, changed: 1 } });
  });

  it('names a Remove of someone who opted out after a signal', async () => {
    await desk.takeIn({ customers: 'customer,name\nO-1,O\n' });
    await desk.signal('O-1', '2026-02-01');
    await desk.takeIn({ customers: 'customer,name,signalOptOut\nO-1,O,HEALTH\n' });
    const { out } = await run('send', '--action', 'remove');
    expect(rows(out)).toMatchObject([{ customer: 'O-1', action: 'remove', now: 'goes' }]);
  });

  it('needs a choice, and one only', async () => {
    for (const args of [[], ['--all', '--type', 'early']]) {
      expect(await run('send', ...args)).toMatchObject({
        code: 2,
        err: expect.stringMatching(/or give --all/),
      });
    }
  });

  it('with --commit needs a server, and says so', async () => {
    expect(await run('send', '--all', '--commit')).toMatchObject({
      code: 1,
      err: expect.stringMatching(/^No server is running on /),
    });
  });
});

describe('an option that says nothing here', () => {
  it.each([
    [['disconnections', 'R-1', '--until', '2026-09-01'], '--until'],
    [['disconnections', 'R-1', '--plan', '2026-05-01', '--from', '2026-04-01'], '--from'],
    [['disconnections', 'R-1', '--stop', 'MEDICAL', '--kind', 'eviction'], '--kind'],
    [['disconnections', 'R-1', '--end', 'paid', '--note', 'x'], '--note'],
    [['disconnections', 'R-1', '--plan', '2026-05-01', '--stopped'], '--stopped'],
    [['disconnections', '--stopped', '--going-on'], '--going-on'],
    [['contact', 'R-1', '--on', '2026-03-01'], '--on'],
    [['contact', 'R-1', '--note', 'x'], '--note'],
    [['opt-out', 'R-1', '--withdraw', '--note', 'x'], '--note'],
  ])('%j is refused rather than passed over', async (args, option) => {
    const { code, err } = await run(...args);
    expect({ code, err }).toEqual({ code: 2, err: expect.stringContaining(option) });
  });
});

describe('facts told on the command line', () => {
  it('wait in the database when no worker runs, and are taken once', async () => {
    const args = ['contact', 'R-3', '--channel', 'visit', '--outcome', 'left-word', '--on', '2026-03-01'];
    const told = await run(...args, '--command-id', 'visit-1', '--by', 'anna');
    expect(told).toEqual({
      code: 0,
      out: '',
      err: 'No worker is running: staged, to be taken when one runs (npm start).\n',
    });
    expect(await desk.takeStaged()).toEqual([]);
    const again = await run(...args, '--command-id', 'visit-1', '--by', 'anna');
    expect(again.out).toBe('Contact with R-3 on 2026-03-01 by visit is on record: left word.\n');
    const shown = JSON.parse((await run('contact', 'R-3', '--json')).out) as { channel: string }[];
    expect(shown.map(({ channel }) => channel)).toEqual(['phone', 'visit']);
  });

  it('opt out, and back in', async () => {
    await run('opt-out', 'R-3', '--reason', 'health', '--command-id', 'o-1');
    await desk.takeStaged();
    expect((await run('why', 'R-3')).out).toMatch(
      /FAIL\tNOT_OPTED_OUT\tOpted out of signals on 2026-03-03 \(HEALTH\)/,
    );
    await run('opt-out', 'R-3', '--withdraw', '--command-id', 'o-2');
    await desk.takeStaged();
    expect((await run('why', 'R-3')).out).toMatch(/pass\tNOT_OPTED_OUT\t/);
    expect(await run('opt-out', 'R-3')).toMatchObject({
      code: 2,
      err: expect.stringMatching(/Give --reason/),
    });
  });

  it('consent, with the words used', async () => {
    await run(
      'consent',
      'R-3',
      '--status',
      'refused',
      '--on',
      '2026-02-28',
      '--text',
      'by phone',
      '--command-id',
      'c-1',
    );
    await desk.takeStaged();
    expect(JSON.parse((await run('consent', 'R-3', '--json')).out)).toMatchObject([
      { on: '2026-02-28', status: 'refused', text: 'by phone' },
    ]);
  });

  it('that lie ahead are refused', async () => {
    const ahead = await run(
      'contact',
      'R-3',
      '--channel',
      'phone',
      '--outcome',
      'reached',
      '--on',
      '2026-03-04',
    );
    expect(ahead).toMatchObject({ code: 1, err: expect.stringMatching(/lies ahead/) });
  });

  it('disconnections: planned, stopped for medical reasons, released and ended', async () => {
    const tell = async (...args: string[]) => {
      const ran = await run('disconnections', 'R-3', ...args);
      expect(ran.code).toBe(0);
      expect(await desk.takeStaged()).toEqual([]);
    };
    const shown = async (...args: string[]) =>
      rows((await run('disconnections', ...args)).out).map((row) => [
        row.customer,
        row.contract,
        row.today,
        row.stops,
      ]);
    await tell('--plan', '2026-05-01', '--contract', 'E-3');
    expect(await shown()).toEqual([['R-3', 'E-3', 'goes on', '']]);
    await tell('--stop', 'MEDICAL', '--until', '2026-04-01', '--contract', 'E-3');
    expect(await shown('--stopped')).toEqual([['R-3', 'E-3', 'stopped', 'MEDICAL until 2026-04-01']]);
    expect(await shown('--going-on')).toEqual([]);
    await tell('--release', 'MEDICAL', '--contract', 'E-3');
    expect(await shown('--planned-until', '2026-05-01')).toEqual([['R-3', 'E-3', 'goes on', '']]);
    expect(await shown('--planned-until', '2026-04-30')).toEqual([]);
    await tell('--end', 'paid', '--contract', 'E-3');
    expect(await shown()).toEqual([]);
    expect(await shown('R-3')).toEqual([['R-3', 'E-3', 'ended: paid', '']]);
    expect(await run('disconnections', 'R-3', '--end', 'x', '--plan', '2026-05-01')).toMatchObject({
      code: 2,
    });
    expect(await run('disconnections', '--plan', '2026-05-01')).toMatchObject({ code: 2 });
  });
});

describe('signals feedback', () => {
  it('stages a file, reports bad rows by line, and is taken by the worker', async () => {
    const key = await desk.signal('P-1', '2026-02-20');
    const file = desk.file(
      'word.csv',
      `reference,result,on\n${key},TAKEN_UP,2026-03-01\n${key},Opgepak,2026-03-01\n`,
    );
    const { code, err } = await run('feedback', file);
    expect(code).toBe(0);
    expect(err).toMatch(/word\.csv:3: result: "Opgepak" is no result known here; .*did you mean Opgepakt\?/);
    expect(await desk.takeStaged()).toEqual([]);
    expect(await desk.db.read((tx) => feedbackOf(tx, key))).toMatchObject([{ code: 'TAKEN_UP' }]);
    expect(await run('feedback', 'nowhere.csv')).toMatchObject({
      code: 1,
      err: 'There is no file nowhere.csv.\n',
    });
  });
});

describe('signals export', () => {
  it('writes a list as CSV, to a file or to standard output', async () => {
    const { out } = await run('export', '--list', 'scheduled-early');
    const read = (text: string) => parse(text, { columns: true }) as Record<string, string>[];
    expect(read(out).map(({ customer, amount, gateway }) => [customer, amount, gateway])).toEqual(
      [
        ['R-1', '125.00', 'ris'],
        ['R-2', '300.00', 'ris'],
      ].concat([['O-1', '0.00', 'ris']]),
    );
    const file = join(desk.folder, 'early.csv');
    const ran = await run('export', '--list', 'scheduled-early', '--out', file);
    expect(ran).toMatchObject({ code: 0, out: '', err: '3 lines written.\n' });
    expect(readFileSync(file, 'utf8')).toBe(out);
  });

  it('writes JSON lines', async () => {
    const { out } = await run('export', '--list', 'crisis-performed', '--format', 'json');
    expect(
      out
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line)),
    ).toMatchObject([{ customer: 'P-2' }]);
  });

  it('to a place that cannot be written fails in words', async () => {
    const ran = await run('export', '--list', 'scheduled-early', '--out', join(desk.folder, 'no', 'x.csv'));
    expect(ran).toMatchObject({ code: 1, err: expect.stringMatching(/Cannot write .*x\.csv: ENOENT/) });
  });
});

describe('signals retention', () => {
  it('says for how long, and how much is older', async () => {
    await desk.takeIn({ customers: 'customer,name\nX-1,X\n' });
    await desk.signal('X-1', '2024-03-02');
    await desk.signal('X-1', '2024-03-03');
    const { out } = await run('retention');
    expect(out).toBe('acme: kept for 24 months; 1 row from before 2024-03-03 to go with the next run.\n');
    expect(JSON.parse((await run('retention', '--json')).out)).toMatchObject([
      { creditor: 'acme', months: 24, before: '2024-03-03', due: 1, proofs: [] },
    ]);
  });
});

describe('signals opt-out-link', () => {
  it('without a page in the creditor file fails in words', async () => {
    expect(await run('opt-out-link', 'R-1')).toMatchObject({
      code: 1,
      err: expect.stringMatching(/has no signals\.letter\.optOutLink/),
    });
    expect(await run('opt-out-link')).toMatchObject({ code: 2 });
  });
});
