import type { CustomerKind } from '../kernel/customer-kind.ts';
import type { Day } from '../kernel/day.ts';
import { type CostsLaw, costsLaw } from './costs-law.ts';
import type { Scale } from './scale.ts';
import { rowOn, whyNoRow } from './table.ts';
import { WHOM } from './whom.ts';

/** Whose costs, in which money, on which day. */
export interface CostsSubject {
  readonly country: string;
  readonly currency: string;
  readonly kind: CustomerKind;
  readonly on: Day;
}

export type StatutoryScale =
  | { readonly ok: true; readonly scale: Scale; readonly law: CostsLaw; readonly source: string }
  | { readonly ok: false; readonly reason: string };

const INSTEAD = 'write the amount into the policy: costs: "40.00", or costs: none';

/** The scale that the creditor's country has on that day, or why there is none and what to write instead. */
export function statutoryScale({ country, currency, kind, on }: CostsSubject): StatutoryScale {
  const law = costsLaw(country, kind);
  if (law === undefined) {
    const reason = `there is no table of collection costs for ${WHOM[kind]} in ${country}; ${INSTEAD}`;
    return { ok: false, reason };
  }
  if (law.currency !== currency) {
    const reason = `the table of ${law.scales.name} is in ${law.currency}, not ${currency}; ${INSTEAD}`;
    return { ok: false, reason };
  }
  const row = rowOn(law.scales, on);
  if (row === undefined) return { ok: false, reason: whyNoRow(law.scales, on, INSTEAD) };
  return { ok: true, scale: row.value, law, source: row.source };
}
