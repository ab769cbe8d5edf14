import { randomBytes } from 'node:crypto';
import { expect, it } from 'vitest';
import { caseActivities } from '../../../activities/case/case-activities.ts';
import type { CasePlan } from '../../../contracts/case.ts';
import type { OrderContent } from '../../../contracts/collector.ts';
import { findCaseByReference } from '../../../db/case/cases.ts';
import {
  attachDocument,
  eraseDocumentsOf,
  readContent,
  stageContent,
  sweepContents,
} from '../../../db/case/documents.ts';
import { caseListsOf } from '../../../db/case/history.ts';
import { publishConfigurations } from '../../../db/creditor/collector-configurations.ts';
import type { Database } from '../../../db/database.ts';
import { contentOf } from '../../../db/effects/effects.ts';
import { CaseStep } from '../../../domain/case/plan.ts';
import { HTTPS } from '../../activities/case/case-desk.ts';
import { booking, invoice, NOW } from '../../activities/intake/money-desk.ts';
import { CREDITOR, stage, startCase, take } from './deeds.ts';
import { type Machine, twoMachines } from './two-machines.ts';

/** Carries a case on until it is at that step, or has nothing more to do now. */
async function carryOn({ deps }: Pick<Machine, 'deps'>, reference: string, until?: CaseStep) {
  const activities = caseActivities(deps);
  const input = { creditor: CREDITOR, reference, asOf: NOW };
  let plan: CasePlan = await activities.waitForCase(input);
  for (let steps = 0; plan.step !== until && plan.at !== null && plan.at <= NOW; steps++) {
    if (plan.step === CaseStep.END || steps > 20) throw new Error(`It stands at ${plan.step}.`);
    plan = await activities[plan.step](input);
  }
  return plan;
}

async function rowOf(db: Database, reference: string) {
  const row = await db.read((tx) => findCaseByReference(tx, CREDITOR, reference));
  if (row === undefined) throw new Error(`There is no case ${reference}.`);
  return row;
}

it('What a collector is ordered to collect and what it is told of bookings come to what is open, wherever order and payment meet', async () => {
  const { desk, left, eachTurn } = await twoMachines();
  const { db } = desk.deps;
  const hashOf = (terms: object) => JSON.stringify(terms);
  await db.transaction((tx) =>
    publishConfigurations(tx, { configurations: [HTTPS], hashOf, at: NOW, by: 'test' }),
  );
  const { outcomes } = await eachTurn(
    async (number) => {
      await desk.take(invoice(number, `K-${number}`));
      const reference = await startCase(desk.deps, number);
      const { version } = await rowOf(db, reference);
      const command = { kind: 'markAsPrepared', commandId: `prepared-${number}` } as const;
      const { answer } = await caseActivities(desk.deps).applyCaseCommand({
        ...{ creditor: CREDITOR, reference, asOf: NOW, ...command },
        message: { by: 'anna', version },
      });
      expect(answer).toMatchObject({ ok: true });
      expect(await carryOn(desk, reference, CaseStep.ORDER)).toMatchObject({ step: CaseStep.ORDER });
      return {
        one: ({ deps }) => caseActivities(deps).orderCollection({ creditor: CREDITOR, reference, asOf: NOW }),
        async other(machine) {
          await stage(machine.deps.db, `payment-${number}`, booking({ invoice: number, amount: 3_000 }));
          await take(machine, `payment-${number}`);
        },
        async check() {
          await carryOn(desk, reference);
          const { id, openPrincipal } = await rowOf(db, reference);
          expect(openPrincipal).toBe(5_000);
          const { effects } = await db.read((tx) => caseListsOf(tx, id));
          const [order, ...told] = effects;
          expect(order).toMatchObject({ kind: 'order', state: 'delivered', attempts: 1 });
          expect(left(order?.key ?? '')).toBe(1);
          const content = (await db.read((tx) => contentOf(tx, order?.key ?? ''))) as OrderContent;
          const toldOf = told.reduce((sum, { amount }) => sum + amount, 0);
          expect(content.invoices.reduce((sum, { open }) => sum + open.total, 0) - toldOf).toBe(5_000);
          return toldOf === 0 ? 'ordered after it' : 'told of it';
        },
      };
    },
    { every: 5 },
  );
  expect(outcomes).toEqual(new Set(['ordered after it', 'told of it']));
});

it('A content that one case erases stays whole in the other that is given it', async () => {
  const { desk, eachTurn } = await twoMachines();
  const { db } = desk.deps;
  await eachTurn(async (name) => {
    const numbers = [`${name}-1`, `${name}-2`];
    await desk.take(...numbers.map((number) => invoice(number, `K-${number}`)));
    const content = randomBytes(100);
    const hash = content.toString('hex').slice(0, 64);
    const staged = { hash, type: 'text/plain', content, storedAt: NOW };
    const of = { name: 'terms.txt', hash, type: 'text/plain', effectKey: null, attachedAt: NOW, by: 'anna' };
    const cases: { id: number; reference: string }[] = [];
    for (const number of numbers) cases.push(await rowOf(db, await startCase(desk.deps, number)));
    const [first, second] = cases as [{ id: number; reference: string }, { id: number; reference: string }];
    const about = ({ reference }: { reference: string }) => ({ creditor: CREDITOR, case: reference });
    await db.transaction(async (tx) => {
      await stageContent(tx, staged);
      await attachDocument(tx, { caseId: first.id, ...of });
    }, about(first));
    return {
      one: ({ deps }) =>
        again(() => deps.db.transaction((tx) => eraseDocumentsOf(tx, first.id), about(first))),
      other: ({ deps }) =>
        again(() =>
          deps.db.transaction(async (tx) => {
            await stageContent(tx, staged);
            await attachDocument(tx, { caseId: second.id, ...of });
          }, about(second)),
        ),
      async check() {
        const kept = await db.read((tx) => readContent(tx, hash));
        expect(kept === undefined ? undefined : Buffer.from(kept)).toEqual(content);
        await db.transaction((tx) => sweepContents(tx, NOW + 1, 9));
        expect(await db.read((tx) => readContent(tx, hash))).toBeDefined();
      },
    };
  });
});

/** As Temporal tries an activity again. */
async function again<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch {
    return work();
  }
}
