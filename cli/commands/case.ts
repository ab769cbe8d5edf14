import { entry, type GroupModule } from '../kit/command-entry.ts';

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
    entry('why', 'why nothing happens to a case now, rule by rule', () => import('../case/why.ts')),
    entry('timeline', 'everything that happened to a case', () => import('../case/timeline.ts')),
    entry('documents', 'the documents of a case', () => import('../case/documents.ts')),
    entry('download', 'write a document of a case to a file', () => import('../case/download.ts')),
    entry('dossier', 'write the file of a case as a PDF', () => import('../case/dossier.ts')),
    entry(
      'tasks',
      'cases that people collect by hand, as a list, CSV and dossiers',
      () => import('../case/tasks.ts'),
    ),
    entry('start', 'start a case for invoices, filled in from them', () => import('../case/start.ts')),
    entry('create', 'create a case from a JSON file', () => import('../case/create.ts')),
    entry('prepare', 'mark a case as prepared: its collector is chosen', () => import('../case/prepare.ts')),
    entry('review', 'mark a case as reviewed: it goes to its collector', () => import('../case/review.ts')),
    entry('send-back', 'send a case in review back to preparation', () => import('../case/send-back.ts')),
    entry('update', 'change fields of a case in preparation', () => import('../case/update.ts')),
    entry('collected', 'write down what a collector brought in', () => import('../case/collected.ts')),
    entry(
      'settle',
      "take in a collector's settlement file and list what differs",
      () => import('../case/settle.ts'),
    ),
    entry('charge', 'add costs, interest or a fee', () => import('../case/charge.ts')),
    entry('attach', 'attach a file to a case', () => import('../case/attach.ts')),
    entry('detach', 'take a document off a case', () => import('../case/detach.ts')),
    entry('message', 'say something to the collector', () => import('../case/message.ts')),
    entry('step', 'note what was done towards the debtor', () => import('../case/step.ts')),
    entry('pause', 'pause a case', () => import('../case/pause.ts')),
    entry('resume', 'end the pauses of a case', () => import('../case/resume.ts')),
    entry('withdraw', 'take a case back from its collector', () => import('../case/withdraw.ts')),
    entry('close', 'close a case, with a reason', () => import('../case/close.ts')),
    entry('waive', 'waive costs and interest and close the case', () => import('../case/waive.ts')),
    entry(
      'deactivate',
      'take a case out of sight, for good; its invoices are blocked',
      () => import('../case/deactivate.ts'),
    ),
    entry('delete', 'delete a deactivated case or a draft', () => import('../case/delete.ts')),
    entry('resolve', 'say what became of an order to the collector', () => import('../case/resolve.ts')),
    entry('look-again', 'decide the next step again', () => import('../case/look-again.ts')),
  ],
  examples: [
    'dunwell case list --state REVIEWING',
    'dunwell case start 2026/001 --preview',
    'dunwell case show 2026/001-1',
  ],
};
