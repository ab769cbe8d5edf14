import type { RawBooks } from './raw-books.ts';

/** What the books say of an invoice, but when, by which worker and at which attempt. */
export interface Book {
  readonly number: string;
  readonly stage: string;
  readonly levelsDone: number;
  readonly round: number;
  /** Principal, fees, interest, costs, surplus. */
  readonly open: readonly number[];
  readonly attention: string | null;
  readonly cases: readonly string[];
  /** Of the invoice and of its case. */
  readonly effects: readonly string[];
  readonly moves: readonly string[];
  readonly ledger: readonly string[];
}

interface InvoiceRow {
  readonly id: number;
  readonly number: string;
  readonly stage: string;
  readonly levels_done: number;
  readonly round: number;
  readonly open_principal: number;
  readonly open_fees: number;
  readonly open_interest: number;
  readonly open_costs: number;
  readonly surplus: number;
  readonly attention: string | null;
}

interface Line {
  readonly id: number;
  readonly says: string;
}

const INVOICES = `select id, number, stage, levels_done, round, open_principal, open_fees, open_interest, open_costs,
  surplus, attention from invoices`;
const EFFECTS = `select invoice_id as id, key || ' ' || kind || ' ' || channel || ' ' || state || ' ' || amount as says
  from effects where invoice_id is not null
  union all
  select of_case.invoice_id, key || ' ' || kind || ' ' || channel || ' ' || state || ' ' || amount
  from effects join case_invoices as of_case on of_case.case_id = effects.case_id`;
const CASES = `select of_case.invoice_id as id,
  reference || ' ' || state || ' ' || next_step || ' ' || because || ' ' || amount || ' ' || open_principal as says
  from cases join case_invoices as of_case on of_case.case_id = cases.id`;
const MOVES = `select invoice_id as id,
  event || ' ' || from_stage || '-' || to_stage || coalesce(' ' || level, '') as says from transitions order by transitions.id`;
const LEDGER = `select invoice_id as id, external_id || ' ' || kind || ' ' || amount || ' ' || booked_on as says
  from ledger_entries`;

/** The books of all invoices by their numbers; moves in their order. */
export async function readBooks(books: RawBooks): Promise<ReadonlyMap<string, Book>> {
  const effects = byId(await books.all<Line>(EFFECTS));
  const cases = byId(await books.all<Line>(CASES));
  const moves = byId(await books.all<Line>(MOVES));
  const ledger = byId(await books.all<Line>(LEDGER));
  const rows = await books.all<InvoiceRow>(INVOICES);
  return new Map(
    rows.map((row) => [
      row.number,
      {
        number: row.number,
        stage: row.stage,
        levelsDone: row.levels_done,
        round: row.round,
        open: [row.open_principal, row.open_fees, row.open_interest, row.open_costs, row.surplus],
        attention: row.attention,
        cases: (cases.get(row.id) ?? []).sort(),
        effects: (effects.get(row.id) ?? []).sort(),
        moves: moves.get(row.id) ?? [],
        ledger: (ledger.get(row.id) ?? []).sort(),
      },
    ]),
  );
}

function byId(lines: readonly Line[]): Map<number, string[]> {
  const found = new Map<number, string[]>();
  for (const { id, says } of lines) found.set(id, [...(found.get(id) ?? []), says]);
  return found;
}

/** The same book of another number. */
export function renamed(book: Book, from: string, to: string): Book {
  return JSON.parse(JSON.stringify(book).replaceAll(from, to)) as Book;
}
