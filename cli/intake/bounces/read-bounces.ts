import { writeFile } from 'node:fs/promises';
import { formatDay } from '../../../domain/kernel/day.ts';
import { count } from '../../../read/kit/format.ts';
import { type Context, tenant } from '../../kit/context.ts';
import { WorkFailed, WrongUse } from '../../kit/failures.ts';
import type { SharedOptions } from '../../kit/options.ts';
import { moveFiles } from './move-files.ts';
import { type FiledMail, readMailboxes } from './read-mailbox.ts';

export interface BouncesOptions extends SharedOptions {
  readonly out?: string;
  readonly moveTo?: string;
}

/** Reads mailboxes and writes what they tell of a creditor's letters; then moves what was understood. */
export async function readBounces(
  context: Context,
  places: readonly string[],
  { out, moveTo }: BouncesOptions,
): Promise<void> {
  if (moveTo !== undefined && out === undefined) {
    throw new WrongUse('--move-to needs --out: what was moved is not read again.');
  }
  const { db, output, asOf } = context;
  const { id: creditor, calendar } = await tenant(context);
  const filed = await readMailboxes(db, places);
  const today = calendar.dayOf(asOf);
  const feedback = filed.flatMap(({ name, mail }) => {
    if (!('feedback' in mail) || mail.letter.creditor !== creditor) return [];
    // A server whose clock is ahead has seen nothing that lies ahead.
    const on = formatDay(mail.at === null ? today : Math.min(today, calendar.dayOf(mail.at)));
    return [{ file: name, invoice: mail.letter.number, on, ...mail.feedback }];
  });
  const left = filed.filter((file) => whyLeft(file, creditor) !== undefined);
  if (out !== undefined) await writeFeedback(out, feedback);
  if (moveTo !== undefined) {
    await moveFiles(
      filed.filter((file) => !left.includes(file)),
      moveTo,
    );
  }
  const problems = left.map((file) => ({ file: file.name, says: whyLeft(file, creditor) ?? '' }));
  for (const { file, says } of problems) output.warn(`${file}: ${says}`);
  const withoutEffect = filed.length - feedback.length - left.length;
  if (output.isJson) return output.json({ files: filed.length, feedback, withoutEffect, problems });
  if (feedback.length > 0) {
    const table = output.table(['result', 'status', 'on', 'invoice', 'file'].map((title) => ({ title })));
    for (const { result, note = '', on, invoice, file } of feedback) {
      await table.row([result, note, on, invoice, file]);
    }
    await table.end();
  }
  await output.line(
    `${count(filed.length, 'file')}: ${feedback.length} about letters, ${withoutEffect} without effect, ${left.length} left for you.`,
  );
}

/** Why a person should look at a file; undefined for those that are done with. */
function whyLeft({ mail }: FiledMail, creditor: string): string | undefined {
  if ('says' in mail) return mail.isForYou ? mail.says : undefined;
  return mail.letter.creditor === creditor ? undefined : `is about a letter of ${mail.letter.creditor}`;
}

const COLUMNS = ['key', 'result', 'on', 'channel', 'note', 'externalId'] as const;
type Row = Readonly<Partial<Record<(typeof COLUMNS)[number], string>>>;

/** Keys, words and codes: nothing in them needs quotes. What was written before is somebody's to take in. */
async function writeFeedback(path: string, rows: readonly Row[]): Promise<void> {
  const lines = [COLUMNS.join(','), ...rows.map((row) => COLUMNS.map((name) => row[name] ?? '').join(','))];
  try {
    await writeFile(path, `${lines.join('\n')}\n`, { flag: 'wx', mode: 0o640, flush: true });
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    throw new WorkFailed(
      code === 'EEXIST'
        ? `${path} stands there already: take it in first, or name another file.`
        : `${path} cannot be written (${code}); nothing was moved.`,
    );
  }
}
