import type { Database } from '../../../db/database.ts';
import { withSql } from '../../db/sql.ts';

/*
 * Who is to be prepared for what, computed a second time from the written rules, by plain loops over the rows and
 * the calendar of the language itself. Nothing of domain/, db/ or facts/ is used here, so that a mistake there
 * cannot be made here as well. It knows the sample settings by heart.
 */

/** What it reads. */
const TABLES = [
  'contact_attempts',
  'customers',
  'disconnection_plans',
  'disconnection_stops',
  'effects',
  'hold_releases',
  'holds',
  'disputes',
  'invoices',
  'ledger_entries',
  'signal_consents',
  'signal_opt_outs',
  'signals',
] as const;

type Row = Readonly<Record<string, unknown>>;
const MS = 86_400_000;

const REDUCES = new Set(['payment', 'credit', 'waiver', 'write-off']);
const CHARGES = new Set(['fee', 'interest', 'cost']);
/** Within a day: charges, what is paid and credited, what is let go, what is taken back. */
function placeOf({ kind }: Row): number {
  if (CHARGES.has(kind as string)) return 0;
  if (kind === 'payment' || kind === 'credit') return 1;
  return REDUCES.has(kind as string) ? 2 : 3;
}

/** Six months later on the calendar; a day that the month lacks becomes its last. */
function sixMonthsAfter(day: number): number {
  const from = new Date(day * MS);
  const to = new Date(Date.UTC(from.getUTCFullYear(), from.getUTCMonth() + 6, 1));
  const last = new Date(Date.UTC(to.getUTCFullYear(), to.getUTCMonth() + 1, 0)).getUTCDate();
  to.setUTCDate(Math.min(from.getUTCDate(), last));
  return to.getTime() / MS;
}

/** Customer, type and action of everyone on the list, in the order of customers. */
export async function independently(db: Database, today: number, asOf: number): Promise<readonly string[]> {
  const rowsOf = await withSql(db, async (sql) => {
    const tables: Record<string, readonly Row[]> = {};
    for (const table of TABLES) tables[table] = await sql.all<Row>(`select * from ${table}`);
    return tables;
  });
  const all = (table: (typeof TABLES)[number]) =>
    [...(rowsOf[table] ?? [])].sort((a, b) => (a.id as number) - (b.id as number));
  const by = (rows: readonly Row[], column: string): Map<number, Row[]> => {
    const groups = new Map<number, Row[]>();
    for (const row of rows) {
      const key = row[column] as number | null;
      if (key === null) continue;
      const group = groups.get(key);
      if (group === undefined) groups.set(key, [row]);
      else group.push(row);
    }
    return groups;
  };
  const invoices = by(all('invoices'), 'customer_id');
  const ledger = by(all('ledger_entries'), 'invoice_id');
  const released = new Map(
    (rowsOf.hold_releases ?? []).map((row) => [row.hold_id, row.released_at as number]),
  );
  const holds = all('holds').filter((hold) => {
    const until = hold.until_on as number | null;
    const end = released.get(hold.id);
    return (
      (hold.from_on as number) <= today &&
      (until === null || until > today) &&
      (end === undefined || end > asOf)
    );
  });
  const ofCustomer = by(holds, 'customer_id');
  const ofInvoice = by(holds, 'invoice_id');
  const disputed = new Map(
    all('disputes')
      .filter(({ status }) => status !== 'ENDED')
      .map((row) => [row.invoice_id as number, row.amount as number]),
  );
  const effects = by(rowsOf.effects ?? [], 'invoice_id');
  const optOuts = by(all('signal_opt_outs'), 'customer_id');
  const signals = by(all('signals'), 'customer_id');
  const attempts = by(all('contact_attempts'), 'customer_id');
  const consents = by(all('signal_consents'), 'customer_id');
  const plans = by(all('disconnection_plans'), 'customer_id');
  const stops = by(all('disconnection_stops'), 'plan_id');

  const openOf = (invoice: Row, day = today): number => {
    const entries = (ledger.get(invoice.id as number) ?? [])
      .filter((entry) => (entry.booked_on as number) <= day)
      .sort((a, b) => (a.booked_on as number) - (b.booked_on as number) || placeOf(a) - placeOf(b));
    let [owed, settled, surplus, paid, forgiven, waiting] = [invoice.amount as number, 0, 0, 0, 0, 0];
    for (const { kind, amount } of entries as unknown as readonly { kind: string; amount: number }[]) {
      if (CHARGES.has(kind)) {
        const covered = Math.min(amount, surplus);
        surplus -= covered;
        owed += amount - covered;
        settled += covered;
      } else if (REDUCES.has(kind)) {
        const met = kind === 'payment' ? Math.min(amount, waiting) : 0;
        waiting -= met;
        if (kind === 'payment') paid += amount - met;
        else forgiven += amount;
        const part = Math.min(amount - met, owed);
        owed -= part;
        settled += part;
        surplus += amount - met - part;
        const used = kind === 'payment' ? 0 : Math.min(waiting, surplus);
        waiting -= used;
        surplus -= used;
      } else {
        const fromSurplus = Math.min(amount, surplus);
        surplus -= fromSurplus;
        const most = kind === 'reversal' ? settled : Math.min(settled, paid);
        const back = Math.min(amount - fromSurplus, most);
        owed += back;
        settled -= back;
        waiting += amount - fromSurplus - back;
        const ofForgiven = kind === 'reversal' ? Math.min(back, forgiven) : 0;
        forgiven -= ofForgiven;
        paid = Math.max(0, paid - (back - ofForgiven));
      }
    }
    return owed;
  };
  const undisputedOf = (invoice: Row): number => {
    const part = disputed.get(invoice.id as number) ?? 0;
    return openOf(invoice) - part;
  };
  const isDelivered = (invoice: Row): boolean => {
    if (invoice.policy_version === 1) {
      const on = invoice.notice_delivered_on as number | null;
      return on !== null && on <= today;
    }
    if ((invoice.levels_done as number) < 2) return false;
    const sent = (effects.get(invoice.id as number) ?? []).some(
      ({ level, state, delivered_on: on }) =>
        level === 'reminder-2' &&
        (state === 'delivered' || state === 'handed over') &&
        on !== null &&
        (on as number) <= today,
    );
    return sent || invoice.opening_level === 'reminder-2' || invoice.opening_level === 'notice';
  };
  const isText = (value: unknown) => typeof value === 'string' && value.replaceAll(' ', '') !== '';

  const listed: string[] = [];
  for (const customer of all('customers')) {
    const id = customer.id as number;
    const own = (invoices.get(id) ?? []).filter(({ currency }) => currency === 'EUR');
    const overdue = own.filter((invoice) => {
      const disputed =
        invoice.disputed === 1 ||
        (ofInvoice.get(invoice.id as number) ?? []).some(({ reason }) => reason === 'DISPUTE');
      const dueOn = invoice.due_on as number | null;
      return dueOn !== null && dueOn < today && !disputed && undisputedOf(invoice) > 0;
    });
    const amount = overdue.reduce((sum, invoice) => sum + undisputedOf(invoice), 0);
    if (amount === 0 || customer.archived === 1) continue;
    const age = today - Math.min(...overdue.map(owedFrom));
    const final = overdue.filter(isDelivered).length;
    if (customer.kind === 'business' || isText(customer.register_number)) continue;
    if (customer.birth_date === null || !isText(customer.name) || !isText(customer.street)) continue;
    if (!isText(customer.city)) continue;
    const postcode = String(customer.postcode ?? '')
      .split(' ')
      .join('')
      .toUpperCase()
      .replace(/^NL-?(?=\d)/, '');
    const country = String(customer.country ?? '')
      .trim()
      .toUpperCase();
    const isWhole = /^\d{4}[A-Z]{2}$/.test(postcode);
    if (country !== 'NL' && !(country === '' && isWhole)) continue;
    if (!isWhole && !/^\d{4}$/.test(postcode)) continue;
    if (Number(postcode.slice(0, 4)) < 1000 || Number(postcode.slice(0, 4)) > 8999) continue;
    if ((ofCustomer.get(id) ?? []).length > 0) continue;
    const hasPlan = own.some(
      (invoice) =>
        openOf(invoice) > 0 &&
        (ofInvoice.get(invoice.id as number) ?? []).some(({ reason }) => reason === 'PAYMENT_PLAN'),
    );
    if (hasPlan) continue;
    if ((optOuts.get(id) ?? []).some(({ withdrawn_at: at }) => at === null)) continue;

    const reports = (signals.get(id) ?? []).filter(
      ({ action, state, sent_on: on }) => action !== 'remove' && state !== 'rejected' && on !== null,
    );
    const blocks = ({ sent_on: on }: Row) => today < sixMonthsAfter(on as number);
    const tried = (attempts.get(id) ?? []).filter(({ on_day: on }) => (on as number) <= today);

    const gone = ({ key, state }: Row) =>
      state === 'removed' ||
      (signals.get(id) ?? []).some(
        (other) =>
          other.action === 'remove' &&
          other.replaces === key &&
          other.state !== 'rejected' &&
          other.sent_on !== null,
      );
    const standing = reports.filter(
      (report) =>
        report.type === 'early' &&
        !gone(report) &&
        !reports.some((later) => later.action === 'update' && later.replaces === report.key && gone(later)),
    );
    const crisis =
      amount >= 5_000 &&
      age >= 60 &&
      final >= 1 &&
      tried.length > 0 &&
      !reports.some((report) => report.type === 'crisis' && blocks(report)) &&
      (plans.get(id) ?? []).some(
        (plan) =>
          plan.ended_at === null &&
          !(stops.get(plan.id as number) ?? []).some(
            ({ from_on: from, until_on: until, released_at: at }) =>
              (from as number) <= today && (until === null || (until as number) > today) && at === null,
          ),
      ) &&
      standing.some(({ sent_on: on }) => isUnbroken(own, on as number));
    if (crisis) {
      listed.push(`${id} crisis ${standing.some(blocks) ? 'update' : 'create'}`);
      continue;
    }
    const lastConsent = (consents.get(id) ?? []).at(-1)?.status;
    const early =
      amount >= 10_000 &&
      age >= 30 &&
      final >= 2 &&
      !reports.some(blocks) &&
      tried.some(
        ({ on_day: on, channel }) =>
          (on as number) >= today - 90 && (channel === 'phone' || channel === 'visit'),
      ) &&
      (lastConsent === 'offered' || lastConsent === 'given');
    if (early) listed.push(`${id} early create`);
  }
  return listed;

  /** Day by day back from today: the first day on which it was owed without a gap, as a due date. */
  function owedFrom(invoice: Row): number {
    const dueOn = invoice.due_on as number;
    let from = today;
    while (from - 1 > dueOn && openOf(invoice, from - 1) > 0) from -= 1;
    return from === dueOn + 1 ? dueOn : from;
  }

  /** Day by day: each from the signal to today ended with something overdue. */
  function isUnbroken(own: readonly Row[], since: number): boolean {
    for (let day = Math.min(since, today); day <= today; day++) {
      const isOwed = own.some((invoice) => {
        const dueOn = invoice.due_on as number | null;
        return dueOn !== null && dueOn < day && openOf(invoice, day) > 0;
      });
      if (!isOwed) return false;
    }
    return true;
  }
}
