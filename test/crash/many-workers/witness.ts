import type { RawBooks } from './raw-books.ts';

/*
 * A witness in the database itself. Triggers see every claim of a letter or an order and every transfer in the transaction that
 * makes it, after its last look, and ask at that moment whether a payment of the invoice lies there already: staged
 * and committed, whether or not it was taken in. No clock and no process is asked, so none can be wrong.
 */

const TOLD = `
create table witness_told (number text not null, batch text not null);
create index witness_told_by_number on witness_told (number);
create table witness_acts (what text not null, number text not null, told integer not null);
`;

/** How many payments of the invoice were told to the end, as this statement sees it. */
const toldOf = (number: string) =>
  `(select count(*) from witness_told as told join intake_batches as batch on batch.id = told.batch
    where told.number = ${number} and batch.staged_at is not null)`;

const numberOf = `select number from invoices where id = coalesce(new.invoice_id,
  (select invoice_id from case_invoices where case_id = new.case_id))`;

/** Letters, and orders to collectors: what nobody gets who has paid, at the first attempt or at another. */
const IS_CLAIM = `new.kind in ('level', 'order') and new.state = 'handing over'`;
const claim = `insert into witness_acts
  select new.kind, claimed.number, ${toldOf('claimed.number')} from (${numberOf}) as claimed;`;
const transfer = `insert into witness_acts values ('transfer', new.number, ${toldOf('new.number')});`;

const SQLITE = `${TOLD}
create trigger witness_payment after insert on intake_rows when new.kind = 'payment'
  begin insert into witness_told values (json_extract(new.body, '$.invoice'), new.batch_id); end;
create trigger witness_claim after insert on effects when ${IS_CLAIM} begin ${claim} end;
create trigger witness_claim_again after update of attempt_token on effects
  when ${IS_CLAIM} and new.attempt_token is not old.attempt_token begin ${claim} end;
create trigger witness_transfer after update of stage on invoices
  when new.stage = 'TRANSFERRED' and old.stage <> 'TRANSFERRED' begin ${transfer} end;
`;

const triggerOf = (name: string, on: string, when: string, body: string) => `
create function ${name}() returns trigger language plpgsql as $$ begin ${body} return new; end $$;
create trigger ${name} after ${on} for each row when (${when}) execute function ${name}();`;

const POSTGRES = [
  TOLD,
  triggerOf(
    'witness_payment',
    'insert on intake_rows',
    `new.kind = 'payment'`,
    `insert into witness_told values (new.body::json ->> 'invoice', new.batch_id);`,
  ),
  triggerOf('witness_claim', 'insert on effects', IS_CLAIM, claim),
  triggerOf(
    'witness_claim_again',
    'update of attempt_token on effects',
    `${IS_CLAIM} and new.attempt_token is distinct from old.attempt_token`,
    claim,
  ),
  triggerOf(
    'witness_transfer',
    'update of stage on invoices',
    `new.stage = 'TRANSFERRED' and old.stage <> 'TRANSFERRED'`,
    transfer,
  ),
].join('\n');

/** Has the database watch; before the first invoice is taken in. */
export async function installWitness(books: RawBooks): Promise<void> {
  await books.run(books.engine === 'sqlite' ? SQLITE : POSTGRES);
}

/** What the database has seen. */
export interface Seen {
  readonly letters: number;
  readonly transfers: number;
  readonly orders: number;
  /** Claims of letters that had been claimed before by an attempt that was cut off. */
  readonly claimedAgain: number;
  /** Whom something was sent to, or who was handed to a collector, after their payment was told. */
  readonly paidBefore: readonly { readonly what: string; readonly number: string }[];
}

export async function askWitness(books: RawBooks): Promise<Seen> {
  const acts = await books.all<{ what: string; number: string; told: number }>(
    'select what, number, told from witness_acts',
  );
  const counted = (kind: string) => acts.filter(({ what }) => what === kind).length;
  const letters = acts.filter(({ what }) => what === 'level');
  return {
    letters: letters.length,
    transfers: counted('transfer'),
    orders: counted('order'),
    claimedAgain: letters.length - new Set(letters.map(({ number }) => number)).size,
    paidBefore: acts.filter(({ told }) => told > 0).map(({ what, number }) => ({ what, number })),
  };
}
