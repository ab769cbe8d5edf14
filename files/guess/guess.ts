import { type GuessKind, kindOf, tableOf } from './header.ts';
import { sampleOf } from './sample.ts';
import { guessSection, type SectionGuess } from './section.ts';
import { writeMapping } from './write-mapping.ts';

/** A mapping that was guessed, or why none could be. */
export type Guess =
  | {
      readonly ok: true;
      readonly kind: GuessKind;
      readonly yaml: string;
      readonly unclear: readonly string[];
    }
  | { readonly ok: false; readonly reason: string };

export type { GuessKind } from './header.ts';

/** Guesses how a file is to be read. What it says is for a person to look at, not for taking files in by itself. */
export async function guessMapping(
  path: string,
  options: { readonly kind?: GuessKind | undefined; readonly year: number },
): Promise<Guess> {
  const sample = await sampleOf(path);
  if (typeof sample === 'string') return { ok: false, reason: sample };
  const table = await tableOf(sample.text);
  if (table === undefined) {
    return { ok: false, reason: 'has no line that names columns; a table with a header is read' };
  }
  const kind = options.kind ?? kindOf(table.names);
  const section: SectionGuess = guessSection(kind, sample, table, options.year);
  const more = sample.isAll ? [] : [`only the first ${table.rows.length} rows were looked at`];
  return { ok: true, kind, yaml: writeMapping(section), unclear: [...section.unclear, ...more] };
}
