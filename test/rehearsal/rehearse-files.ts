import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadCreditorFile } from '../../config/load.ts';
import { loadScript } from '../../files/script.ts';
import type { RehearsalLine } from '../../rehearsal/line.ts';
import { type RehearsalRequest, type RehearsalResult, rehearse } from '../../rehearsal/rehearse.ts';
import { installRuntime } from '../../worker/runtime.ts';

/** A rehearsal of the files in a folder: creditor.yaml, invoices.csv and, if there, payments.csv. */
export interface FilesToRehearse {
  readonly creditor: string;
  readonly invoices: string;
  readonly payments?: string;
  readonly script?: string;
  readonly approve: 'none' | 'all';
  readonly dataFolder: string;
  readonly out: string;
  readonly bundlePath?: string;
}

export async function rehearseFiles(
  files: FilesToRehearse,
  changed: Partial<RehearsalRequest> = {},
): Promise<RehearsalResult> {
  installRuntime(() => undefined);
  const { invoices, payments, approve, dataFolder, out } = files;
  const loaded = await loadCreditorFile(files.creditor);
  if (!loaded.ok) throw new Error(loaded.problems.map((problem) => JSON.stringify(problem)).join('\n'));
  mkdirSync(dataFolder, { recursive: true });
  const script =
    files.script === undefined ? undefined : await loadScript(files.script, loaded.creditor.currency);
  if (script?.ok === false)
    throw new Error(script.problems.map((problem) => JSON.stringify(problem)).join('\n'));
  return rehearse({
    creditor: loaded.creditor,
    policyHash: loaded.hash,
    identity: [loaded.source, ''],
    invoices,
    payments,
    approve,
    script: script === undefined ? undefined : { file: 'script.yaml', ...script },
    out,
    strict: false,
    dataFolder,
    asOf: Date.now(),
    onProgress: () => undefined,
    onMessage: () => undefined,
    isCancelled: () => false,
    bundle: files.bundlePath === undefined ? undefined : { codePath: files.bundlePath },
    ...changed,
  });
}

/** The lines of a file, each as it was written, in order. */
export function linesOf(file: string): RehearsalLine[] {
  const lines = readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '');
  return lines.map((line) => JSON.parse(line) as RehearsalLine);
}

/** The files of a ledger that is checked in. */
export function fixture(name: string): {
  creditor: string;
  invoices: string;
  payments: string;
  folder: string;
} {
  const folder = join(import.meta.dirname, 'fixtures', name);
  const file = (part: string) => join(folder, part);
  return {
    folder,
    creditor: file('creditor.yaml'),
    invoices: file('invoices.csv'),
    payments: file('payments.csv'),
  };
}
