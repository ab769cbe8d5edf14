import { createHash } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { CollectorReport } from '../../domain/case/report.ts';
import { fileStemOf } from '../file-name.ts';
import { putOnce } from '../outbox-file.ts';
import { GatewayFailure } from '../port.ts';
import { readReport } from './report.ts';
import { CollectorReportRefused } from './report-refused.ts';

/** A report is a few words for each receipt; more is a mistake. */
const LONGEST_REPORT = 1024 * 1024;

/**
 * The newest report of an order among the answer files; null when there is none.
 *
 * A file that is no report is told of by a CollectorReportRefused, every time until it is mended, and a note in
 * words is left beside it for the collector. It stays where it is.
 */
export async function readAnswers(folder: string, order: string): Promise<CollectorReport | null> {
  const read: { readonly name: string; readonly report: CollectorReport }[] = [];
  const problems: string[] = [];
  for (const name of await answersTo(folder, order)) {
    const text = await contentOf(join(folder, name));
    const found = text.ok ? judged(name, text.text, order, read) : text;
    if (found.ok) {
      read.push({ name, report: found.report });
      continue;
    }
    problems.push(...found.problems.map((problem) => `${name}: ${problem}`));
    if (text.ok) await leaveNote(folder, name, text.text, found.problems);
  }
  const newest = read.map(({ report }) => report).sort((a, b) => b.revision - a.revision)[0] ?? null;
  if (problems.length > 0) throw new CollectorReportRefused(order, problems, newest);
  return newest;
}

type Problems = { readonly ok: false; readonly problems: readonly string[] };

async function answersTo(folder: string, order: string): Promise<readonly string[]> {
  const stem = fileStemOf(order, '.json');
  try {
    const names = await readdir(folder);
    return names.filter((name) => name.startsWith(stem) && name.endsWith('.json')).sort();
  } catch (error) {
    throw new GatewayFailure(`The collector's answers in ${folder} cannot be read (${codeOf(error)}).`, {
      isTemporary: true,
      mayHaveArrived: true,
      cause: error,
    });
  }
}

async function contentOf(file: string): Promise<{ readonly ok: true; readonly text: string } | Problems> {
  try {
    const { size } = await stat(file);
    if (size > LONGEST_REPORT) {
      return { ok: false, problems: [`it has ${size} bytes; write at most ${LONGEST_REPORT}`] };
    }
    return { ok: true, text: await readFile(file, 'utf8') };
  } catch (error) {
    return { ok: false, problems: [`it cannot be read (${codeOf(error)})`] };
  }
}

function judged(
  name: string,
  text: string,
  order: string,
  before: readonly { readonly name: string; readonly report: CollectorReport }[],
): { readonly ok: true; readonly report: CollectorReport } | Problems {
  const found = readReport(text);
  if (!found.ok) return found;
  const { report } = found;
  if (report.order !== order) {
    return {
      ok: false,
      problems: [`order: "${report.order}" is not the order of file ${name}; write "${order}"`],
    };
  }
  const same = before.find((one) => one.report.revision === report.revision);
  if (same !== undefined && JSON.stringify(same.report) !== JSON.stringify(report)) {
    const reason = `revision: ${report.revision} stands in ${same.name} with other content; write a higher one`;
    return { ok: false, problems: [reason] };
  }
  return found;
}

/** For the collector, who sees this folder and no more. One note for each content. */
async function leaveNote(
  folder: string,
  name: string,
  text: string,
  problems: readonly string[],
): Promise<void> {
  const mark = createHash('sha256').update(text).digest('hex').slice(0, 8);
  const note = `${name} is refused:\n${problems.map((problem) => `- ${problem}\n`).join('')}`;
  try {
    await putOnce(folder, `${name}.${mark}.refused.txt`, note);
  } catch {
    // The refusal is told by its own road; the collector's folder may be closed to us.
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error);
}
