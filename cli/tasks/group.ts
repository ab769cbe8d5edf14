import { entry, type GroupModule } from '../kit/command-entry.ts';

/** What waits for a person. Each command is a file of cli/tasks/. */
export const group: GroupModule['group'] = {
  about:
    'All that waits for a person: on invoices, cases, customers, creditors and staged files. The list of cases that your own people collect is another: dunwell case tasks.',
  commands: [
    entry('list', 'open tasks that match a filter, the oldest first', () => import('./list.ts')),
    entry('done', 'say that you have seen to a task', () => import('./done.ts')),
    entry('dismiss', 'say that nothing is to be done, and why', () => import('./dismiss.ts')),
    entry('assign', 'give a task to somebody', () => import('./assign.ts')),
  ],
  bare: 'list',
  examples: [
    'dunwell tasks',
    'dunwell tasks --kind SURPLUS --owner anna',
    'dunwell tasks done 12 --note "refunded today"',
  ],
};
