import { entry, type GroupModule } from '../command-entry.ts';

/** Debt collection cases. Each command is a file of cli/case/. */
export const group: GroupModule['group'] = {
  about:
    'Debt collection cases: what follows the transfer of a claim. Looks at cases, starts and creates them, and acts on them.',
  commands: [
    entry(
      'list',
      'cases that match a filter; completed ones only when asked',
      () => import('../case/list.ts'),
    ),
    entry(
      'show',
      'one case: where it stands, what it is about, what comes next',
      () => import('../case/show.ts'),
    ),
    entry('timeline', 'everything that happened to a case', () => import('../case/timeline.ts')),
  ],
  examples: ['dunwell case list --state REVIEWING', 'dunwell case show 2026/001-1'],
};
