import { failureCode, type SignalCondition } from '../domain/signals/check.ts';
import type { SignalType } from '../domain/signals/signal.ts';

/*
 * The conditions of domain/signals/ once more, as SQL over sets: `c` is the customer, `a` its arrears. A test
 * holds the two against each other on generated customers. Every value comes in as a parameter, so that the text
 * is the same for every creditor and is prepared once.
 */

/** A pause, under the alias `h`, that is in force at `:asOf`. */
const IN_FORCE = `h.from_on <= :today and (h.until_on is null or h.until_on > :today)
  and not exists (select 1 from hold_releases r where r.hold_id = h.id and r.released_at <= :asOf)`;

/** What is open of the invoice `i`: no booking is lost, so charged less paid is the total of all components. */
const OPEN = `max(0, i.amount + coalesce((
  select sum(case when l.kind in ('payment', 'credit', 'waiver', 'write-off') then -l.amount else l.amount end)
  from ledger_entries l where l.invoice_id = i.id and l.booked_on <= :today), 0))`;

/** Final levels of the creditor's policy versions, and its routes, read from their parameters once. */
const PUBLISHED = `routes as materialized (
  select key as place, value ->> '$.gateway' as gateway, value ->> '$.from' as first, value ->> '$.to' as last
  from json_each(:routes)),
finals as materialized (
  select value ->> '$.version' as version, value ->> '$.index' as position, value ->> '$.name' as name,
    value ->> '$.isNotice' as is_notice, value -> '$.fromThere' as from_there
  from json_each(:finals))`;

const HAD_FINAL_REMINDER = `case
  when f.is_notice then i.notice_delivered_on is not null and i.notice_delivered_on <= :today
  else i.levels_done > f.position and (
    exists (select 1 from effects e where e.invoice_id = i.id and e.kind = 'level' and e.level = f.name
      and e.state in ('delivered', 'handed over') and e.delivered_on <= :today)
    or (i.opening_level_on <= :today
      and exists (select 1 from json_each(f.from_there) o where o.value = i.opening_level)))
  end`;

/**
 * Arrears per customer of those that `customers` picks; customers without arrears have no row. The index is named
 * because the planner would read all of the creditor's invoices for every page.
 */
function arrearsOf(customers: string): string {
  return `${PUBLISHED}, arrears as materialized (
    select customer_id, sum(open) as amount, min(due_on) as origin_on,
      coalesce(sum(had_final_reminder), 0) as final_reminders
    from (
      select i.customer_id, i.due_on, ${OPEN} as open, ${HAD_FINAL_REMINDER} as had_final_reminder
      from invoices i indexed by invoices_by_customer left join finals f on f.version = i.policy_version
      where ${customers} and i.creditor = :creditor and i.currency = :currency and i.due_on < :today
        and i.disputed = 0
        and not exists (select 1 from holds h where h.invoice_id = i.id and h.reason = 'DISPUTE' and ${IN_FORCE})
    ) where open > 0 group by customer_id)`;
}

/** Of the customers after the one, up to and including the other. */
export const ARREARS_OF_PAGE = arrearsOf('i.customer_id > :after and i.customer_id <= :until');
/** Of the few that are about to leave the list. */
export const ARREARS_OF_GONE = arrearsOf('i.customer_id in (select customer_id from gone)');

const IS_KNOWN = (column: string) => `coalesce(replace(${column}, ' ', ''), '') <> ''`;

const SERVES = `ltrim(c.postcode) glob '[0-9][0-9][0-9][0-9]*'
  and cast(substr(ltrim(c.postcode), 1, 4) as integer) between r.first and r.last`;

/** The gateway of the customer's postcode: of the first route that fits. */
export const GATEWAY = `(select r.gateway from routes r where ${SERVES} order by r.place limit 1)`;

/** Reports of the customer that count: those that left and were not refused. */
const REPORT = `s.customer_id = c.id and s.action <> 'remove' and s.state <> 'rejected' and s.sent_on is not null`;
const STANDING_EARLY = `${REPORT} and s.type = 'early' and s.state <> 'removed'`;

/** The early signal that a crisis updates: the last one within the months. */
export const EARLY_TO_UPDATE = `(select s.key from signals s
  where ${STANDING_EARLY} and s.sent_on > :updateCutoff order by s.id desc limit 1)`;

/** The first day of the arrears that were never interrupted since: overdue days joined, the last stretch's first. */
const UNBROKEN_SINCE = `(select max(start) from (
  select start, max(coalesce(settled_on, 1e9)) over (
    order by start rows between unbounded preceding and 1 preceding) as end_before
  from (select due_on + 1 as start, case when open > 0 then null else settled_on end as settled_on from (
    select i.due_on, ${OPEN} as open, case when i.stage = 'PAID' and i.paid_on is not null then i.paid_on
      else coalesce((select max(l.booked_on) from ledger_entries l
        where l.invoice_id = i.id and l.booked_on <= :today), i.due_on) end as settled_on
    from invoices i where i.customer_id = c.id and i.currency = :currency and i.due_on < :today))
  where settled_on is null or settled_on >= start) where end_before is null or start > end_before)`;

type Judged = Exclude<SignalCondition, typeof SignalCondition.EXTRA>;

/** Cheap ones first: the rest is looked at only where these hold. */
const CONDITIONS: Readonly<Record<Judged, (type: SignalType) => string>> = {
  TYPE_ON: (type) => `:${type}IsOn`,
  SOMETHING_OVERDUE: () => 'coalesce(a.amount, 0) > 0',
  CUSTOMER_ACTIVE: () => 'c.archived = 0',
  NO_BLACKOUT: (type) => (type === 'crisis' ? 'not :inBlackout' : '1'),
  MINIMUM_ARREARS: (type) => `(:${type}MinimumArrears is null or a.amount >= :${type}MinimumArrears)`,
  ARREARS_DAYS: (type) => `(:${type}ArrearsDays is null or :today - a.origin_on >= :${type}ArrearsDays)`,
  FINAL_REMINDERS: (type) =>
    `(:${type}FinalReminders is null or a.final_reminders >= :${type}FinalReminders)`,
  CONSUMER: (type) =>
    `(not :${type}ConsumersOnly or (c.kind is not 'business' and not (${IS_KNOWN('c.register_number')})))`,
  DATA_COMPLETE: (type) =>
    `(not :${type}DataComplete or (c.birth_date is not null and ${[
      'c.name',
      'c.street',
      'c.postcode',
      'c.city',
    ]
      .map(IS_KNOWN)
      .join(' and ')}))`,
  GATEWAY_KNOWN: () => `exists (select 1 from routes r where ${SERVES})`,
  DISCONNECTION_PLANNED: (type) =>
    type === 'crisis'
      ? `(not :disconnectionPlanned or exists (select 1 from disconnection_plans p
          where p.customer_id = c.id and (p.ended_at is null or p.ended_at > :asOf)
          and not exists (select 1 from disconnection_stops t where t.plan_id = p.id and t.from_on <= :today
            and (t.until_on is null or t.until_on > :today) and (t.released_at is null or t.released_at > :asOf))))`
      : '1',
  NOT_OPTED_OUT: () =>
    `not exists (select 1 from signal_opt_outs o where o.customer_id = c.id and o.withdrawn_at is null)`,
  NOT_REPORTED: (type) => `(:${type}Cutoff is null or not exists (select 1 from signals s
    where ${REPORT} and s.sent_on > :${type}Cutoff${type === 'crisis' ? ` and s.type = 'crisis'` : ''}))`,
  NOT_PAUSED: (type) => `(not :${type}NotPaused or not (
    exists (select 1 from holds h where h.customer_id = c.id and h.scope = 'customer' and ${IN_FORCE})
    or exists (select 1 from holds h where h.creditor = :creditor and h.scope = 'creditor' and ${IN_FORCE})))`,
  CONTACT_ATTEMPTED: (type) => `(:${type}Attempts is null or :${type}Attempts <= (
    select count(*) from contact_attempts t where t.customer_id = c.id and t.on_day <= :today
    and (:${type}ContactDays is null or t.on_day >= :today - :${type}ContactDays)
    and (:${type}Channels is null or t.channel in (select value from json_each(:${type}Channels)))))`,
  CONSENT: (type) => `(:${type}Consent is null or coalesce((select s.status = 'given'
    or (:${type}Consent = 'offered' and s.status = 'offered')
    from signal_consents s where s.customer_id = c.id order by s.id desc limit 1), 0))`,
  NO_PAYMENT_PLAN: (type) => `(not :${type}NoPaymentPlan or not (
    exists (select 1 from holds h where h.customer_id = c.id and h.scope = 'customer'
      and h.reason = 'PAYMENT_PLAN' and ${IN_FORCE})
    or exists (select 1 from holds h where h.creditor = :creditor and h.scope = 'creditor'
      and h.reason = 'PAYMENT_PLAN' and ${IN_FORCE})
    or exists (select 1 from invoices i join holds h on h.invoice_id = i.id
      where i.customer_id = c.id and i.currency = :currency and h.reason = 'PAYMENT_PLAN' and ${IN_FORCE}
      and ${OPEN} > 0)))`,
  EARLY_SIGNAL_SENT: (type) =>
    type === 'crisis'
      ? `(not :earlySignalSent or (exists (select 1 from signals s where ${STANDING_EARLY})
          and (select max(s.sent_on) from signals s where ${STANDING_EARLY}) >= ${UNBROKEN_SINCE}))`
      : '1',
};

const NAMES = Object.keys(CONDITIONS) as Judged[];

/** True when every condition of the type holds, those of the creditor's own included. */
export function holdsFor(type: SignalType): string {
  const own = `json_extract(:${type}Refused, '$."' || c.id || '"') is null`;
  return [...NAMES.map((name) => CONDITIONS[name](type)), own].join('\n and ');
}

/** Names of the conditions that do not hold, as a JSON list. */
export function failuresFor(type: SignalType): string {
  const named = NAMES.map(
    (name) => `case when coalesce((${CONDITIONS[name](type)}), 0) then '' else '"${failureCode(name)}",' end`,
  );
  const own = `coalesce((select group_concat('"EXTRA:' || e.value || '",', '')
    from json_each(:${type}Refused, '$."' || c.id || '"') e), '')`;
  return `'[' || rtrim(${[...named, own].join('\n || ')}, ',') || ']'`;
}
