import { failureCode, type SignalCondition } from '../../domain/signals/check.ts';
import { SignalType } from '../../domain/signals/signal.ts';
import { isListed, Listed } from '../words.ts';
import { IN_FORCE, IS_OPEN, IS_TAKEN_BACK, openOn } from './arrears.ts';

/*
 * The conditions of domain/signals/ once more, as SQL over sets: `c` is the customer with its arrears. A test
 * holds the two against each other on generated customers. Every value comes in as a parameter, so that the text
 * is the same for every creditor and is prepared once.
 */

const IS_KNOWN = (column: string) => `coalesce(replace(${column}, ' ', ''), '') <> ''`;

/* Postcodes and countries as domain/signals/served-country.ts reads them. */
const COUNTRY = `upper(replace(coalesce(c.country, ''), ' ', ''))`;
const WRITTEN = `upper(replace(c.postcode, ' ', ''))`;
/** Nothing of the text is left once these are taken from its left. */
const consistsOf = (characters: string, text: string) => `ltrim(${text}, '${characters}') = ''`;
const DIGITS = '0123456789';
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';

/**
 * Those customers `c`, each with more columns and its postcode as `1000AA`, or `1000` where only the digits are known;
 * null for what is no Dutch postcode. It is read once: conditions and routes ask for it again and again.
 */
export const judgedOf = (more: string, customers: string) => `customers_judged as materialized (
    select spelled.*, case when length(written) in (4, 6) and ${consistsOf(DIGITS, 'substr(written, 1, 4)')}
      and written >= '1000' and ${consistsOf(LETTERS, 'substr(written, 5)')} then written end as area
    from (select c.id, c.name, c.kind, c.register_number, c.birth_date, c.street, c.postcode, c.city, c.country,
        c.archived, ${more}, case when substr(${WRITTEN}, 1, 3) = 'NL-' then substr(${WRITTEN}, 4)
        when substr(${WRITTEN}, 1, 2) = 'NL' then substr(${WRITTEN}, 3) else ${WRITTEN} end as written
      from ${customers}) spelled)`;

/** Ends of a route are compared by their four digits: a postcode that is no number must not be made one. */
const SERVES = `substr(c.area, 1, 4) between r.first_number and r.last_number`;

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
  where ${STANDING_EARLY} and s.sent_on > :updateCutoff order by s.id + 0 desc limit 1)`;

/**
 * Since the early signal `s` every day ended with something overdue. That can only have stopped on a day with a
 * booking: what falls due never ends arrears.
 */
const UNBROKEN = `not exists (select 1 from (
    select case when s.sent_on < :today then s.sent_on else :today end as day
    union select b.booked_on from invoices j join ledger_entries b on b.invoice_id = j.id
      where j.customer_id = c.id and j.currency = :currency and b.booked_on > s.sent_on and b.booked_on <= :today) d
  where not exists (select 1 from invoices i where i.customer_id = c.id and i.currency = :currency
      and i.due_on < d.day and not ${IS_TAKEN_BACK} and ${openOn('d.day')} > 0)
    and not (c.id in (select customer from overdue) and exists (select 1 from overdue stretch
      where stretch.customer = c.id and stretch.from_day <= d.day and stretch.to_day >= d.day)))`;

type Judged = Exclude<SignalCondition, typeof SignalCondition.EXTRA>;

/** Cheap ones first: the rest is looked at only where these hold. */
const CONDITIONS: Readonly<Record<Judged, (type: SignalType) => string>> = {
  TYPE_ON: (type) => `:${type}IsOn = 1`,
  SOMETHING_OVERDUE: () => 'coalesce(c.arrears, 0) > 0',
  CUSTOMER_ACTIVE: () => 'c.archived = 0',
  NO_BLACKOUT: (type) => (type === SignalType.CRISIS ? ':inBlackout = 0' : 'true'),
  MINIMUM_ARREARS: (type) =>
    `(cast(:${type}MinimumArrears as bigint) is null or c.arrears >= :${type}MinimumArrears)`,
  ARREARS_DAYS: (type) =>
    `(cast(:${type}ArrearsDays as bigint) is null or :today - c.origin_on >= :${type}ArrearsDays)`,
  FINAL_REMINDERS: (type) =>
    `(cast(:${type}FinalReminders as bigint) is null or c.final_reminders >= :${type}FinalReminders)`,
  CONSUMER: (type) =>
    `(:${type}ConsumersOnly = 0 or (c.kind is distinct from 'business' and not (${IS_KNOWN('c.register_number')})))`,
  DATA_COMPLETE: (type) =>
    `(:${type}DataComplete = 0 or (c.birth_date is not null and ${[
      'c.name',
      'c.street',
      'c.postcode',
      'c.city',
    ]
      .map(IS_KNOWN)
      .join(' and ')}))`,
  COUNTRY_SERVED: () => `(${COUNTRY} = 'NL' or (${COUNTRY} = '' and length(c.area) = 6))`,
  GATEWAY_KNOWN: () => `exists (select 1 from routes r where ${SERVES})`,
  DISCONNECTION_PLANNED: (type) =>
    type === SignalType.CRISIS
      ? `(:disconnectionPlanned = 0 or exists (select 1 from disconnection_plans p
          where p.customer_id = c.id and (p.ended_at is null or p.ended_at > :asOf)
          and 0 = (select count(*) from disconnection_stops t where t.plan_id = p.id and t.from_on <= :today
            and (t.until_on is null or t.until_on > :today) and (t.released_at is null or t.released_at > :asOf))))`
      : 'true',
  NOT_OPTED_OUT: () =>
    `not exists (select 1 from signal_opt_outs o where o.customer_id = c.id and o.withdrawn_at is null)`,
  NOT_REPORTED: (type) => `(cast(:${type}Cutoff as bigint) is null or not exists (select 1 from signals s
    where ${REPORT} and s.sent_on > :${type}Cutoff${type === SignalType.CRISIS ? ` and s.type = 'crisis'` : ''}))`,
  NOT_PAUSED: (type) => `(:${type}NotPaused = 0 or not (
    exists (select 1 from holds h where h.customer_id = c.id and h.scope = 'customer' and ${IN_FORCE})
    or exists (select 1 from holds h where h.creditor = :creditor and h.scope = 'creditor' and ${IN_FORCE})))`,
  CONTACT_ATTEMPTED: (type) => `(cast(:${type}Attempts as bigint) is null or :${type}Attempts <= (
    select count(*) from contact_attempts t where t.customer_id = c.id and t.on_day <= :today
    and (cast(:${type}ContactDays as bigint) is null or t.on_day >= :today - :${type}ContactDays)
    and (cast(:${type}Channels as text) is null or ${isListed('t.channel', `:${type}Channels`, Listed.TEXT)})))`,
  CONSENT: (type) => `(cast(:${type}Consent as text) is null or coalesce((select s.status = 'given'
    or (:${type}Consent = 'offered' and s.status = 'offered')
    from signal_consents s where s.customer_id = c.id order by s.id + 0 desc limit 1), false))`,
  NO_PAYMENT_PLAN: (type) => `(:${type}NoPaymentPlan = 0 or not (
    exists (select 1 from holds h where h.customer_id = c.id and h.scope = 'customer'
      and h.reason = 'PAYMENT_PLAN' and ${IN_FORCE})
    or exists (select 1 from holds h where h.creditor = :creditor and h.scope = 'creditor'
      and h.reason = 'PAYMENT_PLAN' and ${IN_FORCE})
    or exists (select 1 from invoices i join holds h on h.invoice_id = i.id
      where i.customer_id = c.id and i.currency = :currency and h.reason = 'PAYMENT_PLAN' and ${IN_FORCE}
      and ${IS_OPEN})))`,
  EARLY_SIGNAL_SENT: (type) =>
    type === SignalType.CRISIS
      ? `(:earlySignalSent = 0 or exists (select 1 from signals s where ${STANDING_EARLY}
          and :today - s.sent_on >= :minDaysAfterEarly and ${UNBROKEN}))`
      : 'true',
};

const NAMES = Object.keys(CONDITIONS) as Judged[];

/** True when every condition of the type holds, those of the creditor's own included. */
export function holdsFor(type: SignalType): string {
  const own = `c.id not in (select customer from ${type}_refused)`;
  return [...NAMES.map((name) => CONDITIONS[name](type)), own].join('\n and ');
}

/** Names of the conditions that do not hold, as a JSON list. */
export function failuresFor(type: SignalType): string {
  const named = NAMES.map(
    (name) => `case when ${CONDITIONS[name](type)} then '' else '"${failureCode(name)}",' end`,
  );
  const own = `coalesce((select string_agg('"EXTRA:' || e.condition || '",', '' order by e.place)
    from ${type}_refused e where e.customer = c.id), '')`;
  return `'[' || rtrim(${[...named, own].join('\n || ')}, ',') || ']'`;
}
