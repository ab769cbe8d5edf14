import type { CollectorReport } from '../../contracts/collector.ts';
import type { EffectContent } from '../../contracts/effects.ts';
import type { Channel } from '../../domain/effects/channels.ts';
import type { Collector } from '../../gateways/collectors/port.ts';
import type { Gateways } from '../../gateways/gateways.ts';
import {
  type Delivery,
  type Gateway,
  GatewayFailure,
  type Receipt,
  type Trace,
} from '../../gateways/port.ts';

/** What a scripted gateway does with one attempt. */
export const Act = {
  DELIVER: 'deliver',
  /** Takes it; word of the delivery comes later. */
  HAND_OVER: 'hand over',
  FAIL_TEMPORARILY: 'fail temporarily',
  FAIL_FOR_GOOD: 'fail for good',
  /** Takes it, then breaks the connection. */
  LOSE_THE_ANSWER: 'lose the answer',
  /** Breaks the connection before it took anything; from outside it looks like a lost answer. */
  BREAK_OFF: 'break off',
  /** Throws something that is no GatewayFailure, having taken nothing. */
  THROW: 'throw',
  /** Takes nothing and answers only when released, with a temporary failure. */
  HANG: 'hang',
} as const;
export type Act = (typeof Act)[keyof typeof Act];

export interface Script {
  /** One act per attempt, in order. */
  readonly acts?: readonly Act[];
  /** For every attempt beyond the script. */
  readonly afterwards?: Act;
  /** Default true: the same key twice arrives once. */
  readonly dedupes?: boolean;
  /** `known` (default) answers from what arrived, anything else is the answer itself. */
  readonly traces?: 'known' | Trace;
}

export interface ScriptedGateway extends Gateway {
  /** Every attempt, in order. */
  readonly attempts: readonly Delivery[];
  /** What the other side has, in order of arrival: a key twice is the mistake that tests look for. */
  readonly arrived: readonly Delivery[];
  /** How many attempts hang now. */
  readonly hanging: number;
  /** Adds acts to the end of the script. */
  willDo(...acts: readonly Act[]): void;
  /** Ends all attempts that hang. */
  release(): void;
}

/** A gateway that does with each attempt what its script says. */
export function createScriptedGateway(script: Script = {}): ScriptedGateway {
  const acts = [...(script.acts ?? [])];
  const attempts: Delivery[] = [];
  const arrived: Delivery[] = [];
  const hung: (() => void)[] = [];
  const dedupes = script.dedupes ?? true;
  const hasArrived = (key: string) => arrived.some((delivery) => delivery.key === key);
  const take = (delivery: Delivery, state: Receipt['state']): Receipt => {
    if (!dedupes || !hasArrived(delivery.key)) arrived.push(delivery);
    return { state, providerId: `scripted-${delivery.key}` };
  };
  return {
    name: 'scripted',
    dedupes,
    attempts,
    arrived,
    get hanging() {
      return hung.length;
    },
    willDo: (...more) => void acts.push(...more),
    release: () => {
      for (const end of hung.splice(0)) end();
    },
    async deliver(delivery: Delivery<EffectContent>) {
      attempts.push(delivery);
      const act = acts.shift() ?? script.afterwards ?? Act.DELIVER;
      switch (act) {
        case Act.DELIVER:
          return take(delivery, 'delivered');
        case Act.HAND_OVER:
          return take(delivery, 'handed over');
        case Act.LOSE_THE_ANSWER:
          take(delivery, 'delivered');
          throw failure('the answer was lost', { mayHaveArrived: true });
        case Act.BREAK_OFF:
          throw failure('the connection broke', { mayHaveArrived: true });
        case Act.FAIL_TEMPORARILY:
          throw failure('busy, try again later');
        case Act.FAIL_FOR_GOOD:
          throw failure('no such address', { isTemporary: false });
        case Act.THROW:
          throw new TypeError('scripted fault');
        case Act.HANG:
          await new Promise<void>((end) => hung.push(end));
          throw failure('released');
        default:
          return act satisfies never;
      }
    },
    async trace(key) {
      const traces = script.traces ?? 'known';
      return traces === 'known' ? (hasArrived(key) ? 'delivered' : 'absent') : traces;
    },
  };
}

/** A scripted gateway that also answers for orders. */
interface ScriptedCollector extends ScriptedGateway, Collector {
  /** What the collector says of an order from now on. */
  willReport(report: CollectorReport): void;
  /** Every order that was asked for, in order. */
  readonly asked: readonly string[];
}

function createScriptedCollector(script: Script = {}): ScriptedCollector {
  const reports = new Map<string, CollectorReport>();
  const asked: string[] = [];
  return Object.assign(createScriptedGateway(script), {
    asked,
    willReport: (report: CollectorReport) => void reports.set(report.order, report),
    async ask(order: string) {
      asked.push(order);
      return reports.get(order) ?? null;
    },
  });
}

/** A scripted gateway for every channel. */
export type ScriptedGateways = Gateways &
  Readonly<Record<Channel, ScriptedGateway>> & { readonly collector: ScriptedCollector };

/** Scripted gateways for every channel; those without a script deliver. */
export function createScriptedGateways(scripts: Partial<Record<Channel, Script>> = {}): ScriptedGateways {
  return {
    email: createScriptedGateway(scripts.email),
    letter: createScriptedGateway(scripts.letter),
    webhook: createScriptedGateway(scripts.webhook),
    collector: createScriptedCollector(scripts.collector),
    operator: createScriptedGateway(scripts.operator),
  };
}

function failure(
  says: string,
  options: { isTemporary?: boolean; mayHaveArrived?: boolean } = {},
): GatewayFailure {
  return new GatewayFailure(`scripted: ${says}`, { isTemporary: true, mayHaveArrived: false, ...options });
}
