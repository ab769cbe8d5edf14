import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, inject, test } from 'vitest';
import { formatDay } from '../../../domain/kernel/day.ts';
import { ACCOUNT, balance, entryXml, statementXml } from '../../files/bank/read-statement.ts';
import { openDesk } from '../../workflows/desk.ts';
import { openOffice, until } from '../../workflows/office.ts';
import { dunwell } from '../dunwell.ts';

const office = openOffice();

test('a statement is taken by the worker of a real server: the payment ends the invoice, a second reading does nothing', async (context) => {
  const desk = await openDesk(office, context, { creditor: { bankAccounts: [ACCOUNT] } });
  const server = inject('server');
  if ('problem' in server) throw new Error(server.problem);
  const folder = office.folder;
  const environment = {
    TEMPORAL_ADDRESS: server.address,
    TEMPORAL_NAMESPACE: office.namespace,
    DUNWELL_DATA: folder,
  };
  const run = (...args: string[]) => dunwell([...args, '--creditor', desk.id], environment);
  await desk.invoice('20260451', { reference: 'RF18539007547034' });
  const day = formatDay(desk.today);
  const reference =
    '<TxDtls><RmtInf><Strd><CdtrRefInf><Ref>RF18 5390 0754 7034</Ref></CdtrRefInf></Strd></RmtInf></TxDtls>';
  const paid = entryXml('<AcctSvcrRef>B-1</AcctSvcrRef>', { amount: '100.00', details: reference });
  const statement = statementXml({
    opening: balance('OPBD', '0'),
    closing: balance('CLBD', '100.00'),
    entries: paid,
  }).replaceAll('2026-11-26', day);
  const file = join(folder, 'statement.xml');
  writeFileSync(file, statement);
  const taken = await run('bank', file);
  expect(taken).toMatchObject({ code: 0 });
  expect(taken.out).toContain(`${file}: 2 rows taken, 0 unchanged, 0 refused, 0 not readable.`);
  expect(taken.out).toContain(`Statements are complete through ${day}.`);
  await until('the invoice is paid', async () => (await desk.row('20260451')).stage === 'PAID');
  const again = await run('bank', file);
  expect(again).toMatchObject({ code: 0 });
  expect(again.out).toContain('0 rows taken, 2 unchanged');
});
