import { entry, type GroupModule } from '../kit/command-entry.ts';

/** Collector configurations. Each command is a file of cli/collector/. */
export const group: GroupModule['group'] = {
  about:
    'Collector configurations: how debt collection cases are collected. A case gets the first one, by priority, whose conditions all hold when it is prepared; changes count for cases prepared later.',
  commands: [
    entry('publish', 'publish a file of configurations as all there is', () => import('./publish.ts')),
    entry('list', 'the configurations in force, in the order of looking', () => import('./list.ts')),
    entry(
      'show',
      'one configuration as a file that says the same, with its versions',
      () => import('./show.ts'),
    ),
    entry(
      'why',
      'which configuration a case got or would get, condition by condition',
      () => import('./why.ts'),
    ),
    entry('try', 'walk an invented TEST order through a collector, check by check', () => import('./try.ts')),
  ],
  examples: ['dunwell collector publish collectors.yaml', 'dunwell collector why 2026/001-1'],
};
