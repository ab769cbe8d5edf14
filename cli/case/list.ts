import type { Command } from 'commander';
import { type CaseFilter, CaseStatus, invoicesOfCases, listCases } from '../../db/case/lists.ts';
import { findCustomer } from '../../db/customer/customers.ts';
import { CaseState, hasCaseEnded } from '../../domain/case/state.ts';
import { chosenColumns, columnsInWords, printList } from '../kit/columns.ts';
import { type Context, type Tenant, tenants, withDatabase } from '../kit/context.ts';
import { WrongUse } from '../kit/failures.ts';
import { customerId } from '../kit/filter.ts';
import { newCommand, type SharedOptions, wordsOption } from '../kit/options.ts';
import {
  ARCHIVE_COLUMNS,
  CASE_COLUMNS,
  type CaseColumnName,
  DEFAULT_CASE_COLUMNS,
  type ListedCase,
} from './columns.ts';
import { showDebtorsCases } from './debtors-cases.ts';

interface Options extends SharedOptions {
  readonly state?: readonly CaseState[];
  readonly status?: readonly CaseStatus[];
  readonly showCompleted?: boolean;
  readonly needs?: boolean;
  readonly held?: boolean;
  readonly configuration?: string;
  readonly customer?: string;
  readonly columns?: string;
  readonly debtor?: string;
}

const PAGE = 200;
const STATES = Object.values(CaseState).filter((state) => state !== CaseState.CREATE);
const COMPLETED = [CaseStatus.DEACTIVATED, CaseStatus.CLOSED, CaseStatus.FAILED];

export function build(): Command {
  return newCommand(
    'Lists the debt collection cases that match all of the given filters: those under way, unless completed ones are asked for.',
    [
      'dunwell case list --state REVIEWING',
      'dunwell case list --show-completed --status deactivated',
      'dunwell case list --needs --columns reference,name,needs,open',
      'dunwell case list --debtor C-200',
    ],
  )
    .option('--state <states>', `states, separated by commas: ${STATES.join(', ')}`, wordsOption(STATES))
    .option('--show-completed', 'completed cases too: closed, failed and deactivated ones')
    .option(
      '--status <statuses>',
      `only completed cases that are ${COMPLETED.join(', ')}; separated by commas`,
      wordsOption(COMPLETED),
    )
    .option('--needs', 'only those that need a person, completed ones too')
    .option('--held', 'only paused ones')
    .option('--configuration <name>', 'only those with that collector configuration')
    .option('--customer <reference>', 'only of that customer')
    .option('--columns <names>', 'which columns, separated by commas')
    .option('--debtor <customer>', 'instead: the cases that this customer may see, as they may see them')
    .addHelpText('after', columnsInWords(CASE_COLUMNS))
    .action((options: Options) => {
      const { debtor } = options;
      if (debtor !== undefined) {
        requireAlone(options);
        return withDatabase(options, (context) => showDebtorsCases(context, debtor));
      }
      const names = columnsFor(options);
      return withDatabase(options, (context) => show(context, options, names));
    });
}

/** What a debtor may see follows from the rules, not from filters. */
function requireAlone({ data: _, creditor: __, json: ___, debtor: ____, ...filters }: Options): void {
  if (Object.values(filters).every((one) => one === undefined)) return;
  throw new WrongUse('--debtor shows all that the customer may see: give it without filters and columns.');
}

function columnsFor(options: Options): readonly CaseColumnName[] {
  const isArchive = statusesOf(options)?.join() !== CaseStatus.UNDER_WAY;
  const preset = isArchive && options.needs !== true ? ARCHIVE_COLUMNS : DEFAULT_CASE_COLUMNS;
  const isOne = options.creditor !== undefined;
  return chosenColumns(CASE_COLUMNS, options.columns, isOne ? preset : ['creditor', ...preset]);
}

/**
 * Completed cases are hidden unless asked for, by the archive's filter or by a state in which cases end; one that
 * needs a person is never hidden from whoever asks for those.
 */
function statusesOf({
  state = [],
  status,
  showCompleted,
  needs,
}: Options): readonly CaseStatus[] | undefined {
  if (status !== undefined) return status;
  if (showCompleted === true || needs === true || state.some(hasCaseEnded)) return undefined;
  return [CaseStatus.UNDER_WAY];
}

async function show(context: Context, options: Options, names: readonly CaseColumnName[]): Promise<void> {
  const { output } = context;
  const columns = names.map((name) => [name, CASE_COLUMNS[name]] as const);
  const written = await printList(output, columns, listedOfAll(context, options), ({ row }) => row.currency);
  if (output.isJson || written > 0) return;
  const isAsked = options.status !== undefined || statusesOf(options) === undefined;
  output.note(`No case matches.${isAsked ? '' : ' --show-completed shows completed ones too.'}`);
}

async function* listedOfAll(context: Context, options: Options): AsyncGenerator<ListedCase> {
  for (const tenant of await tenants(context)) yield* eachListed(context, tenant, options);
}

/** Page by page, each one consistent reading, so that a list of any size fits into memory. */
async function* eachListed(context: Context, tenant: Tenant, options: Options): AsyncGenerator<ListedCase> {
  const filter = await filterFor(context, tenant, options);
  for (let afterId = 0; ; ) {
    const after = afterId;
    const page = await context.db.read(async (tx) => {
      const rows = await listCases(tx, { ...filter, afterId: after, limit: PAGE });
      const invoices = await invoicesOfCases(
        tx,
        rows.map((row) => row.id),
      );
      const listed: ListedCase[] = [];
      for (const row of rows) {
        const customer = await findCustomer(tx, row.customerId);
        const own = invoices.filter((invoice) => invoice.caseId === row.id).map(({ number }) => number);
        listed.push({ row, customer, invoices: own, calendar: tenant.calendar });
      }
      return listed;
    });
    yield* page;
    const last = page.at(-1);
    if (last === undefined || page.length < PAGE) return;
    afterId = last.row.id;
  }
}

async function filterFor(context: Context, { id }: Tenant, options: Options): Promise<CaseFilter> {
  const { state, needs, held, configuration, customer } = options;
  return {
    creditor: id,
    states: state,
    statuses: statusesOf(options),
    attention: needs,
    held,
    configuration,
    customerId: customer === undefined ? undefined : await customerId(context, id, customer),
  };
}
