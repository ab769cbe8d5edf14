import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { CaseLine } from '../../rehearsal/case-line.ts';
import type { RehearsalLine } from '../../rehearsal/line.ts';
import type { RehearsalRequest } from '../../rehearsal/rehearse.ts';
import { temporaryFolder } from '../workflows/temporary-folder.ts';
import { linesOf, rehearseFiles } from './rehearse-files.ts';
import { sharedBundle } from './shared-bundle.ts';

export interface Scripted {
  /** Rows without their header. */
  readonly invoices: readonly string[];
  readonly payments?: readonly string[];
  /** Lines of the script. */
  readonly script: readonly string[];
  /** What the creditor file says in place of the example's words. */
  readonly policy?: string;
}

const INVOICE_HEADER = 'number,customer,issuedOn,dueOn,amount,currency,transferMode';
const PAYMENT_HEADER = 'invoice,bookedOn,amount,currency,externalId,kind';

const CREDITOR = `creditor: acme
name: Acme B.V.
country: NL
timeZone: Europe/Amsterdam
currency: EUR
language: nl
policy:
  minimumAmount: "10.00"
  levels:
    - { name: reminder-1, kind: reminder, daysAfterDue: 7 }
    - { name: reminder-2, kind: reminder, daysAfterDue: 21, minDaysSincePrevious: 10 }
    - { name: notice, kind: notice, daysAfterDue: 35, minDaysSincePrevious: 14, paymentDays: 14 }
  transfer: { mode: 20, workingDays: 3, at: "13:00", closeAfterDays: 60 }
`;

/** Writes the files of a rehearsal with a script into a folder of their own. */
export function scriptedFiles(scripted: Scripted) {
  const dataFolder = temporaryFolder('dunwell-script-');
  onTestFinished(() => rmSync(dataFolder, { recursive: true, force: true }));
  mkdirSync(dataFolder, { recursive: true });
  const file = (name: string, lines: readonly string[]) => {
    const path = join(dataFolder, name);
    writeFileSync(path, `${lines.join('\n')}\n`);
    return path;
  };
  return {
    creditor: file('creditor.yaml', [`${CREDITOR}${scripted.policy ?? ''}`]),
    invoices: file('invoices.csv', [INVOICE_HEADER, ...scripted.invoices]),
    ...(scripted.payments === undefined
      ? {}
      : { payments: file('payments.csv', [PAYMENT_HEADER, ...scripted.payments]) }),
    script: file('script.yaml', scripted.script),
    approve: 'none' as const,
    dataFolder,
    out: join(dataFolder, 'lines.jsonl'),
    ...sharedBundle(),
  };
}

/** Rehearses with a script: the lines of the invoices, and what came to nothing. */
export async function rehearseScript(scripted: Scripted, changed: Partial<RehearsalRequest> = {}) {
  const files = scriptedFiles(scripted);
  const { summary, unheard } = await rehearseFiles(files, changed);
  return { summary, unheard: unheard.map(({ text }) => text), ...linesIn(files.out) };
}

/** The lines of invoices and those of cases, each in their order. */
function linesIn(out: string) {
  const all = linesOf(out) as readonly (RehearsalLine | CaseLine)[];
  return {
    invoices: all.filter((line): line is RehearsalLine => 'number' in line),
    cases: all.filter((line): line is CaseLine => 'case' in line),
  };
}
