import { expect, it } from 'vitest';
import { setCaseHasWorkflow } from '../../../db/case/cases.ts';
import { setHasWorkflow } from '../../../db/invoice/invoices.ts';
import { countCarried } from '../../../db/sweep/carried.ts';
import { forgetWorkflows } from '../../../db/sweep/lost-server.ts';
import { addCase, addInvoice } from '../samples.ts';
import { freshDatabase } from '../test-database.ts';

it.each([1, 2, 3, 4, 100])(
  'What a lost server carried is forgotten to the last row, %s at once',
  async (atOnce) => {
    const db = await freshDatabase();
    const forgotten = await db.transaction(async (tx) => {
      for (const number of ['1001', '1002', '1003']) {
        const { id } = await addInvoice(tx, number);
        await setHasWorkflow(tx, id, true);
      }
      await addInvoice(tx, '1004');
      await setCaseHasWorkflow(tx, (await addCase(tx, 'C1')).id, true);
      return forgetWorkflows(tx, atOnce);
    });
    expect(forgotten).toBe(4);
    expect(await db.read((tx) => countCarried(tx, 'invoices'))).toBe(0);
    expect(await db.read((tx) => countCarried(tx, 'cases'))).toBe(0);
  },
);
