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
        () => import('../commands/start.ts'),
      ),
      entry('worker', 'run a worker against a Temporal server', () => import('../commands/worker.ts')),
      entry('server', 'run the embedded Temporal server alone', () => import('../commands/server.ts')),
      entry('api', "serve HTTP: take collectors' reports", () => import('../commands/api.ts')),
      entry(
        'rehearse',
        'carry a ledger through the real workflows without sending anything',
        () => import('../commands/rehearse.ts'),
      ),
      entry(
        'doctor',
        'check server, database, schedules and stuck invoices',
        () => import('../commands/doctor.ts'),
      ),
    ],
  },
  {
    title: 'Look',
    commands: [
      entry('status', 'what stands where, and what needs a person', () => import('../commands/status.ts')),
      entry(
        'forecast',
        'what goes out tomorrow and in the next days',
        () => import('../commands/forecast.ts'),
      ),
      entry(
        'list',
        'invoices that match a filter, with the columns you choose',
        () => import('../commands/list.ts'),
      ),
      entry(
        'why',
        'why nothing goes out for an invoice today, rule by rule',
        () => import('../commands/why.ts'),
      ),
      entry('tasks', 'all that waits for a person; say what is done', () => import('../commands/tasks.ts')),
      entry('timeline', 'everything that happened to an invoice', () => import('../commands/timeline.ts')),
      entry(
        'case',
        'debt collection cases: look at them, start them, act on them',
        () => import('../commands/case.ts'),
      ),
    ],
  },
  {
    title: 'Bring in',
    commands: [
      entry('import', 'take in invoices, with payments and customers', () => import('../commands/import.ts')),
      entry('payments', 'take in payments, credits and reversals', () => import('../commands/payments.ts')),
      entry('bank', 'take in bank statements, CAMT.053 and CAMT.054', () => import('../commands/bank.ts')),
      entry('customers', 'take in customers', () => import('../commands/customers.ts')),
      entry(
        'mapping',
        'guess or try how a file of another program is read',
        () => import('../commands/mapping.ts'),
      ),
      entry(
        'unmatched',
        'money that is on no invoice: match it, assign it, give it back',
        () => import('../commands/unmatched.ts'),
      ),
      entry('policy', 'publish, show, preview and migrate policies', () => import('../commands/policy.ts')),
      entry(
        'collector',
        'publish how cases are collected, and ask why a case goes where',
        () => import('../commands/collector.ts'),
      ),
    ],
  },
  {
    title: 'Act',
    commands: [
      entry('pay', 'book a payment or credit by hand', () => import('../commands/pay.ts')),
      ...MESSAGES,
      entry(
        'signals',
        'prepare and send early and crisis signals to municipalities',
        () => import('../commands/signals.ts'),
      ),
    ],
  },
];

export const COMMANDS: readonly CommandEntry[] = COMMAND_GROUPS.flatMap((group) => group.commands);
