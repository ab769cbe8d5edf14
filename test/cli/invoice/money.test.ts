import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { takeStep } from '../../../activities/actor/take-step.ts';
import { takeIn } from '../../../activities/intake/take-in.ts';
import { INVOICES } from '../../../activities/invoice/subject.ts';
import { findInvoiceByNumber } from '../../../db/invoice/invoices.ts';
import type { Step } from '../../../domain/invoice/plan.ts';
import { stageFiles } from '../../../intake/stage-files.ts';
import { ACME, NOW, preparedFolder } from '../prepared-folder.ts';

const prepared = preparedFolder();
const CREDITOR = 'waterline';
const example = fileURLToPath(new URL('../../../examples/charges.creditor.yaml', import.meta.url));

beforeAll(async () => {
  const { code } = await prepared.run('policy', 'publish', example);
  expect(code).toBe(0);
  const { db, deps } = prepared;
  const asOf = Date.parse(NOW);
  const invoices = prepared.file(
    'water.csv',
    'number,customer,issuedOn,dueOn,amount,currency\nW-1,C-9,2026-01-01,2026-01-31,1000.00,EUR\n',
  );
  const payments = prepared.file(
    'paid.csv',
    'invoice,bookedOn,amount,currency,externalId\nW-1,2026-02-20,400.00,EUR,bank-1\n',
  );
  const files = { db, creditor: CREDITOR, by: 'test', asOf, invoices, payments };
  const { batchId } = await stageFiles(files, () => undefined);
  await takeIn(deps, { creditor: CREDITOR, batchId }, asOf, () => undefined);
  const row = await db.read((tx) => findInvoiceByNumber(tx, CREDITOR, 'W-1'));
  const input = { creditor: CREDITOR, number: 'W-1', asOf: row?.nextAt ?? 0 };
  await takeStep(INVOICES, deps, row?.nextStep as Step, input);
});

describe('money', () => {
  it('says of interest its days, rate and principal, and where each payment went; all of it sums up', async () => {
    const { code, out } = await prepared.run('money', 'W-1', '--creditor', CREDITOR);
    expect(code).toBe(0);
    expect(out).toContain('2026-02-01 to 2026-02-19: 19 days at 4.00 % on 1000.00 EUR: 2.08 EUR');
    expect(out).toContain('2026-02-20 to 2026-03-03: 12 days at 4.00 % on 600.00 EUR: 0.79 EUR');
    expect(out).toMatch(/602\.87 altogether/);
  });

  it('says the same as JSON, each amount a decimal', async () => {
    const { out } = await prepared.run('money', 'W-1', '--creditor', CREDITOR, '--json');
    const money = JSON.parse(out) as {
      principal: string;
      open: Record<string, string>;
      lines: { what: string; change: Record<string, string>; reckoning?: object }[];
    };
    expect(money.open).toMatchObject({ principal: '600.00', interest: '2.87', total: '602.87' });
    expect(money.lines.map(({ what }) => what)).toEqual(['payment', 'interest']);
    const parts = ['principal', 'fees', 'interest', 'costs'];
    const sum = money.lines.reduce(
      (all, { change }) => parts.reduce((one, part) => one + Number(change[part]), all),
      Number(money.principal),
    );
    expect(sum.toFixed(2)).toBe(money.open.total);
  });

  it('shows an invoice to which nothing was added', async () => {
    const { out } = await prepared.run('money', '1001', '--creditor', 'acme', '--json');
    expect(JSON.parse(out)).toMatchObject({
      principal: '125.00',
      open: { principal: '100.00', total: '100.00' },
    });
  });
});

describe('a policy that adds more than the law permits', () => {
  const publish = async (from: string, to: string) => {
    const file = prepared.file(
      'above.yaml',
      ACME.replace(from, () => to),
    );
    return prepared.run('policy', 'publish', file);
  };

  it('is refused with the article and the field, and what was published stands', async () => {
    const fee = 'daysAfterDue: 7, fee: "5.00" }';
    const { code, err } = await publish('daysAfterDue: 7 }', fee);
    expect(code).toBe(1);
    expect(err).toContain('policy.levels[0].fee: asks 5.00 EUR');
    expect(err).toContain('art. 6:96');
    const { out } = await prepared.run('policy', 'show', '--creditor', 'acme');
    expect(out).not.toContain('fee');
  });

  it('is published where it asks no more, and says what nobody held against the law', async () => {
    const fee = 'daysAfterDue: 7, fee: { consumer: none, business: "5.00" } }';
    const { code, out, err } = await publish('daysAfterDue: 7 }', fee);
    expect(code).toBe(0);
    expect(out + err).toContain('not held against the law');
  });
});
