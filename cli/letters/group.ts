import { entry, type GroupModule } from '../kit/command-entry.ts';

/** What letters and mails say. Each command is a file of cli/letters/. */
export const group: GroupModule['group'] = {
  about:
    "Letters: what reminders, notices and the other mails to customers say. A creditor's own texts lie over the shipped ones; a letter that was planned keeps the texts it was planned with.",
  commands: [
    entry(
      'check',
      'write every level in every language, by mail and on paper, and look at it',
      () => import('./check.ts'),
    ),
    entry('preview', 'the letter of an invoice as it would go out now', () => import('./preview.ts')),
    entry('publish', "publish a folder of a creditor's own texts", () => import('./publish.ts')),
    entry('show', "a creditor's own texts as published", () => import('./show.ts')),
    entry('withdraw', 'go back to the shipped words', () => import('./withdraw.ts')),
  ],
  examples: [
    'dunwell letters check my.creditor.yaml',
    'dunwell letters preview 2026/001 --level notice --out letter.pdf',
  ],
};
