import { type CaseSettings, DEFAULT_CASE_SETTINGS } from '../../domain/case/settings.ts';
import { formatSize } from './size.ts';

/** The settings of a section; undefined when they are the defaults, as before there were any. */
export function buildCases(settings: CaseSettings): CaseSettings | undefined {
  const names = Object.keys({ ...DEFAULT_CASE_SETTINGS, ...settings }) as (keyof CaseSettings)[];
  return names.some((name) => settings[name] !== DEFAULT_CASE_SETTINGS[name]) ? settings : undefined;
}

/** Settings as the section that says the same. */
export function casesFile(settings: CaseSettings = DEFAULT_CASE_SETTINGS) {
  return { ...settings, largestDocument: formatSize(settings.largestDocument) };
}
