import type { Command } from 'commander';
import { SignalFactKind, type StagedSignalFact } from '../../contracts/signal-intake.ts';
import type { Day } from '../../domain/kernel/day.ts';
import { formatDay } from '../../domain/kernel/day.ts';
import { DisconnectionKind, StopReason } from '../../domain/signals/signal.ts';
import { DISCONNECTION_FILTER, type DisconnectionQuery } from '../../read/signals/disconnections.ts';
import { takeIn } from '../intake/take-in.ts';
import { type Context, tenant } from '../kit/context.ts';
import { WrongUse } from '../kit/failures.ts';
import { dayOption, newCommand, wordOption } from '../kit/options.ts';
import { withQuery } from '../kit/query-options.ts';
import { requireFile } from '../kit/require-file.ts';
import { customerOf } from './customer-of.ts';
import { showDisconnections } from './disconnection-list.ts';
import { type FactOptions, factId, reportFact, tellFact, telling, withTelling } from './stage-fact.ts';

interface DisconnectionOptions extends FactOptions, DisconnectionQuery {
  readonly kind?: DisconnectionKind;
  readonly plan?: Day;
  readonly stop?: StopReason;
  readonly from?: Day;
  readonly until?: Day;
  readonly release?: boolean | StopReason;
  readonly end?: string;
  readonly note?: string;
  readonly file?: string;
  readonly mapping?: string;
}

const KINDS = Object.values(DisconnectionKind);
const REASONS = Object.values(StopReason);
const DEEDS = ['plan', 'stop', 'release', 'end'] as const;
type Deed = (typeof DEEDS)[number];
/** What belongs to which deed; `list` is to show. */
const BELONGS = [
  ['kind', '--kind', ['plan']],
  ['from', '--from', ['stop']],
  ['until', '--until', ['stop']],
  ['note', '--note', ['plan', 'stop']],
  ['stopped', '--stopped', ['list']],
  ['goingOn', '--going-on', ['list']],
  ['plannedUntil', '--planned-until', ['list']],
] as const satisfies readonly [keyof DisconnectionOptions, string, readonly (Deed | 'list')[]][];

export function build(): Command {
  const command = newCommand(
    'Shows planned disconnections and evictions with what stops each, medical reasons and others; or plans, stops, releases and ends one.',
    [
      'dunwell signals disconnections --going-on --planned-until 2026-06-30',
      'dunwell signals disconnections C-100 --plan 2026-05-01 --contract E-77',
      'dunwell signals disconnections C-100 --contract E-77 --stop MEDICAL --until 2026-09-01',
      'dunwell signals disconnections C-100 --contract E-77 --release MEDICAL',
      'dunwell signals disconnections --file disconnections.csv',
    ],
  )
    .argument('[customer]', 'customer number')
    .option('--contract <contract>', 'of that contract; of the customer as a whole when left out')
    .option('--plan <date>', 'plans it for that day, or moves the one planned', dayOption)
    .option('--kind <kind>', `with --plan: ${KINDS.join(', ')}`, wordOption(KINDS))
    .option('--stop <reason>', `stops it for now: ${REASONS.join(', ')}`, wordOption(REASONS))
    .option('--from <date>', 'with --stop: its first day; today when left out', dayOption)
    .option('--until <date>', 'with --stop: the day on which it ends by itself', dayOption)
    .option(
      '--release [reason]',
      'lets it go on: ends its stops, or those of one reason',
      wordOption(REASONS),
    )
    .option('--end <words>', 'ends the plan: carried out, paid, given up')
    .option('--note <text>', 'words for the record')
    .option('--file <file>', 'CSV file with customer,plannedOn')
    .option('--mapping <file>', 'how its columns are named and written');
  return withTelling(withQuery(command, DISCONNECTION_FILTER)).action(
    (customer: string | undefined, options: DisconnectionOptions) =>
      telling(options, (context) => run(context, customer, options)),
  );
}

async function run(
  context: Context,
  reference: string | undefined,
  options: DisconnectionOptions,
): Promise<void> {
  const deeds = DEEDS.filter((deed) => options[deed] !== undefined);
  if (deeds.length > 1)
    throw new WrongUse(`Give one of ${deeds.map((deed) => `--${deed}`).join(', ')} at a time.`);
  refuseOthers(options, deeds[0] ?? 'list');
  if (options.file !== undefined) {
    if (reference !== undefined || deeds.length > 0) throw new WrongUse('--file stands alone.');
    requireFile(options.file);
    return takeIn(context, { disconnections: options.file }, options);
  }
  const one = await tenant(context);
  const [deed] = deeds;
  if (deed === undefined) return showDisconnections(context, one, reference, options);
  if (reference === undefined) throw new WrongUse(`--${deed} needs a customer.`);
  const { reference: customer } = await customerOf(context, one, reference);
  const id = factId(options);
  const fact = factOf(deed, customer, id, one.calendar.dayOf(context.asOf), options);
  const result = await tellFact(context, one, fact, id, options);
  await reportFact(context, result, { taken: inWords(fact), unchanged: 'That is on record already.' }, fact);
}

/** An option passed over would leave the operator believing it was followed. */
function refuseOthers(options: DisconnectionOptions, deed: Deed | 'list'): void {
  if (options.stopped === true && options.goingOn === true) {
    throw new WrongUse('Give --stopped or --going-on: nothing is both.');
  }
  for (const [name, option, deeds] of BELONGS) {
    if (options[name] === undefined || (deeds as readonly string[]).includes(deed)) continue;
    const where = deeds.map((one) => (one === 'list' ? 'the list' : `--${one}`)).join(' or ');
    throw new WrongUse(`${option} belongs to ${where}; leave it out.`);
  }
}

function factOf(
  deed: Deed,
  customer: string,
  externalId: string,
  today: Day,
  options: DisconnectionOptions,
): StagedSignalFact {
  const {
    contract,
    kind = DisconnectionKind.DISCONNECTION,
    plan,
    stop,
    from = today,
    until,
    release,
    end,
  } = options;
  const of = { customer, ...(contract === undefined ? {} : { contract }) };
  const note = options.note === undefined ? {} : { note: options.note };
  switch (deed) {
    case 'plan':
      return { fact: SignalFactKind.PLAN, ...of, kind, plannedOn: plan ?? today, externalId, ...note };
    case 'stop': {
      const reason = stop ?? StopReason.OTHER;
      const end = until === undefined ? {} : { until };
      return { fact: SignalFactKind.STOP, ...of, reason, from, ...end, externalId, ...note };
    }
    case 'release':
      return {
        fact: SignalFactKind.RELEASE,
        ...of,
        ...(typeof release === 'string' ? { reason: release } : {}),
      };
    case 'end':
      return { fact: SignalFactKind.END_PLAN, ...of, because: end ?? '' };
    default:
      return deed satisfies never;
  }
}

function inWords(fact: StagedSignalFact): string {
  const of = 'contract' in fact && fact.contract !== undefined ? ` of contract ${fact.contract}` : '';
  switch (fact.fact) {
    case SignalFactKind.PLAN:
      return `A ${fact.kind}${of} is planned on ${formatDay(fact.plannedOn)}.`.replace(
        'A eviction',
        'An eviction',
      );
    case SignalFactKind.STOP: {
      const until = fact.until === undefined ? '' : ` until ${formatDay(fact.until)}`;
      return `The plan${of} is stopped from ${formatDay(fact.from)}${until} (${fact.reason}).`;
    }
    case SignalFactKind.RELEASE:
      return `The plan${of} goes on.`;
    default:
      return `The plan${of} has ended.`;
  }
}
