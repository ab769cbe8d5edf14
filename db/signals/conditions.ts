import { failureCode, type SignalCondition } from '../../domain/signals/check.ts';
import { SignalType } from '../../domain/signals/signal.ts';

/*
 * The conditions of domain/signals/ once more, as SQL over sets: `c` is the customer, `a` its arrears. A test
 * holds the two against each other on generated customers. Every value comes in as a parameter, so that the text
 * is the same for every creditor and is prepared once.
 */

/** A pause, under the alias `h`, that is in force at `:asOf`. */
const IN_FORCE = `h.from_on <= :today and (h.until_on is null or h.until_on > :today)
  and not exists (select 1 from hold_releases r where r.hold_id = h.id and r.released_at <= :asOf)`;

/**
 * What is open of the invoice `i` at the end of a day: what was charged less what was paid. Where something was taken
 * back that is no sum any more, as nobody owes what was taken back beyond what was paid: the rule itself says it.
 */
const openAt = (day: string) => `(case when exists (select 1 from ledger_entries l where l.invoice_id = i.id
    and l.kind in ('chargeback', 'refund', 'reversal') and l.booked_on <= ${day})
  then open_amount(i.amount, (select json_group_array(json_object('externalId', l.external_id, 'kind', l.kind,
      'amount', l.amount, 'bookedOn', l.booked_on, 'recordedAt', l.recorded_at))
    from ledger_entries l where l.invoice_id = i.id and l.booked_on <= ${day}), ${day})
  else max(0, i.amount + coalesce((
    select sum(case when l.kind in ('payment', 'credit', 'waiver', 'write-off') then -l.amount else l.amount end)
    from ledger_entries l where l.invoice_id = i.id and l.booked_on <= ${day}), 0)) end)`;
const OPEN = openAt(':today');

/**
 * Since when the open invoice `i` is owed: its due date, or a later day on which it came to be owed anew, being the
 * first booking after the last day that ended with nothing open.
 */
const OWED_FROM = `coalesce((
  select min(n.booked_on) from ledger_entries n where n.invoice_id = i.id and n.booked_on <= :today
    and n.booked_on > (select max(p.booked_on) from ledger_entries p
      where p.invoice_id = i.id and p.booked_on <= :today and ${openAt('p.booked_on')} = 0)
  having min(n.booked_on) > i.due_on + 1), i.due_on)`;

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
    select customer_id, sum(open) as amount, min(owed_from) as origin_on,
      coalesce(sum(had_final_reminder), 0) as final_reminders
    from (
      select i.customer_id, ${OWED_FROM} as owed_from, ${OPEN} as open,
        ${HAD_FINAL_REMINDER} as had_final_reminder
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

/* Postcodes and countries as domain/signals/served-country.ts reads them. */
const COUNTRY = `upper(replace(coalesce(c.country, ''), ' ', ''))`;
const WRITTEN = `upper(replace(c.postcode, ' ', ''))`;
const POSTCODE = `(case when ${WRITTEN} glob 'NL-[0-9]*' then substr(${WRITTEN}, 4)
  when ${WRITTEN} glob 'NL[0-9]*' then substr(${WRITTEN}, 3) else ${WRITTEN} end)`;
const DIGITS = '[1-9][0-9][0-9][0-9]';
const IS_WHOLE = `${POSTCODE} glob '${DIGITS}[A-Z][A-Z]'`;

const SERVES = `(${POSTCODE} glob '${DIGITS}' or ${IS_WHOLE})
  and cast(substr(${POSTCODE}, 1, 4) as integer) between r.first and r.last`;

/** The gateway of the customer's postcode: of the first route that fits. */
export const GATEWAY = `(select r.gateway from routes r where ${SERVES} order by r.place limit 1)`;

/** Reports of the customer that count: those that left and were not refused. */
const REPORT = `s.customer_id = c.id and s.action <> 'remove' and s.state <> 'rejected' and s.sent_on is not null`;
/** The report under the alias is no longer there: taken off, or a Remove was sent for it. */
const takenBack = (alias: string) => `(${alias}.state = 'removed' or exists (select 1 from signals b
  where b.customer_id = ${alias}.customer_id and b.action = 'remove' and b.replaces = ${alias}.key
    and b.sent_on is not null and b.state <> 'rejected'))`;
const STANDING_EARLY = `${REPORT} and s.type = 'early' and not ${takenBack('s')}
  and not exists (select 1 from signals u where u.customer_id = s.customer_id and u.action = 'update'
    and u.replaces = s.key and u.sent_on is not null and u.state <> 'rejected' and ${takenBack('u')})`;

/** The early signal that a crisis updates: the last one within the months. */
export const EARLY_TO_UPDATE = `(select s.key from signals s
  where ${STANDING_EARLY} and s.sent_on > :updateCutoff order by s.id desc limit 1)`;

/**
 * Since the early signal `s` every day ended with something overdue. That can only have stopped on a day with a
 * booking: what falls due never ends arrears.
 */
const UNBROKEN = `not exists (select 1 from (
    select min(s.sent_on, :today) as day
    union select b.booked_on from invoices j join ledger_entries b on b.invoice_id = j.id
      where j.customer_id = c.id and j.currency = :currency and b.booked_on > s.sent_on and b.booked_on <= :today) d
  where not exists (select 1 from invoices i where i.customer_id = c.id and i.currency = :currency
    and i.due_on < d.day and ${openAt('d.day')} > 0))`;

type Judged = Exclude<SignalCondition, typeof SignalCondition.EXTRA>;

/** Cheap ones first: the rest is looked at only where these hold. */
const CONDITIONS: Readonly<Record<Judged, (type: SignalType) => string>> = {
  TYPE_ON: (type) => `:${type}IsOn`,
  SOMETHING_OVERDUE: () => 'coalesce(a.amount, 0) > 0',
  CUSTOMER_ACTIVE: () => 'c.archived = 0',
  NO_BLACKOUT: (type) => (type === SignalType.CRISIS ? 'not :inBlackout' : '1'),
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
  COUNTRY_SERVED: () => `(case ${COUNTRY} when 'NL' then 1 when '' then ${IS_WHOLE} else 0 end)`,
  GATEWAY_KNOWN: () => `exists (select 1 from routes r where ${SERVES})`,
  DISCONNECTION_PLANNED: (type) =>
    type === SignalType.CRISIS
      ? `(not :disconnectionPlanned or exists (select 1 from disconnection_plans p
          where p.customer_id = c.id and (p.ended_at is null or p.ended_at > :asOf)
          and not exists (select 1 from disconnection_stops t where t.plan_id = p.id and t.from_on <= :today
            and (t.until_on is null or t.until_on > :today) and (t.released_at is null or t.released_at > :asOf))))`
      : '1',
  NOT_OPTED_OUT: () =>
    `not exists (select 1 from signal_opt_outs o where o.customer_id = c.id and o.withdrawn_at is null)`,
  NOT_REPORTED: (type) => `(:${type}Cutoff is null or not exists (select 1 from signals s
    where ${REPORT} and s.sent_on > :${type}Cutoff${type === SignalType.CRISIS ? ` and s.type = 'crisis'` : ''}))`,
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
    type === SignalType.CRISIS
      ? `(not :earlySignalSent or exists (select 1 from signals s where ${STANDING_EARLY}
          and :today - s.sent_on >= :minDaysAfterEarly and ${UNBROKEN}))`
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
