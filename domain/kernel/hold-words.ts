import { formatDay } from './day.ts';
import { type DaySpan, HoldReason } from './holds.ts';

/** What the operator of a blocked invoice reads, by language; English where a language is not here. */
const CASE_DEACTIVATED: Readonly<Record<string, string>> = {
  en: 'Debt collection case deactivated',
  de: 'Inkassoverfahren deaktiviert',
  nl: 'Incassozaak gedeactiveerd',
  sv: 'Inkassoärende avaktiverat',
  nb: 'Inkassosak deaktivert',
  da: 'Inkassosag deaktiveret',
  fi: 'Perintätapaus poistettu käytöstä',
  fr: 'Dossier de recouvrement désactivé',
};

/** The reason of a pause as people read it: its code, but for the one that is a status in its own words. */
export function holdReasonInWords(reason: string, language = 'en'): string {
  if (reason !== HoldReason.CASE_DEACTIVATED) return reason;
  return CASE_DEACTIVATED[language] ?? (CASE_DEACTIVATED.en as string);
}

/** `from 2026-03-01 until 2026-03-05`, the last day not included. */
export function spanInWords({ from, to }: DaySpan): string {
  const end = to === null ? 'until it is resumed' : `until ${formatDay(to)}`;
  return `from ${formatDay(from)} ${end}`;
}
