import type { Day, Instant } from '../../domain/kernel/day.ts';
import type { FinalLevel } from '../../domain/signals/final-level.ts';
import { isInWindow, lastDayNotBlocking } from '../../domain/signals/months.ts';
import type { ConditionSettings, SignalSettings } from '../../domain/signals/settings.ts';
import { SIGNAL_TYPES, SignalType } from '../../domain/signals/signal.ts';
import { updateMonths } from '../../domain/signals/why-signal.ts';
import { OPEN_FOR } from '../tables/signals.ts';
import { preparedStatements, type Tx } from '../tx.ts';
import { indexedBy } from '../words.ts';
import { ARREARS_OF_GONE, ARREARS_OF_PAGE } from './arrears.ts';
import { EARLY_TO_UPDATE, failuresFor, GATEWAY, holdsFor, judgedOf } from './conditions.ts';
import type { RunCounts } from './runs.ts';
import { type TakenBack, takenBackOf } from './taken-back.ts';

/** What an evaluation judges by, the same for all of its pages. */
export interface Evaluation {
  readonly creditor: string;
  readonly currency: string;
  readonly settings: SignalSettings;
  /** The final level of each version of the creditor's policy. */
  readonly finals: readonly (FinalLevel & { readonly version: number })[];
  readonly runId: number;
  readonly asOf: Instant;
  readonly today: Day;
}

/** Customers after the one, up to and including the other. */
export interface CustomerPage {
  readonly after: number;
  readonly until: number;
  readonly customers: number;
}

/** Customers who fail own conditions of the creditor, with the names of those. */
export type Refused = Readonly<
  Record<SignalType, readonly { readonly customer: number; readonly condition: string }[]>
>;

export const NONE_REFUSED: Refused = { early: [], crisis: [] };

type Params = Readonly<Record<string, string | number | null>>;

/**
 * Open ones, in the words of their partial index. It is named where they are looked for: the planner would read
 * the whole list for every page (measured: a twelfth of the run at half a million customers, and growing).
 */
const OPEN_IN_PAGE = `s."state" in ('prepared', 'approved')
  and s.customer_id > :after and s.customer_id <= :until and s.creditor = :creditor`;
/** Those that the evaluation may change: what a person approved, and a queued Remove, stay. */
const ITS_OWN = `s.state = 'prepared' and s.action <> 'remove'`;

const ARREARS = 'a.amount as arrears, a.origin_on, a.final_reminders';
/** All who are in arrears. */
export const IN_ARREARS = judgedOf(ARREARS, 'arrears a join customers c on c.id = a.customer_id');

const statements = preparedStatements(({ raw }) => ({
  page: raw(`select max(id) as until, count(*) as customers from (
    select id from customers where creditor = :creditor and id > :after and id <= :upTo order by id limit :size) as page`),

  prepare: raw(`with ${ARREARS_OF_PAGE},
    ${IN_ARREARS},
    judged as materialized (
      select c.id, c.area, c.arrears as amount, c.origin_on, c.final_reminders,
        case when ${holdsFor(SignalType.CRISIS)} then 'crisis' when ${holdsFor(SignalType.EARLY)} then 'early' end as type
      from customers_judged c),
    ready as (
      select id, amount, origin_on, final_reminders, type, ${GATEWAY} as gateway,
        case type when 'crisis' then ${EARLY_TO_UPDATE} end as early_key
      from judged c where type is not null)
    insert into signal_candidates as s (creditor, customer_id, type, action, state, gateway, amount, currency,
      origin_on, final_reminders, replaces, prepared_at, prepared_run, evaluated_at, evaluated_run)
    select :creditor, id, type, case when early_key is null then 'create' else 'update' end,
      'prepared', gateway, amount, :currency, origin_on, final_reminders, early_key, :asOf, :run, :asOf, :run
    from ready r where not exists (select 1 from signal_candidates o ${indexedBy('signal_candidates_open')}
      where o.customer_id = r.id and o."state" in ('prepared', 'approved') and o.action = 'remove')
    on conflict (customer_id, (${OPEN_FOR})) where "state" in ('prepared', 'approved') do update set
      prepared_at = case when s.type = excluded.type and s.action = excluded.action
        then s.prepared_at else excluded.prepared_at end,
      prepared_run = case when s.type = excluded.type and s.action = excluded.action
        then s.prepared_run else excluded.prepared_run end,
      type = excluded.type, action = excluded.action, replaces = excluded.replaces,
      gateway = excluded.gateway, amount = excluded.amount, currency = excluded.currency,
      origin_on = excluded.origin_on, final_reminders = excluded.final_reminders,
      evaluated_at = excluded.evaluated_at, evaluated_run = excluded.evaluated_run
    where ${ITS_OWN}`),

  remove: raw(`with gone as materialized (
      select s.id, s.type, s.customer_id from signal_candidates s ${indexedBy('signal_candidates_open')}
      where ${OPEN_IN_PAGE} and ${ITS_OWN} and s.evaluated_run is distinct from :run),
    ${ARREARS_OF_GONE},
    ${judgedOf(
      `g.id as listed, g.type, ${ARREARS}`,
      `gone g join customers c on c.id = g.customer_id left join arrears a on a.customer_id = g.customer_id`,
    )}
    update signal_candidates set state = 'removed', ended_at = :asOf, evaluated_at = :asOf,
      evaluated_run = :run, ended_because = failed.because
    from (
      select c.listed as id, case c.type when 'early' then ${failuresFor(SignalType.EARLY)} else ${failuresFor(SignalType.CRISIS)} end
        as because
      from customers_judged c
    ) failed where signal_candidates.id = failed.id`),

  counts: raw(`select s.type, s.state = 'removed' as removed, s.prepared_run = :run as added,
      count(*) as count
    from signal_candidates s
    where s.evaluated_run = :run and s.customer_id > :after and s.customer_id <= :until
    group by 1, 2, 3`),

  ready: raw<{ id: number }>(`with ${ARREARS_OF_PAGE},
    ${IN_ARREARS}
    select c.id from customers_judged c
    where (${holdsFor(SignalType.CRISIS)}) or (${holdsFor(SignalType.EARLY)})`),

  clear: raw(`update signal_candidates as s set state = 'removed', ended_at = :asOf,
      ended_because = '["TYPE_ON"]'
    where s."state" in ('prepared', 'approved') and s.creditor = :creditor and ${ITS_OWN}`),
}));

/** The next customers after that one and up to the other; null behind the last. */
export async function customerPage(
  tx: Tx,
  creditor: string,
  { after, upTo }: { readonly after: number; readonly upTo: number },
  size: number,
): Promise<CustomerPage | null> {
  const found = (await statements(tx).page.get({ creditor, after, upTo, size })) as {
    until: number | null;
    customers: number;
  };
  return found.until === null ? null : { after, until: found.until, customers: found.customers };
}

/** Customers of the page for whom all common conditions of a type hold: those worth asking about own ones. */
export async function readyCustomers(
  tx: Tx,
  evaluation: Evaluation,
  page: CustomerPage,
): Promise<readonly number[]> {
  const takenBack = await takenBackOf(tx, evaluation, page);
  const ready = await statements(tx).ready.all(paramsOf(evaluation, page, takenBack, NONE_REFUSED));
  return ready.map(({ id }) => id);
}

/**
 * Judges all customers of a page at once: those ready for a type come on the prepared list or stay on it, the
 * others leave it with the names of the conditions that failed. What a person approved stays as it is.
 */
export async function evaluatePage(
  tx: Tx,
  evaluation: Evaluation,
  page: CustomerPage,
  refused: Refused,
): Promise<RunCounts> {
  const { prepare, remove, counts } = statements(tx);
  const takenBack = await takenBackOf(tx, evaluation, page);
  const params = paramsOf(evaluation, page, takenBack, refused);
  await prepare.run(params);
  await remove.run(params);
  const found = (await counts.all({
    run: evaluation.runId,
    after: page.after,
    until: page.until,
  })) as Counted[];
  const total = (type: SignalType, fits: (row: Counted) => boolean) =>
    found.filter((row) => row.type === type && fits(row)).reduce((sum, { count }) => sum + count, 0);
  const isAdded = (row: Counted) => row.removed === 0 && row.added === 1;
  const isKept = (row: Counted) => row.removed === 0 && row.added !== 1;
  const isRemoved = (row: Counted) => row.removed === 1;
  return {
    customers: page.customers,
    earlyAdded: total(SignalType.EARLY, isAdded),
    earlyKept: total(SignalType.EARLY, isKept),
    earlyRemoved: total(SignalType.EARLY, isRemoved),
    crisisAdded: total(SignalType.CRISIS, isAdded),
    crisisKept: total(SignalType.CRISIS, isKept),
    crisisRemoved: total(SignalType.CRISIS, isRemoved),
  };
}

interface Counted {
  readonly type: SignalType;
  readonly removed: number;
  readonly added: number | null;
  readonly count: number;
}

/** Takes everyone off the list whom no person approved: the creditor sends no signals any more. */
export async function clearPrepared(tx: Tx, creditor: string, at: Instant): Promise<number> {
  return (await statements(tx).clear.run({ creditor, asOf: at })).changes;
}

/** The values of the conditions for one page. */
export function paramsOf(
  evaluation: Evaluation,
  page: CustomerPage,
  takenBack: TakenBack,
  refused: Refused,
): Params {
  const { creditor, currency, settings, finals, runId, asOf, today } = evaluation;
  const { crisis } = settings;
  const ofTypes = SIGNAL_TYPES.flatMap((type) =>
    Object.entries(paramsOfType(settings[type], refused[type], today)).map(([name, value]) => [
      `${type}${name}`,
      value,
    ]),
  );
  return {
    ...Object.fromEntries(ofTypes),
    creditor,
    currency,
    asOf,
    today,
    run: runId,
    after: page.after,
    until: page.until,
    finals: JSON.stringify(
      finals.map(({ version, index, name, isNotice }) => ({
        version,
        place_in_policy: index,
        level: name,
        is_notice: Number(isNotice),
      })),
    ),
    finalFromThere: JSON.stringify(
      finals.flatMap(({ version, fromThere }) => fromThere.map((level) => ({ version, level }))),
    ),
    routes: JSON.stringify(
      settings.routes.map(({ gateway, from, to }) => ({
        gateway,
        first_number: fourDigits(from),
        last_number: fourDigits(to),
      })),
    ),
    takenBack: JSON.stringify(takenBack.invoices),
    overdue: JSON.stringify(takenBack.overdue),
    inBlackout: crisis.blackout !== null && isInWindow(today, crisis.blackout) ? 1 : 0,
    disconnectionPlanned: Number(crisis.disconnectionPlanned),
    earlySignalSent: Number(crisis.earlySignalSent),
    minDaysAfterEarly: crisis.minDaysAfterEarly ?? 0,
    updateCutoff: lastDayNotBlocking(today, updateMonths(settings)),
  };
}

const fourDigits = (number: number) => String(number).padStart(4, '0');

function paramsOfType(conditions: ConditionSettings, refused: Refused[SignalType], today: Day): Params {
  const { contact, notReportedForMonths: months } = conditions;
  return {
    IsOn: Number(conditions.isOn),
    MinimumArrears: conditions.minimumArrears,
    ArrearsDays: conditions.arrearsDays,
    FinalReminders: conditions.finalReminders,
    ConsumersOnly: Number(conditions.consumersOnly),
    DataComplete: Number(conditions.dataComplete),
    Cutoff: months === null ? null : lastDayNotBlocking(today, months),
    NotPaused: Number(conditions.notPaused),
    Attempts: contact?.attempts ?? null,
    ContactDays: contact?.withinDays ?? null,
    Channels: contact?.channels ? JSON.stringify(contact.channels) : null,
    Consent: conditions.consent,
    NoPaymentPlan: Number(conditions.noPaymentPlan),
    Refused: JSON.stringify(refused),
  };
}
