import type { CaseState } from './state.ts';

/** What a case is to its debtor. */
export const DebtorState = {
  UNDER_WAY: 'UNDER_WAY',
  /** Over, whatever came of it; also after its costs were waived. */
  COMPLETED: 'COMPLETED',
} as const;
export type DebtorState = (typeof DebtorState)[keyof typeof DebtorState];

/** How a case that its debtor may see stands, as far as it concerns them. */
export function debtorStateOf(state: CaseState): DebtorState {
  return state === 'CLOSED' ? DebtorState.COMPLETED : DebtorState.UNDER_WAY;
}

const IN_WORDS: Readonly<Record<string, Readonly<Record<DebtorState, string>>>> = {
  en: { UNDER_WAY: 'Debt collection under way', COMPLETED: 'Completed' },
  de: { UNDER_WAY: 'Inkassoverfahren läuft', COMPLETED: 'Abgeschlossen' },
  nl: { UNDER_WAY: 'Incasso loopt', COMPLETED: 'Afgerond' },
  sv: { UNDER_WAY: 'Inkasso pågår', COMPLETED: 'Avslutat' },
  nb: { UNDER_WAY: 'Inkasso pågår', COMPLETED: 'Avsluttet' },
  da: { UNDER_WAY: 'Inkasso i gang', COMPLETED: 'Afsluttet' },
  fi: { UNDER_WAY: 'Perintä käynnissä', COMPLETED: 'Päättynyt' },
  fr: { UNDER_WAY: 'Recouvrement en cours', COMPLETED: 'Terminé' },
};

/** The state in the language of the case, such as `de` or `de_DE`; English where it has no words here. */
export function debtorStateInWords(state: DebtorState, language: string): string {
  const words = IN_WORDS[language.slice(0, 2)] ?? IN_WORDS.en;
  return words?.[state] ?? state;
}
