import { CASE_FORMS } from '../../contracts/message-forms.ts';
import type { CaseKind } from '../../domain/case/messages/index.ts';
import { type CommandModule, entriesOf, entry, type GroupModule } from '../kit/command-entry.ts';

/** Messages whose commands do more than send them: they read files, stage words or ask. */
const OF_THEIR_OWN: Partial<Readonly<Record<CaseKind, () => Promise<CommandModule>>>> = {
  update: () => import('./update.ts'),
  attachDocument: () => import('./attach.ts'),
  message: () => import('./message.ts'),
  deactivate: () => import('./deactivate.ts'),
};

const MESSAGES = entriesOf(
  CASE_FORMS,
  async (kind) => (await OF_THEIR_OWN[kind]?.()) ?? (await import('./case-command.ts')).caseCommand(kind),
);

/** Debt collection cases. Each other command is a file of cli/case/. */
export const group: GroupModule['group'] = {
  about:
    'Debt collection cases: what follows the transfer of a claim. Looks at cases, starts and creates them, and acts on them.',
  commands: [
    entry('list', 'cases that match a filter; completed ones only when asked', () => import('./list.ts')),
    entry('show', 'one case: where it stands, what it is about, what comes next', () => import('./show.ts')),
    entry('why', 'why nothing happens to a case now, rule by rule', () => import('./why.ts')),
    entry('timeline', 'everything that happened to a case', () => import('./timeline.ts')),
    entry('documents', 'the documents of a case', () => import('./documents.ts')),
    entry('download', 'write a document of a case to a file', () => import('./download.ts')),
    entry('dossier', 'write the file of a case as a PDF', () => import('./dossier.ts')),
    entry(
      'tasks',
      'cases that people collect by hand, as a list, CSV and dossiers',
      () => import('./tasks.ts'),
    ),
    entry('start', 'start a case for invoices, filled in from them', () => import('./start.ts')),
    entry('create', 'create a case from a JSON file', () => import('./create.ts')),
    entry(
      'settle',
      "take in a collector's settlement file and list what differs",
      () => import('./settle.ts'),
    ),
    ...MESSAGES,
  ],
  examples: [
    'dunwell case list --state REVIEWING',
    'dunwell case start 2026/001 --preview',
    'dunwell case show 2026/001-1',
  ],
};
