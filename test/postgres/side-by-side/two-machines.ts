import { onTestFinished, vi } from 'vitest';
import type { Deps } from '../../../activities/deps.ts';
import type { SameForAll } from '../../../gateways/gateways.ts';
import { type Delivery, type Gateway, GatewayFailure } from '../../../gateways/port.ts';
import { type MoneyDesk, moneyDesk } from '../../activities/intake/money-desk.ts';
import { depsOf } from '../../cli/prepared-folder.ts';
import { asking } from '../../db/drivers/postgres/empty-database.ts';
import { opened } from '../../db/drivers/postgres/opened.ts';
import { takeDatabase } from '../databases.ts';
import { type InTurns, inTurns } from './in-turns.ts';
import { Turnstile } from './turnstile.ts';

// Each test tries dozens of places.
vi.setConfig({ testTimeout: 300_000 });

/** A worker's process on a machine of its own. */
export interface Machine {
  readonly turnstile: Turnstile;
  readonly deps: Deps;
}

/** Two works that meet on the same books. */
interface Trial<First, Second> {
  one(machine: Machine): Promise<First>;
  other(machine: Machine): Promise<Second>;
  /** What must hold afterwards, whoever was first; its answer names the outcome. */
  check(results: { readonly one: First; readonly other: Second }): Promise<unknown>;
}

export interface TwoMachines {
  readonly machines: readonly [Machine, Machine];
  /** On a way of its own to the same books: it prepares what happens, and looks afterwards. */
  readonly desk: MoneyDesk;
  /** How often something left under that key. */
  left(key: string): number;
  /** Keys whose gateway is away. */
  readonly away: Set<string>;
  /**
   * Tries every place at which one of two works can be interrupted by the other, and the other way round; returns the
   * outcomes there were. `name` tells the subjects of one trial from those of others.
   */
  eachTurn<First, Second>(
    trial: (name: string) => Promise<Trial<First, Second>>,
    /** One of how many places is tried: a work has dozens, and what can go wrong between two goes wrong in many. */
    options?: { readonly every: number },
  ): Promise<{ readonly trials: number; readonly outcomes: ReadonlySet<string> }>;
}

/** Two machines on one set of books on PostgreSQL, with a creditor that waits for unmatched money. */
export async function twoMachines(): Promise<TwoMachines> {
  const { address: url, release } = await takeDatabase();
  onTestFinished(release);
  const admin = await asking(url);
  const desk = await moneyDesk('', await opened({ url }));
  const handedOver: string[] = [];
  const away = new Set<string>();
  const machine = async (): Promise<Machine> => {
    const turnstile = await Turnstile.to(url);
    onTestFinished(() => turnstile.close());
    const deps = depsOf(await opened({ url: turnstile.url }));
    return { turnstile, deps: { ...deps, gateways: noting(deps.gateways, handedOver, away) } };
  };
  const machines = [await machine(), await machine()] as const;
  return {
    machines,
    desk,
    left: (key) => handedOver.filter((one) => one === key).length,
    away,
    async eachTurn(trial, { every } = { every: 3 }) {
      const outcomes = new Set<string>();
      let trials = 0;
      for (const isSwapped of [false, true]) {
        for (let steps = 0, isWhole = false; !isWhole; steps += every) {
          const name = `${isSwapped ? 'b' : 'a'}${steps}`;
          const { one, other, check } = await trial(name);
          const first = { turnstile: machines[0].turnstile, work: () => one(machines[0]) };
          const second = { turnstile: machines[1].turnstile, work: () => other(machines[1]) };
          const turns = isSwapped
            ? swapped(await inTurns(admin, second, first, steps))
            : await inTurns(admin, first, second, steps);
          try {
            const results = { one: settledValue(turns.first), other: settledValue(turns.second) };
            outcomes.add(String(await check(results)));
          } catch (error) {
            throw new Error(`${isSwapped ? 'the other' : 'the one'} went ${steps} steps ahead`, {
              cause: error,
            });
          }
          isWhole = turns.wasWhole;
          trials++;
        }
      }
      return { trials, outcomes };
    },
  };
}

function swapped<A, B>({ first, second, wasWhole }: InTurns<A, B>): InTurns<B, A> {
  return { first: second, second: first, wasWhole };
}

function settledValue<T>(result: PromiseSettledResult<T>): T {
  if (result.status === 'rejected') throw result.reason;
  return result.value;
}

/** Gateways where the same key twice is once too many. */
function noting(gateways: Deps['gateways'], left: string[], away: ReadonlySet<string>): Deps['gateways'] {
  const of = (gateway: Gateway): Gateway => ({
    ...gateway,
    dedupes: false,
    async deliver(delivery: Delivery) {
      if (away.has(delivery.key)) {
        throw new GatewayFailure('it is away', { isTemporary: true, mayHaveArrived: false });
      }
      left.push(delivery.key);
      return gateway.deliver(delivery);
    },
  });
  const { email, letter, webhook, operator, collector } = gateways as SameForAll;
  return {
    email: of(email),
    letter: of(letter),
    webhook: of(webhook),
    operator: of(operator),
    collector: { ...collector, ...of(collector as Gateway), dedupes: true },
  };
}
