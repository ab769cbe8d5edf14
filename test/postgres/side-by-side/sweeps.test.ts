import { expect, it } from 'vitest';
import { reconcile } from '../../../activities/sweep/reconcile.ts';
import type { ReconcileReport } from '../../../contracts/background.ts';
import { notificationEffectKey } from '../../../contracts/ids.ts';
import { findEffect } from '../../../db/effects/effects.ts';
import { lyingWakes } from '../../../db/invoice/wake.ts';
import { Step } from '../../../domain/invoice/plan.ts';
import { day, invoice, NOW } from '../../activities/intake/money-desk.ts';
import { CREDITOR, send } from './deeds.ts';
import { type Machine, twoMachines } from './two-machines.ts';

const AN_HOUR_LATER = NOW + 3_600_000;

it('Two sweeps at once, one of which has slept over its turn, start what no workflow carries and send each message once', async () => {
  const { desk, machines, left, away, eachTurn } = await twoMachines();
  const { db } = desk.deps;
  await eachTurn<ReconcileReport, ReconcileReport>(
    async (name) => {
      const [claim, fresh] = [`${name}-claim`, `${name}-fresh`];
      const noticed = { transferMode: 30, lastLevel: 'notice', lastLevelOn: day('2026-11-02') };
      await desk.take(invoice(claim, `K-${claim}`, noticed), invoice(fresh, `K-${fresh}`));
      const message = notificationEffectKey(CREDITOR, claim, 1, 'listed for approval 2026-11-27');
      away.add(message);
      await send(machines[0], claim, NOW, Step.LIST_FOR_COLLECTION);
      away.delete(message);
      const started: string[] = [];
      const sweep = ({ deps }: Machine) => {
        const workflows = {
          ...deps.workflows,
          async startInvoice(_creditor: string, number: string) {
            const isFirst = !started.includes(number);
            started.push(number);
            return isFirst ? ('started' as const) : ('running' as const);
          },
        };
        return reconcile({ ...deps, workflows }, AN_HOUR_LATER, () => undefined);
      };
      return {
        one: sweep,
        other: sweep,
        async check({ one, other }) {
          expect(started).toContain(fresh);
          expect(await desk.row(fresh)).toMatchObject({ hasWorkflow: true });
          expect(left(message)).toBe(1);
          expect(one.notified + other.notified).toBe(1);
          const effect = await db.read((tx) => findEffect(tx, message));
          expect(effect).toMatchObject({ state: 'delivered', attempts: 2 });
          expect(await db.read((tx) => lyingWakes(tx, 9))).toEqual({ invoices: [], cases: [] });
        },
      };
    },
    { every: 25 },
  );
});
