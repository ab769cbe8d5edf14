import { check } from '../config/check.ts';
import type { Problem } from '../config/problem.ts';
import { readTextFile } from '../config/text.ts';
import { readYaml } from '../config/yaml.ts';
import { buildMapping } from './build-mapping.ts';
import type { Mapping } from './mapping.ts';
import { brokenMappingRules } from './mapping-rules.ts';
import { mappingSchema } from './mapping-schema.ts';

/** A mapping file read, or every problem found in it. */
export type MappingLoad =
  | { readonly ok: true; readonly mapping: Mapping; readonly source: string }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** Reads a mapping file; never throws for what stands in it or for its absence. */
export async function loadMapping(path: string): Promise<MappingLoad> {
  const file = await readTextFile(path);
  return file.ok ? readMapping(file.text) : { ok: false, problems: [file.problem] };
}

/** Reads the text of a mapping file. */
export function readMapping(source: string): MappingLoad {
  const yaml = readYaml(source);
  if (!yaml.ok) return yaml;
  const checked = check(yaml.value, mappingSchema, brokenMappingRules, yaml.lineOf);
  return checked.ok ? { ok: true, mapping: buildMapping(checked.data), source } : checked;
}
