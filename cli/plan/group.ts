import { INVOICE_FORMS } from '../../contracts/message-forms.ts';
import { entriesOf, entry, type GroupModule } from '../kit/command-entry.ts';

/** A command for each message about payment plans that people send. */
const MESSAGES = entriesOf(
  INVOICE_FORMS,
  async (kind) => (await import('../messages/message-command.ts')).messageCommand(kind),
  'plan',
);

/** Payment plans and promises to pay. */
export const group: GroupModule['group'] = {
  about:
    'Payment plans and promises to pay: what was agreed about which invoices, what was paid of it, and what became of it.',
  commands: [
    entry('list', 'payment plans and promises that match a filter', () => import('./list.ts')),
    entry('show', 'all that was agreed about an invoice', () => import('./show.ts')),
    ...MESSAGES,
  ],
  bare: 'list',
  examples: [
    'dunwell plan make 2026/001 --instalments 4 --first-on 2026-04-01',
    'dunwell plan show 2026/001',
    'dunwell plan list --status ACTIVE',
  ],
};
