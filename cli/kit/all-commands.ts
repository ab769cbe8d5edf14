import { INVOICE_FORMS } from '../../contracts/message-forms.ts';
import { type CommandEntry, entriesOf, entry } from './command-entry.ts';

export interface CommandGroup {
  readonly title: string;
  readonly commands: readonly CommandEntry[];
}

/** A command for each message to an invoice that people send. */
const MESSAGES = entriesOf(INVOICE_FORMS, async (kind) =>
  (await import('../messages/message-command.ts')).messageCommand(kind),
);

/** All commands, in the order of the list that `dunwell --help` shows. */
export const COMMAND_GROUPS: readonly CommandGroup[] = [
  {
    title: 'Run',
    commands: [
      entry(
        'start',
        'run everything on this machine: server, worker, schedules',
        () => import('../start/start.ts'),
      ),
      entry('worker', 'run a worker against a Temporal server', () => import('../worker/worker.ts')),
      entry('server', 'run the embedded Temporal server alone', () => import('../server/server.ts')),
      entry('api', "serve HTTP: take collectors' reports", () => import('../api/api.ts')),
      entry(
        'rehearse',
        'carry a ledger through the real workflows without sending anything',
        () => import('../rehearsal/rehearse.ts'),
      ),
      entry(
        'doctor',
        'check server, database, schedules and stuck invoices',
        () => import('../doctor/doctor.ts'),
      ),
      entry(
        'database',
        'move the books to PostgreSQL, bring them up to date, check them',
        () => import('../database/group.ts'),
      ),
    ],
  },
  {
    title: 'Look',
    commands: [
      entry('status', 'what stands where, and what needs a person', () => import('../invoice/status.ts')),
      entry(
        'forecast',
        'what goes out tomorrow and in the next days',
        () => import('../invoice/forecast.ts'),
      ),
      entry(
        'list',
        'invoices that match a filter, with the columns you choose',
        () => import('../invoice/list.ts'),
      ),
      entry(
        'why',
        'why nothing goes out for an invoice today, rule by rule',
        () => import('../invoice/why.ts'),
      ),
      entry(
        'money',
        'how every cent that is open on an invoice came about',
        () => import('../invoice/money.ts'),
      ),
      entry('tasks', 'all that waits for a person; say what is done', () => import('../tasks/group.ts')),
      entry('timeline', 'everything that happened to an invoice', () => import('../invoice/timeline.ts')),
      entry(
        'case',
        'debt collection cases: look at them, start them, act on them',
        () => import('../case/group.ts'),
      ),
    ],
  },
  {
    title: 'Bring in',
    commands: [
      entry('import', 'take in invoices, with payments and customers', () => import('../intake/import.ts')),
      entry('payments', 'take in payments, credits and reversals', () => import('../intake/payments.ts')),
      entry('bank', 'take in bank statements, CAMT.053 and CAMT.054', () => import('../intake/bank.ts')),
      entry(
        'bounces',
        'read what mail servers report of e-mails',
        () => import('../intake/bounces/bounces.ts'),
      ),
      entry(
        'delivery-feedback',
        'take in what became of letters: bounces, returns, deliveries',
        () => import('../intake/delivery-feedback.ts'),
      ),
      entry('customers', 'take in customers', () => import('../intake/customers.ts')),
      entry(
        'mapping',
        'guess or try how a file of another program is read',
        () => import('../intake/mapping/group.ts'),
      ),
      entry(
        'unmatched',
        'money that is on no invoice: match it, assign it, give it back',
        () => import('../intake/unmatched/group.ts'),
      ),
      entry('policy', 'publish, show, preview and migrate policies', () => import('../policy/policy.ts')),
      entry(
        'letters',
        'what letters and mails say: check, preview, publish texts of your own',
        () => import('../letters/group.ts'),
      ),
      entry(
        'collector',
        'publish how cases are collected, and ask why a case goes where',
        () => import('../collector/group.ts'),
      ),
      entry('channels', 'publish and check how letters leave', () => import('../channels/group.ts')),
    ],
  },
  {
    title: 'Act',
    commands: [
      entry('pay', 'book a payment or credit by hand', () => import('../intake/pay.ts')),
      ...MESSAGES,
      entry(
        'plan',
        'payment plans and promises to pay: agree on them, look at them, end them',
        () => import('../plan/group.ts'),
      ),
      entry(
        'signals',
        'prepare and send early and crisis signals to municipalities',
        () => import('../signals/group.ts'),
      ),
    ],
  },
];

export const COMMANDS: readonly CommandEntry[] = COMMAND_GROUPS.flatMap((group) => group.commands);
