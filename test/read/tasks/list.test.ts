import { beforeAll, describe, expect, it } from 'vitest';
import { taskColumnsFor, taskPage } from '../../../read/tasks/list.ts';
import { allWaiting, waitingElsewhere } from '../../../read/tasks/waiting.ts';
import { openCase, putCase } from '../../cli/case/a-case.ts';
import { preparedFolder } from '../../cli/prepared-folder.ts';
import { acmeOf, readerOf } from '../reader.ts';

const prepared = preparedFolder();

beforeAll(async () => {
  for (const number of ['1005', '1006']) {
    const { id } = await openCase(prepared, number);
    await putCase(prepared, id, { state: 'REVIEWING', task: 'SURPLUS' });
  }
});

describe('tasks', () => {
  it('come page by page, the next behind the last of the one before', async () => {
    const page = async (afterId: number) =>
      taskPage(readerOf(prepared), await acmeOf(prepared), {}, { afterId, limit: 1 });
    const [first] = await page(0);
    const [second] = await page(first?.row.id ?? 0);
    expect([first?.row.about, second?.row.about]).toEqual(['1005-1', '1006-1']);
    expect(await page(second?.row.id ?? 0)).toEqual([]);
  });

  it('are told beside what waits on other lists', async () => {
    const [reader, creditors] = [readerOf(prepared), [await acmeOf(prepared)]];
    const waiting = await allWaiting(reader, creditors);
    expect(waiting.map(({ what, case: reference }) => [what, reference])).toEqual([
      ['SURPLUS', '1005-1'],
      ['SURPLUS', '1006-1'],
      ['REVIEW', null],
    ]);
    expect(await waitingElsewhere(reader, creditors)).toEqual([waiting[2]?.says]);
  });

  it('name their creditor where a list is of several', () => {
    expect(taskColumnsFor({}, true).slice(0, 2)).toEqual(['id', 'subject']);
    expect(taskColumnsFor({ ended: true }, false).slice(0, 2)).toEqual(['id', 'creditor']);
  });
});
