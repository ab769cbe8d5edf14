import type { CreditorRow } from '../../db/creditor/creditors.ts';
import { customersAmong, findCustomer } from '../../db/customer/customers.ts';
import { payersOf } from '../../db/intake/matches.ts';
import type { UnmatchedRow } from '../../db/intake/unmatched.ts';
import { type InvoiceRow, invoicesNamed, listInvoices } from '../../db/invoice/invoices.ts';
import { ledgerOf } from '../../db/invoice/ledger.ts';
import type { Tx } from '../../db/tx.ts';
import { keyOf, mentionsIn } from '../../domain/intake/matching/key.ts';
import type { Candidate, Candidates, MoneyIn, Payer } from '../../domain/intake/matching/money.ts';
import { payloadOf } from '../../domain/intake/matching/rules.ts';
import { findReferences, readReference } from '../../domain/intake/references/references.ts';
import { Stage } from '../../domain/invoice/stage.ts';
import type { Day } from '../../domain/kernel/day.ts';
import { openAmount } from '../../domain/kernel/open-amount.ts';

/** Shorter words are in every text. */
const SHORTEST_KEY = 3;
const MOST_NAMED = 20;
const MOST_PAYERS = 3;
/** A customer with more open invoices pays by reference, or a person looks. */
const MOST_OPEN = 40;

const MAY_BE_OPEN = Object.values(Stage).filter((stage) => stage !== Stage.PAID);

/** What unmatched money says of itself, and what the database has that may fit. */
export async function gatherCandidates(
  tx: Tx,
  creditor: CreditorRow,
  row: UnmatchedRow,
  today: Day,
): Promise<{ readonly money: MoneyIn; readonly candidates: Candidates }> {
  const money = moneyOf(row, creditor.country);
  const mentions = mentionsIn(`${row.invoiceNumber} ; ${row.structuredReference ?? ''} ; ${money.text}`);
  const keys = new Set([...mentions.map(({ key }) => key), ...money.references]);
  for (const reference of money.references) keys.add(payloadOf(reference) ?? reference);
  const long = [...keys].filter((key) => key.length >= SHORTEST_KEY);
  const reader = new CandidateReader(tx, today);
  const named = await invoicesNamed(tx, creditor.creditor, long, MOST_NAMED);
  const words = [...new Set(mentions.map(({ written }) => written))];
  return {
    money,
    candidates: { named: await reader.all(named), payers: await payers(tx, reader, row, words) },
  };
}

function moneyOf(row: UnmatchedRow, country: string): MoneyIn {
  const { amount, settled, currency, invoiceNumber, structuredReference } = row;
  const text = row.text ?? '';
  const given = structuredReference === null ? null : readReference(structuredReference, country);
  const found = given === null ? findReferences(text, country) : [given];
  const references = [...new Set(found.map(({ normalized }) => keyOf(normalized)))];
  return { amount: amount - settled, currency, invoiceNumber, references, text };
}

/** The customer it was said to be from, those that pay from its account, and those that its text names. */
async function payers(
  tx: Tx,
  reader: CandidateReader,
  row: UnmatchedRow,
  words: readonly string[],
): Promise<Payer[]> {
  const { creditor, customerId, payerIban } = row;
  const found = new Map<number, { readonly customer: string; readonly byAccount: boolean }>();
  for (const payer of payerIban === null ? [] : await payersOf(tx, creditor, payerIban)) {
    found.set(payer.customerId, { customer: payer.reference, byAccount: true });
  }
  const said = customerId === null ? undefined : await findCustomer(tx, customerId);
  const others = await customersAmong(tx, creditor, words, MOST_PAYERS);
  for (const customer of [...(said === undefined ? [] : [said]), ...others]) {
    if (!found.has(customer.id)) found.set(customer.id, { customer: customer.reference, byAccount: false });
  }
  const payers: Payer[] = [];
  for (const [id, payer] of [...found].slice(0, MOST_PAYERS)) {
    payers.push({ ...payer, open: await reader.openOf(id) });
  }
  return payers;
}

class CandidateReader {
  private readonly tx: Tx;
  private readonly today: Day;
  private readonly customers = new Map<number, string>();

  constructor(tx: Tx, today: Day) {
    this.tx = tx;
    this.today = today;
  }

  async all(rows: readonly InvoiceRow[]): Promise<Candidate[]> {
    const candidates: Candidate[] = [];
    for (const row of rows) candidates.push(await this.candidate(row));
    return candidates;
  }

  /** What is open of a customer, oldest first; nothing when that is too much to look through. */
  async openOf(customerId: number): Promise<Candidate[]> {
    const filter = { customerId, stages: MAY_BE_OPEN, limit: MOST_OPEN + 1 };
    const rows = await listInvoices(this.tx, filter);
    if (rows.length > MOST_OPEN) return [];
    const open = (await this.all(rows)).filter((one) => one.open > 0);
    return open.sort((a, b) => (a.dueOn ?? Number.MAX_VALUE) - (b.dueOn ?? Number.MAX_VALUE));
  }

  private async candidate(row: InvoiceRow): Promise<Candidate> {
    const { id, number, numberKey, referenceKey, customerId, currency, amount, dueOn } = row;
    const open = openAmount(amount, await ledgerOf(this.tx, id), this.today).total;
    const customer = await this.customerOf(customerId);
    return { number, numberKey: numberKey ?? keyOf(number), referenceKey, customer, currency, open, dueOn };
  }

  private async customerOf(id: number): Promise<string> {
    const known = this.customers.get(id);
    if (known !== undefined) return known;
    const reference = (await findCustomer(this.tx, id))?.reference ?? '';
    this.customers.set(id, reference);
    return reference;
  }
}
