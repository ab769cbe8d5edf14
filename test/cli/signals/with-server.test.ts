import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, inject, onTestFinished, test } from 'vitest';
import { signalEvaluationScheduleId } from '../../../contracts/ids.ts';
import { SIGNAL_RETENTION_SCHEDULE } from '../../../contracts/task-queues.ts';
import { formatDay } from '../../../domain/kernel/day.ts';
import { createMunicipalityGateways } from '../../../gateways/municipalities/gateways.ts';
import { signalMessageSchema } from '../../../gateways/municipalities/message.ts';
import { openOffice } from '../../workflows/office.ts';
import { temporaryFolder } from '../../workflows/temporary-folder.ts';
import { rows } from '../dunwell.ts';
import { inProcess } from '../in-process.ts';
import { ACME } from '../prepared-folder.ts';

const outbox = temporaryFolder('dunwell-signals-outbox-');
const municipalities = createMunicipalityGateways({ folder: outbox, secrets: {} });
const office = openOffice({ municipalities: municipalities.of });

const today = Math.floor(Date.now() / 86_400_000);
const ago = (days: number) => formatDay(today - days);
const SIGNALS = `signals:
  sector: energy
  gateways: [{ name: ris, format: inforing-ris, participant: "77" }]
  routes: [{ postcodes: all, gateway: ris }]
  early: { finalReminders: 1 }
`;

test('from a published file to the municipality and back, by commands alone', async () => {
  const creditor = `s-${randomUUID().slice(0, 8)}`;
  const server = inject('server');
  if ('problem' in server) throw new Error(server.problem);
  const data = office.folder;
  const env = { TEMPORAL_ADDRESS: server.address, TEMPORAL_NAMESPACE: office.namespace, DUNWELL_DATA: data };
  onTestFinished(async () => {
    for (const id of [signalEvaluationScheduleId(creditor), SIGNAL_RETENTION_SCHEDULE]) {
      await office.temporal.schedule
        .getHandle(id)
        .delete()
        .catch(() => undefined);
    }
  });
  const run = async (...args: string[]) => {
    const ran = await inProcess([...args, '--creditor', creditor], env);
    return { ...ran, all: `${args.join(' ')}\n${ran.out}${ran.err}` };
  };
  const done = async (...args: string[]) => {
    const ran = await run(...args);
    expect(ran.code, ran.all).toBe(0);
    return ran;
  };
  const file = (name: string, text: string) => {
    const path = join(data, `${creditor}-${name}`);
    writeFileSync(path, text);
    return path;
  };

  const published = await done('policy', 'publish', file('c.yaml', ACME.replace('acme', creditor) + SIGNALS));
  expect(published.out).toMatch(/settings for signals changed/);
  const people = 'customer,name,street,postcode,city,birthDate\n';
  const invoices = 'number,customer,issuedOn,dueOn,amount,currency,lastLevel,lastLevelOn\n';
  const owed = (number: string, customer: string) =>
    `${number},${customer},${ago(90)},${ago(60)},80.00,EUR,notice,${ago(1)}\n`;
  await done(
    'import',
    file('i.csv', invoices + owed('1', 'C-1') + owed('2', 'C-2')),
    '--customers',
    file(
      'p.csv',
      `${people}C-1,A. One,Kade 1,1011 AB,Amsterdam,1980-02-29\nC-2,B. Two,Kade 2,3511 AB,Utrecht,1970-01-01\n`,
    ),
  );
  const contact = ['--channel', 'phone', '--outcome', 'reached', '--on', ago(2)];
  expect((await done('signals', 'contact', 'C-1', ...contact)).out).toMatch(/is on record: reached/);
  await done('signals', 'contact', 'C-2', ...contact);

  for (let time = 0; time < 2; time++) await done('signals', 'evaluate');
  expect((await done('signals', 'list')).out).toMatch(/Scheduled for early signalling\t2\n/);
  expect(readdirSync(outbox)).toEqual([]);

  // Between the evaluation and the sending one opts out.
  await done('signals', 'opt-out', 'C-2', '--reason', 'PRIVACY');
  const sent = await done('signals', 'send', '--type', 'early', '--commit');
  expect(rows(sent.out).map(({ customer, action, outcome }) => [customer, action, outcome])).toEqual([
    ['C-1', 'create', 'sent'],
  ]);
  const signals = join(outbox, 'ris', 'signals');
  const dropped = () =>
    readdirSync(signals).map((name) =>
      signalMessageSchema.parse(JSON.parse(readFileSync(join(signals, name), 'utf8'))),
    );
  expect(dropped()).toMatchObject([
    {
      action: 'create',
      type: 'early',
      service: 'inforing-ris',
      creditor: { id: creditor, participant: '77', sector: 'energy' },
      customer: { reference: 'C-1', birthDate: '1980-02-29' },
      arrears: { amount: '80.00' },
    },
  ]);
  const [reference = ''] = dropped().map((message) => message.reference);

  // The same again sends nothing: reported in the past six months.
  await done('signals', 'evaluate');
  expect((await done('signals', 'send', '--all', '--commit')).err).toMatch(/Nothing prepared matched/);
  expect((await done('signals', 'why', 'C-1')).out).toMatch(/FAIL\tNOT_REPORTED\tReported \(early\) on/);

  await done(
    'signals',
    'feedback',
    file(
      'f.csv',
      `reference,result,on\n${reference},ACKNOWLEDGED,${ago(0)}\n${reference},HELP_ACCEPTED,${ago(0)}\n`,
    ),
  );
  expect(rows((await done('signals', 'list', '--list', 'debt-assistance')).out)).toMatchObject([
    { customer: 'C-1' },
  ]);
  expect(rows((await done('signals', 'list', '--list', 'early-performed')).out)).toMatchObject([
    { customer: 'C-1', state: 'acknowledged' },
  ]);

  await done('signals', 'opt-out', 'C-1', '--reason', 'CUSTOMER_REFUSES');
  const removed = await done('signals', 'send', '--action', 'remove', '--commit', '--json');
  expect(JSON.parse(removed.out)).toMatchObject({
    results: [{ customer: 'C-1', action: 'remove', outcome: 'sent' }],
  });
  expect(dropped().find(({ action }) => action === 'remove')).toMatchObject({
    replaces: reference,
    arrears: null,
  });

  expect((await done('signals', 'retention', '--commit')).out).toContain(`${creditor}: 0 rows from before`);
  const stillDue = JSON.parse((await done('signals', 'retention', '--json')).out);
  expect(stillDue).toMatchObject([{ creditor, months: 24, due: 0 }]);
}, 120_000);
