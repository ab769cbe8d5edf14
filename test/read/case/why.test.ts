import { beforeAll, describe, expect, it } from 'vitest';
import { nextCaseStep } from '../../../domain/case/next-step.ts';
import { settleCase } from '../../../domain/case/settle.ts';
import { situation } from '../../../domain/kernel/situation.ts';
import { gatherCase } from '../../../gather/case/gather-case.ts';
import { casePage } from '../../../read/case/list.ts';
import { caseWhy, caseWhyInWords } from '../../../read/case/why.ts';
import { openCase, putCase } from '../../cli/case/a-case.ts';
import { preparedFolder } from '../../cli/prepared-folder.ts';
import { acmeOf, readerOf } from '../reader.ts';

const prepared = preparedFolder();
const why = async (reference: string) => caseWhy(readerOf(prepared), await acmeOf(prepared), reference);

beforeAll(async () => {
  const { id } = await openCase(prepared, '1005');
  await putCase(prepared, id, { state: 'REVIEWING' });
  const failed = await openCase(prepared, '1006');
  await putCase(prepared, failed.id, { state: 'FAILED', task: 'SURPLUS' });
});

describe('why of a case', () => {
  it.each(['1005-1', '1006-1'])('names the step that the decision takes: %s', async (reference) => {
    const { asOf, sources } = readerOf(prepared);
    const { calendar } = await acmeOf(prepared);
    const gathered = await prepared.db.read((tx) =>
      gatherCase(tx, sources, { creditor: 'acme', reference }, asOf),
    );
    const now = situation({ facts: gathered.facts, calendar }, asOf);
    const told = await why(reference);
    expect(told.next).toEqual(nextCaseStep({ ...now, facts: settleCase(now).facts }));
  });

  it('is one sentence for where it stands, what comes next and each thing for a person', async () => {
    const [stands, next, needs, ...more] = caseWhyInWords(await why('1006-1'));
    expect(stands).toMatch(/^Case 1006-1 of acme: /);
    expect(next).toMatch(/^Next: nothing by itself\. /);
    expect(needs).toMatch(/^Needs a person: /);
    expect(more).toEqual([]);
  });

  it('of a case that is not there is refused by its reference', async () => {
    await expect(why('nope')).rejects.toThrow('Creditor acme has no case nope.');
  });
});

describe('a page of cases', () => {
  it('hides completed ones unless they are asked for, or need a person', async () => {
    const page = async (query: Parameters<typeof casePage>[2]) =>
      (await casePage(readerOf(prepared), await acmeOf(prepared), query, { afterId: 0, limit: 9 })).map(
        ({ row, invoices }) => [row.reference, ...invoices],
      );
    expect(await page({})).toEqual([['1005-1', '1005']]);
    expect(await page({ needs: true })).toEqual([['1006-1', '1006']]);
    expect(await page({ showCompleted: true })).toHaveLength(2);
  });
});
