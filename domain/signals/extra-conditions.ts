import type { Arrears } from './arrears.ts';
import { counted, type SignalCheck, SignalCondition, type SignalSituation } from './check.ts';
import type { SignalFacts } from './facts.ts';

/** A condition of a creditor's own, with one threshold from its file. */
export interface ExtraCondition {
  /** As written in the creditor's file. */
  readonly name: string;
  /** One sentence for docs and help. */
  readonly means: string;
  /** Judges facts alone: no clock, no chance, no input or output. */
  judge(on: {
    readonly facts: SignalFacts;
    readonly arrears: Arrears;
    readonly today: number;
    readonly value: number;
  }): { readonly passes: boolean; readonly says: string };
}

/** Conditions beside the common ones; one added here can be used in creditor files by its name. */
export const EXTRA_CONDITIONS: readonly ExtraCondition[] = [
  {
    name: 'arrearsAtMostDays',
    means: 'The oldest of the arrears has been owed for no more than so many days.',
    judge({ arrears, today, value }) {
      const age = arrears.originOn === null ? 0 : today - arrears.originOn;
      return {
        passes: age <= value,
        says: `${counted(age, 'day')} in arrears; at most ${value} are allowed.`,
      };
    },
  },
  {
    name: 'contractsAtLeast',
    means: 'The arrears are spread over at least so many contracts.',
    judge({ arrears, value }) {
      const contracts = new Set(arrears.invoices.flatMap(({ contract }) => contract ?? [])).size;
      return {
        passes: contracts >= value,
        says: `${counted(contracts, 'contract')} in arrears; at least ${value} are asked for.`,
      };
    },
  },
];

function extraConditionNamed(name: string): ExtraCondition | undefined {
  return EXTRA_CONDITIONS.find((condition) => condition.name === name);
}

/** The own conditions of a type. One that is no longer registered fails: nobody is reported by half the rules. */
export function extraChecks({ facts, arrears, conditions, today }: SignalSituation): readonly SignalCheck[] {
  return conditions.extra.map(({ name, value }) => {
    const known = extraConditionNamed(name);
    const { passes, says } = known?.judge({ facts, arrears, today, value }) ?? {
      passes: false,
      says: `There is no condition ${name}: take it out of the creditor's file.`,
    };
    return { condition: SignalCondition.EXTRA, passes, code: `EXTRA:${name}`, says };
  });
}
