import { check } from '../check.ts';
import type { Problem } from '../problem.ts';
import { readTextFile } from '../text.ts';
import { withoutSecret } from '../without-secrets.ts';
import { readYaml } from '../yaml.ts';
import { buildConfigurations, type WrittenConfiguration } from './build.ts';
import { collectorRules } from './rules.ts';
import { collectorsFileSchema } from './schema.ts';

/** A file of collector configurations read, or every problem found in it. */
export type CollectorsLoad =
  | { readonly ok: true; readonly configurations: readonly WrittenConfiguration[] }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** Reads a file of collector configurations; never throws for what stands in it or for its absence. */
export async function loadCollectorsFile(path: string): Promise<CollectorsLoad> {
  const file = await readTextFile(path);
  return file.ok ? readCollectors(file.text) : { ok: false, problems: [file.problem] };
}

/** Reads the text of a file of collector configurations. */
export function readCollectors(source: string): CollectorsLoad {
  const yaml = readYaml(source);
  if (!yaml.ok) return yaml;
  const checked = check(yaml.value, collectorsFileSchema, collectorRules, yaml.lineOf);
  if (checked.ok) return { ok: true, configurations: buildConfigurations(checked.data) };
  return { ok: false, problems: checked.problems.map(withoutSecret) };
}
