import { takeStep } from '../../../activities/actor/take-step.ts';
import { openCase } from '../../../activities/case/open-case.ts';
import type { Deps } from '../../../activities/deps.ts';
import { takeIn } from '../../../activities/intake/take-in.ts';
import { INVOICES } from '../../../activities/invoice/subject.ts';
import { CaseRequestKind } from '../../../contracts/case.ts';
import { levelEffectKey } from '../../../contracts/ids.ts';
import { stageCaseRequest } from '../../../db/case/requests.ts';
import type { Database } from '../../../db/database.ts';
import { findEffect } from '../../../db/effects/effects.ts';
import { completeBatch, stageBatch, stageRows } from '../../../db/intake/intake.ts';
import { Step } from '../../../domain/invoice/plan.ts';
import { NOW, type Row } from '../../activities/intake/money-desk.ts';
import type { Machine } from './two-machines.ts';

export const CREDITOR = 'waitc';

/** The key of the first letter about an invoice. */
export const letterOf = (number: string) => levelEffectKey(CREDITOR, number, 1, 'r1');

export function send({ deps }: Machine, number: string, asOf = NOW, step: Step = Step.SEND_REMINDER) {
  return takeStep(INVOICES, deps, step, { creditor: CREDITOR, number, asOf });
}

export function isPlanned(db: Database, number: string): Promise<boolean> {
  return db.read(async (tx) => (await findEffect(tx, letterOf(number))) !== undefined);
}

/** As a program does that stages a row and does not live on to have it taken in. */
export async function stage(db: Database, batchId: string, { kind, body }: Row): Promise<void> {
  const about = { creditor: CREDITOR };
  await db.transaction((tx) => stageBatch(tx, { id: batchId, ...about, by: 'test', at: NOW }), about);
  const row = { seq: 1, line: 2, kind, body: { ...body } };
  await db.transaction((tx) => stageRows(tx, batchId, [row]), about);
  await db.transaction((tx) => completeBatch(tx, batchId, 1, NOW), about);
}

export function take({ deps }: Machine, batchId: string) {
  return takeIn(deps, { creditor: CREDITOR, batchId }, NOW, () => undefined);
}

/** Starts a case for an invoice; returns its reference. */
export async function startCase(deps: Deps, number: string): Promise<string> {
  const body = { kind: CaseRequestKind.START, invoices: [number], environment: 'TEST' } as const;
  const staged = { ...body, configuration: null, language: null };
  const id = `request-${number}`;
  await deps.db.transaction((tx) =>
    stageCaseRequest(tx, { id, creditor: CREDITOR, body: staged, by: 'anna', stagedAt: NOW }),
  );
  const opened = await openCase(deps, { creditor: CREDITOR, request: id, asOf: NOW });
  if (!opened.ok) throw new Error(opened.refused);
  return opened.reference;
}
