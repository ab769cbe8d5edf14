import Sqlite from 'better-sqlite3';
import { expect, it, vi } from 'vitest';
import { aDesk } from '../../activities/signals/a-desk.ts';

/** Read from parameters or made within the statement: as long as a page at most. */
const WITHIN_THE_PAGE =
  /VIRTUAL TABLE|^SCAN (CONSTANT ROW|d|r|f|a|g|c|gone|judged|arrears|finals|routes|owed|later|stretch|page|taken_back|overdue|(early|crisis)_refused|\(subquery-\d+\))( |$)/;
/** Indexes by which every page would read all of a creditor: a run would take the square of its customers. */
const WHOLE_CREDITOR =
  /INDEX (invoices_by_(?!customer)|invoices_(?!by_)|ledger_entries_by_external|signal_candidates_by_state|signals_by_state)/;

it('A page of the evaluation reads no more than its own customers', async () => {
  const prepare = vi.spyOn(Sqlite.prototype, 'prepare');
  const desk = await aDesk({ customers: 2 });
  await desk.evaluate();
  const pages = [...new Set(prepare.mock.calls.map(([text]) => text))].filter((text) =>
    text.includes(':after'),
  );
  prepare.mockRestore();
  expect(pages).toHaveLength(7);
  const client = new Sqlite(desk.address, { readonly: true });
  const wrong = pages.flatMap((text) => {
    const names = Array.from(text.matchAll(/:(\w+)/g), ([, name]) => name as string);
    const nothing = Object.fromEntries(names.map((name) => [name, null]));
    const plan = client.prepare(`explain query plan ${text}`).all(nothing) as { detail: string }[];
    expect(plan.length).toBeGreaterThan(0);
    return plan
      .map(({ detail }) => detail)
      .filter((detail) => detail.startsWith('SCAN') || WHOLE_CREDITOR.test(detail))
      .filter((detail) => !WITHIN_THE_PAGE.test(detail));
  });
  client.close();
  expect(wrong).toEqual([]);
});
