import { entry, type GroupModule } from '../kit/command-entry.ts';

/** Early and crisis signals. Each command is a file of cli/signals/. */
export const group: GroupModule['group'] = {
  about:
    'Early and crisis signals to municipalities: an evaluation prepares, a person sends, the municipality answers.',
  commands: [
    entry(
      'evaluate',
      'judge every customer now and bring the prepared list up to date',
      () => import('./evaluate.ts'),
    ),
    entry('list', 'who is scheduled, reported, helped or registered dead', () => import('./list.ts')),
    entry('why', 'why a customer is or is not prepared, condition by condition', () => import('./why.ts')),
    entry('send', 'send what is prepared, each looked at again', () => import('./send.ts')),
    entry('feedback', 'take in what municipalities said', () => import('./feedback.ts')),
    entry('opt-out', 'opt a customer out, with a reason', () => import('./opt-out.ts')),
    entry(
      'opt-out-link',
      'make or check the signed link by which a customer opts out',
      () => import('./opt-out-link.ts'),
    ),
    entry('contact', 'record and show attempts at personal contact', () => import('./contact.ts')),
    entry('consent', 'record what was offered or said about passing data on', () => import('./consent.ts')),
    entry(
      'disconnections',
      'planned disconnections and evictions, and what stops them',
      () => import('./disconnections.ts'),
    ),
    entry('export', 'write one of the lists as CSV or JSON', () => import('./export.ts')),
    entry(
      'retention',
      'how long data is kept, and the proofs of what was deleted',
      () => import('./retention.ts'),
    ),
  ],
  examples: [
    'dunwell signals evaluate',
    'dunwell signals list --list scheduled-early',
    'dunwell signals why C-100',
    'dunwell signals send --type early --commit',
    'dunwell signals feedback feedback.csv',
  ],
};
