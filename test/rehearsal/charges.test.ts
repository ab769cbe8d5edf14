import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { temporaryFolder } from '../workflows/temporary-folder.ts';
import { linesOf, rehearseFiles } from './rehearse-files.ts';
import { sharedBundle } from './shared-bundle.ts';

// Due on 4 February 2026; the notice of 11 March by post, listed on 2 April, transferred on 9 April: 64 days at 4 %.
test('a rehearsal books what live would, in its lines and in the sums of its table', async () => {
  const dataFolder = temporaryFolder('dunwell-charges-');
  onTestFinished(() => rmSync(dataFolder, { recursive: true, force: true }));
  mkdirSync(dataFolder, { recursive: true });
  const file = (name: string, lines: readonly string[]) => {
    const path = join(dataFolder, name);
    writeFileSync(path, `${lines.join('\n')}\n`);
    return path;
  };
  const out = join(dataFolder, 'lines.jsonl');
  const { summary } = await rehearseFiles({
    creditor: fileURLToPath(new URL('../../examples/charges.creditor.yaml', import.meta.url)),
    invoices: file('invoices.csv', [
      'number,customer,issuedOn,dueOn,amount,currency',
      'unpaid,c1,2026-01-05,2026-02-04,1000.00,EUR',
      'paid,c1,2026-01-05,2026-02-04,1000.00,EUR',
      'early,c2,2026-01-05,2026-02-04,1000.00,EUR',
    ]),
    payments: file('payments.csv', [
      'invoice,bookedOn,amount,currency,externalId',
      'paid,2026-02-20,1000.77,EUR,p1',
      'early,2026-02-10,1000.00,EUR,p2',
    ]),
    approve: 'none',
    dataFolder,
    out,
    ...sharedBundle(),
  });
  expect(linesOf(out)).toMatchObject([
    { number: 'unpaid', stage: 'TRANSFERRED', fees: '0.00', interest: '7.01', costs: '181.50' },
    { number: 'paid', stage: 'PAID', fees: '0.00', interest: '0.77', costs: '0.00' },
    { number: 'early', stage: 'PAID', fees: '0.00', interest: '0.00', costs: '0.00' },
  ]);
  expect(summary?.transferred).toEqual({ count: 1, amount: 118_851 });
  expect(summary?.charged).toEqual({
    fees: { count: 0, amount: 0 },
    interest: { count: 2, amount: 778 },
    costs: { count: 1, amount: 18_150 },
    all: { count: 2, amount: 18_928 },
  });
});
