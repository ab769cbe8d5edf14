import type { OpenAmount } from '../../domain/kernel/balance.ts';

/** The columns of a new case that say what is open, so that its first decision changes nothing a person saw. */
export function openColumns(open: readonly OpenAmount[]) {
  const sum = (of: (one: OpenAmount) => number) => open.reduce((all, one) => all + of(one), 0);
  return {
    openPrincipal: sum(({ principal }) => principal),
    openFees: sum(({ fees }) => fees),
    openInterest: sum(({ interest }) => interest),
    openCosts: sum(({ costs }) => costs),
  };
}
