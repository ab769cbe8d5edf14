import { type CaseSettings, DEFAULT_CASE_SETTINGS } from '../../domain/case/settings.ts';
import type { CasesFile } from './schema.ts';
import { bytesOf, formatSize } from './size.ts';

/** The settings that a checked section describes; undefined when they are the defaults, as before there were any. */
export function buildCases(file: CasesFile): CaseSettings | undefined {
  const { waiveCostsAfterDays, largestDocument, ...rest } = file;
  const settings: CaseSettings = {
    ...rest,
    ...(waiveCostsAfterDays === undefined ? {} : { waiveCostsAfterDays }),
    largestDocument: bytesOf(largestDocument),
  };
  const names = Object.keys({ ...DEFAULT_CASE_SETTINGS, ...settings }) as (keyof CaseSettings)[];
  return names.some((name) => settings[name] !== DEFAULT_CASE_SETTINGS[name]) ? settings : undefined;
}

/** Settings as the section that says the same. */
export function casesFile(settings: CaseSettings = DEFAULT_CASE_SETTINGS): CasesFile {
  return { ...settings, largestDocument: formatSize(settings.largestDocument) };
}
