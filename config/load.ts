import type { Creditor } from '../domain/invoice/policy.ts';
import { buildCreditor } from './build.ts';
import { check, problemAt } from './check.ts';
import { policyHash } from './hash.ts';
import { lawRules } from './letters/law.ts';
import type { Problem } from './problem.ts';
import { brokenRules } from './rules.ts';
import { creditorFileSchema } from './schema.ts';
import { readTextFile } from './text.ts';
import { readYaml } from './yaml.ts';

/** A creditor file read, or every problem found in it. */
export type CreditorLoad =
  | {
      readonly ok: true;
      readonly creditor: Creditor;
      /** The policy's version, see {@link policyHash}. */
      readonly hash: string;
      /** The file's text as it was read. */
      readonly source: string;
    }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** Reads a creditor file; never throws for what stands in it or for its absence. */
export async function loadCreditorFile(path: string): Promise<CreditorLoad> {
  const file = await readTextFile(path);
  return file.ok ? readCreditor(file.text) : { ok: false, problems: [file.problem] };
}

/** Reads the text of a creditor file. */
export function readCreditor(source: string): CreditorLoad {
  const yaml = readYaml(source);
  if (!yaml.ok) return yaml;
  const checked = check(yaml.value, creditorFileSchema, brokenRules, yaml.lineOf);
  if (!checked.ok) return checked;
  const creditor = buildCreditor(checked.data);
  const unlawful = lawRules(creditor).map((broken) => problemAt(yaml.value, broken, yaml.lineOf));
  if (unlawful.length > 0) return { ok: false, problems: unlawful };
  return { ok: true, creditor, hash: policyHash(creditor.policy), source };
}
