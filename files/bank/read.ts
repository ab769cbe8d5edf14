import { createReadStream } from 'node:fs';
import { Refuses } from '../item.ts';
import { BatchCheck } from './batch-check.ts';
import { CamtSink } from './camt.ts';
import type { BankItem, BankOptions } from './item.ts';
import { StatementReader } from './statement-reader.ts';
import { scanXml, UnreadableXml } from './xml.ts';

/**
 * Reads a bank's file, CAMT.053 or CAMT.054, no faster than its items are asked for.
 *
 * It is read twice: a file that is cut off or no such message is refused whole, before the first entry is taken.
 */
export async function* readBankFile(
  path: string,
  options: BankOptions,
  file: string = path,
): AsyncGenerator<BankItem, void> {
  const check = new BatchCheck();
  try {
    for await (const _ of scanXml(createReadStream(path), new CamtSink(check))) {
      // Nothing to hand on yet.
    }
    if (check.statements === 0) throw new UnreadableXml('has no statement in it', 0);
    const reader = new StatementReader(file, options, check.unsplit);
    for await (const _ of scanXml(createReadStream(path), new CamtSink(reader))) yield* reader.drain();
  } catch (error) {
    if (!(error instanceof UnreadableXml)) throw error;
    const problem = { field: '', value: '', reason: error.message };
    yield { line: error.line, problem, also: [], refuses: Refuses.file };
  }
}
