import { CaseState } from './state.ts';

/** What a case is to its debtor. */
export const DebtorState = {
  UNDER_WAY: 'UNDER_WAY',
  /** Over, whatever came of it; also after its costs were waived. */
  COMPLETED: 'COMPLETED',
} as const;
export type DebtorState = (typeof DebtorState)[keyof typeof DebtorState];

/** How a case that its debtor may see stands, as far as it concerns them. */
export function debtorStateOf(state: CaseState): DebtorState {
  return state === CaseState.CLOSED ? DebtorState.COMPLETED : DebtorState.UNDER_WAY;
}
