import { indexedBy, jsonRows, Listed } from '../words.ts';

/* Arrears of customers as SQL over sets, and what a statement of the evaluation reads from its parameters. */

const { TEXT, INTEGER } = Listed;

/** A pause, under the alias `h`, that is in force at `:asOf`. */
export const IN_FORCE = `h.from_on <= :today and (h.until_on is null or h.until_on > :today)
  and not exists (select 1 from hold_releases r where r.hold_id = h.id and r.released_at <= :asOf)`;

/**
 * What is open of an invoice at the end of a day: what was charged less what was paid, so that what was paid too
 * much comes out below zero. Where something was taken back that is no sum; see taken-back.ts.
 */
export const openOn = (day: string, invoice = 'i') => `(${invoice}.amount + coalesce((
  select sum(case when l.kind in ('payment', 'credit', 'waiver', 'write-off') then -l.amount else l.amount end)
  from ledger_entries l where l.invoice_id = ${invoice}.id and l.booked_on <= ${day}), 0))`;

/** True of the invoice `i` when something was taken back from it, and when that left something open today. */
export const IS_TAKEN_BACK = `(i.id in (select invoice from taken_back))`;
const IS_TAKEN_BACK_OPEN = `i.id in (select invoice from taken_back where open > 0)`;

/** True when something of the invoice `i` is open today. */
export const IS_OPEN = `(case when ${IS_TAKEN_BACK} then ${IS_TAKEN_BACK_OPEN} else ${openOn(':today')} > 0 end)`;

/**
 * Since when an open invoice is owed: its due date, or a later day on which it came to be owed anew, being the first
 * booking after the last day that ended with nothing open.
 */
const OWED_FROM = `coalesce(owed.owed_from, (
  select min(n.booked_on) from ledger_entries n where n.invoice_id = owed.id and n.booked_on <= :today
    and n.booked_on > (select max(p.booked_on) from ledger_entries p
      where p.invoice_id = owed.id and p.booked_on <= :today and ${openOn('p.booked_on', 'owed')} <= 0)
  having min(n.booked_on) > owed.due_on + 1), owed.due_on)`;

/** The part of the invoice `i` that is disputed: no more than one at a time is. */
const DISPUTED_PART = `(case when i.part_disputed = 1 then coalesce((
  select max(d.amount) from disputes d where d.invoice_id = i.id and d.status <> 'ENDED'), 0) else 0 end)`;

/** What is the same for every page: read from its parameters once. */
const PUBLISHED = `routes as materialized (select place, gateway, first_number, last_number
    from ${jsonRows(':routes', { place: 'place', gateway: TEXT, first_number: TEXT, last_number: TEXT })} as given),
  finals as materialized (select version, place_in_policy, level, is_notice
    from ${jsonRows(':finals', { version: INTEGER, place_in_policy: INTEGER, level: TEXT, is_notice: INTEGER })} as given),
  final_from_there as materialized (select version, level
    from ${jsonRows(':finalFromThere', { version: INTEGER, level: TEXT })} as given)`;

/** What is known of the page's customers beforehand; see taken-back.ts and Refused. */
const OF_PAGE = `taken_back as materialized (select invoice, open, owed_from
    from ${jsonRows(':takenBack', { invoice: INTEGER, open: INTEGER, owed_from: INTEGER })} as given),
  overdue as materialized (select customer, from_day, to_day
    from ${jsonRows(':overdue', { customer: INTEGER, from_day: INTEGER, to_day: INTEGER })} as given),
  ${['early', 'crisis']
    .map(
      (type) => `${type}_refused as materialized (select place, customer, condition
    from ${jsonRows(`:${type}Refused`, { place: 'place', customer: INTEGER, condition: TEXT })} as given)`,
    )
    .join(',\n  ')}`;

const HAD_FINAL_REMINDER = `case
  when f.is_notice = 1 then owed.notice_delivered_on is not null and owed.notice_delivered_on <= :today
  else owed.levels_done > f.place_in_policy and (
    exists (select 1 from effects e where e.invoice_id = owed.id and e.kind = 'level' and e.level = f.level
      and coalesce(e.state, '') in ('delivered', 'handed over') and e.delivered_on <= :today)
    or (owed.opening_level_on <= :today and exists (select 1 from final_from_there later
      where later.version = owed.policy_version and later.level = owed.opening_level)))
  end`;

/**
 * Overdue invoices of customers with what is open of them, where that is a sum or where it is told beforehand. These
 * are two lists, so that no engine has to find out how to join what is told: it does not know how much that is.
 */
const overdueOf = (invoices: string, owedFrom: string, open: string, which: string) => `
    select i.id, i.customer_id, i.amount, i.due_on, i.policy_version, i.levels_done, i.notice_delivered_on,
      i.opening_level, i.opening_level_on, ${owedFrom} as owed_from, ${open} - ${DISPUTED_PART} as open
    from ${invoices}
    where ${which} and i.currency = :currency and i.due_on < :today and i.disputed = 0
      and not exists (select 1 from holds h where h.invoice_id = i.id and h.reason = 'DISPUTE' and ${IN_FORCE})`;

/**
 * Arrears per customer of those that `isPicked` picks; customers without arrears have no row. The index is named
 * because the planner would read all of the creditor's invoices for every page.
 */
function arrearsOf(isPicked: string): string {
  const byCustomer = `invoices i ${indexedBy('invoices_by_customer')}`;
  const told = 'taken_back t join invoices i on i.id = t.invoice';
  return `${PUBLISHED},
  ${OF_PAGE},
  open_invoices as materialized (${overdueOf(byCustomer, 'cast(null as bigint)', openOn(':today'), `${isPicked} and not ${IS_TAKEN_BACK}`)}
    union all ${overdueOf(told, 't.owed_from', 't.open', isPicked)}),
  arrears as materialized (
    select owed.customer_id, sum(owed.open) as amount, min(${OWED_FROM}) as origin_on,
      sum(case when ${HAD_FINAL_REMINDER} then 1 else 0 end) as final_reminders
    from open_invoices owed left join finals f on f.version = owed.policy_version
    where owed.open > 0 group by owed.customer_id)`;
}

/**
 * Of the customers after the one, up to and including the other. The creditor is compared as an expression, so that no
 * planner reads all of its invoices for every page, by an index that begins with it.
 */
export const ARREARS_OF_PAGE = arrearsOf(
  `i.customer_id > :after and i.customer_id <= :until and coalesce(i.creditor, '') = :creditor`,
);
/** Of the few that are about to leave the list. */
export const ARREARS_OF_GONE = arrearsOf('i.customer_id in (select customer_id from gone)');
