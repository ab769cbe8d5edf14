import { textsHash } from '../../config/hash.ts';
import { loadTextsFolder } from '../../config/letters/load.ts';
import { didYouMean } from '../../config/nearest.ts';
import { formatProblem } from '../../config/problem.ts';
import { type CreditorRow, findPolicy } from '../../db/creditor/creditors.ts';
import { findLetterTexts } from '../../db/creditor/letter-texts.ts';
import type { Tx } from '../../db/tx.ts';
import type { Creditor, Policy } from '../../domain/invoice/policy.ts';
import type { OwnTexts } from '../../domain/letters/own-texts.ts';
import { LetterNumber } from '../../domain/letters/placeholders.ts';
import { isFinal } from '../../domain/signals/final-level.ts';
import { checkTexts, type TextChecked } from '../../gateways/letters/check-texts.ts';
import { WorkFailed } from '../kit/failures.ts';

/** A creditor's texts with what they are checked against. */
export interface TextsOfCreditor {
  readonly creditor: Pick<Creditor, 'creditor' | 'name' | 'country' | 'currency'>;
  readonly policy: Policy;
  readonly own: OwnTexts | null;
}

/** Reads a folder of texts, or says everything that is wrong with it. */
export async function readTextsFolder(folder: string): Promise<OwnTexts> {
  const loaded = await loadTextsFolder(folder);
  if (loaded.ok) return loaded.texts;
  throw new WorkFailed(loaded.problems.map(({ file, problem }) => formatProblem(file, problem)).join('\n'));
}

/** What is in force for a creditor. */
export async function textsInForce(tx: Tx, row: CreditorRow): Promise<TextsOfCreditor> {
  const policy = await findPolicy(tx, row.creditor, row.policyVersion);
  if (policy === undefined) throw new WorkFailed(`Creditor ${row.creditor} has no policy yet: publish one.`);
  const own = row.textsHash === null ? undefined : await findLetterTexts(tx, row.creditor, row.textsHash);
  return { creditor: row, policy, own: own ?? null };
}

/** Every letter of a creditor, written and looked at; texts of levels that there are not count among what is wrong. */
export function lettersChecked({ creditor, policy, own }: TextsOfCreditor): readonly TextChecked[] {
  const { creditor: id, name, country, currency } = creditor;
  return checkTexts({
    creditor: { id, name, country },
    currency,
    levels: policy.levels.map((level) => ({
      name: level.name,
      kind: level.kind,
      final: isFinal(level, policy.levels),
    })),
    hasCosts: (policy.charges?.costs.consumer.kind ?? 'none') !== 'none',
    ...(own === null ? {} : { ownTexts: { hash: textsHash(own), says: own } }),
  });
}

/** Texts for levels that the policy does not have: they would never be read. */
export function strangeLevels({ policy, own }: TextsOfCreditor): readonly string[] {
  const known = policy.levels.map(({ name }) => name);
  return Object.entries(own?.words ?? {}).flatMap(([language, { levels = {} }]) =>
    Object.keys(levels)
      .filter((name) => !known.includes(name))
      .map((name) => {
        const guess = didYouMean(name, known);
        const right = guess === '' ? `; its levels are ${known.join(', ')}` : guess;
        return `texts/${language}: levels.${name} is no level of the policy${right}`;
      }),
  );
}

/** Of letters that cannot be written, as many are told. */
const MOST_TOLD = 20;

/** Nothing is published that would make a broken letter. */
export function refuseBroken(texts: TextsOfCreditor, others: readonly string[] = []): void {
  const broken = lettersChecked(texts).flatMap((form) =>
    form.problems.map((problem) => `${formInWords(form)}: ${problem}`),
  );
  const wrong = [...others, ...broken];
  if (wrong.length === 0) return;
  const more =
    wrong.length > MOST_TOLD ? [`and ${wrong.length - MOST_TOLD} more: dunwell letters check`] : [];
  throw new WorkFailed([...wrong.slice(0, MOST_TOLD), ...more, 'Nothing was published.'].join('\n'));
}

/** A letter in words: `notice (email, nl, several invoices)`. */
export function formInWords({ level, text, channel, language, number }: TextChecked): string {
  return `${level ?? text} (${channel}, ${language}, ${number === LetterNumber.ONE ? 'one invoice' : 'several invoices'})`;
}
