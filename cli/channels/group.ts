import { entry, type GroupModule } from '../kit/command-entry.ts';

/** How letters leave. Each command is a file of cli/channels/. */
export const group: GroupModule['group'] = {
  about:
    'Channels: how reminders and notices leave, by e-mail, as letters, to a webhook. Each creditor has its own, or the default of all; while nothing is published, they are files in the outbox. Changes count from the next letter on.',
  commands: [
    entry('publish', 'publish a file of channels, for one creditor or for all', () => import('./publish.ts')),
    entry('list', 'the channels in force, creditor by creditor', () => import('./list.ts')),
    entry('show', 'the channels of one creditor as a file that says the same', () => import('./show.ts')),
    entry(
      'check',
      'whether channels would work from this machine, without sending',
      () => import('./check.ts'),
    ),
  ],
  examples: ['dunwell channels publish channels.yaml', 'dunwell channels check'],
};
