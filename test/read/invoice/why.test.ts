import { describe, expect, it } from 'vitest';
import { nextStep } from '../../../domain/invoice/next-step.ts';
import { settleInvoice } from '../../../domain/invoice/settle.ts';
import { situation } from '../../../domain/kernel/situation.ts';
import { gatherInvoice } from '../../../gather/invoice/gather-invoice.ts';
import { invoiceWhy, invoiceWhyInWords } from '../../../read/invoice/why.ts';
import { preparedFolder } from '../../cli/prepared-folder.ts';
import { acmeOf, readerOf } from '../reader.ts';

const prepared = preparedFolder();
const why = async (number: string) => invoiceWhy(readerOf(prepared), await acmeOf(prepared), number);

describe('why', () => {
  it.each(['1001', '1002', '1003', '1004', '1005', '1006', '1007', '1008'])(
    'names the step that the decision takes: %s',
    async (number) => {
      const { asOf, sources } = readerOf(prepared);
      const gathered = await prepared.db.read((tx) => gatherInvoice(tx, sources, 'acme', number));
      const now = situation(gathered, asOf);
      const told = await why(number);
      expect(told.next).toEqual(nextStep({ ...now, facts: settleInvoice(now).facts }));
      const goesOutNow = told.next.at !== null && told.next.at <= asOf && told.next.step !== 'wait';
      expect(told.checks.every(({ passes }) => passes)).toBe(goesOutNow);
    },
  );

  it('is one sentence for each thing before the rules', async () => {
    const sentences = invoiceWhyInWords(await why('1005'));
    expect(sentences[0]).toMatch(/^Invoice 1005 of acme: .*, mode 20, 70\.00 EUR open\.$/);
    expect(sentences[1]).toBe('Days overdue: 31. Days that count for dunning: 31.');
    expect(sentences[2]).toMatch(/^Next: /);
  });

  it('of an invoice that is not there is refused by its number', async () => {
    await expect(why('9999')).rejects.toThrow('Creditor acme has no invoice 9999.');
  });
});
