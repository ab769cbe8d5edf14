import { entry, type GroupModule } from '../../kit/command-entry.ts';

/** Money that is on no invoice. Each command is a file of cli/intake/unmatched/. */
export const group: GroupModule['group'] = {
  about:
    "Money that was told and is on no invoice: bookings whose invoice is not known, customers' credits and prepayments, what a bank statement did not say clearly. All of it is work for a person.",
  commands: [
    entry('list', 'what waits, with proposals where it may belong', () => import('./list.ts')),
    entry('match', 'book it, or parts of it, on invoices', () => import('./match.ts')),
    entry('assign', "say which customer's it is", () => import('./assign.ts')),
    entry('return', 'say that it was given back to the payer', () => import('./return.ts')),
    entry('dismiss', 'say that it was told by mistake', () => import('./dismiss.ts')),
    entry(
      'release',
      'take what was paid too much off its invoice, to match it elsewhere',
      () => import('./release.ts'),
    ),
    entry('undo', 'take back what was done with it, or a booking off its invoice', () => import('./undo.ts')),
  ],
  bare: 'list',
  examples: [
    'dunwell unmatched',
    'dunwell unmatched match 17 --invoice 2026/001',
    'dunwell unmatched match 17 --invoice 2026/001 --amount 50.00 --invoice 2026/002',
    'dunwell unmatched undo 17',
  ],
};
