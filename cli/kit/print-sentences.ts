import type { Output } from './output.ts';
import { oneLine } from './table.ts';

/** A line for each sentence; what a ledger brought into one reaches no terminal as it is. */
export async function printSentences(output: Output, sentences: readonly string[]): Promise<void> {
  for (const sentence of sentences) await output.line(oneLine(sentence));
}
