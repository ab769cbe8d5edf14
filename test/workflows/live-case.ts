import type { WorkflowHandle } from '@temporalio/client';
import { expect } from 'vitest';
import type { ReadCaseAnswer } from '../../contracts/case.ts';
import { caseWorkflowId, instructionKey } from '../../contracts/ids.ts';
import { type CaseRow, findCaseByReference } from '../../db/case/cases.ts';
import { stageReport } from '../../db/case/collector-reports.ts';
import { caseEventsOf } from '../../db/case/trail.ts';
import type { EffectRow } from '../../db/effects/effects.ts';
import type { CaseKind } from '../../domain/case/messages/index.ts';
import { type CollectorReport, OrderStatus } from '../../domain/case/report.ts';
import { type CaseState, hasCaseEnded } from '../../domain/case/state.ts';
import type { Instant } from '../../domain/kernel/day.ts';
import { instructionsOf } from '../db/case/instructions-of.ts';
import type { ScriptedGateways } from '../gateways/scripted-gateway.ts';
import { type Clock, clockOf } from './clock.ts';
import { type Office, until } from './office.ts';

/** What a case asks of the desk that it lies on. */
interface CaseDesk {
  readonly id: string;
  readonly office: Office;
  readonly gateways: ScriptedGateways;
  untilQuiet(): Promise<void>;
}

/** One debt collection case of a desk, carried by its own workflow on its own clock. */
export class LiveCase {
  readonly desk: CaseDesk;
  readonly reference: string;
  private revision = 0;

  constructor(desk: CaseDesk, reference = '1001-1') {
    this.desk = desk;
    this.reference = reference;
  }

  get ref() {
    return { creditor: this.desk.id, reference: this.reference };
  }

  get handle(): WorkflowHandle {
    return this.desk.office.temporal.workflow.getHandle(caseWorkflowId(this.desk.id, this.reference));
  }

  get clock(): Clock {
    return clockOf(this.desk.office.temporal, this.handle);
  }

  async row(): Promise<CaseRow> {
    const row = await this.desk.office.db.read((tx) => findCaseByReference(tx, this.desk.id, this.reference));
    if (row === undefined) throw new Error(`there is no case ${this.reference}`);
    return row;
  }

  /** What happened, without what is noted for a person. */
  async events(): Promise<readonly string[]> {
    const { id } = await this.row();
    return (await this.desk.office.db.read((tx) => caseEventsOf(tx, id))).map(({ event }) => event);
  }

  async words(): Promise<readonly EffectRow[]> {
    const { id } = await this.row();
    return this.desk.office.db.read((tx) => instructionsOf(tx, id));
  }

  /** What the collector has of this case, in the order of arrival: `order`, `booking/b-1`, … */
  get arrived(): readonly string[] {
    const prefix = `${caseWorkflowId(this.desk.id, this.reference)}/`;
    return this.desk.gateways.collector.arrived
      .filter(({ key }) => key.startsWith(prefix))
      .map(({ key }) => key.slice(prefix.length));
  }

  /** Asks with the version that the case has now, where a version is asked for. */
  async ask(kind: CaseKind, fields: object = {}): Promise<ReadCaseAnswer> {
    const { version } = await this.row();
    const decidedOn = UNVERSIONED.includes(kind) ? {} : { version };
    const message = { by: 'anna', ...decidedOn, ...fields };
    const answer = await this.desk.office.client.askCase(this.ref, kind, message);
    await this.desk.untilQuiet();
    return answer;
  }

  /**
   * The collector reports everything it knows. Its report arrives and the case is told; or it lies there `untold`, as
   * after a crash; or it is `lost`, and only asking brings it.
   */
  async report(
    said: Partial<CollectorReport> = {},
    becomes: 'told' | 'untold' | 'lost' = 'told',
  ): Promise<void> {
    this.revision += 1;
    const order = instructionKey(this.desk.id, this.reference, 'order');
    const report = { ...NOTHING_SAID, order, revision: this.revision, ...said };
    this.desk.gateways.collector.willReport(report);
    if (becomes === 'lost') return;
    await this.desk.office.db.transaction((tx) => stageReport(tx, report, Date.now()));
    if (becomes === 'told')
      await this.desk.office.client.tellCase(this.ref, 'reportReceived', { by: 'collector' });
    await this.desk.untilQuiet();
  }

  async advanceTo(moment: Instant): Promise<void> {
    await this.clock.advanceTo(moment);
    await this.desk.untilQuiet();
  }

  async advanceDays(days: number): Promise<void> {
    await this.advanceTo((await this.clock.now()) + days * 86_400_000);
  }

  /** Moves the clock to just after the next step and waits until that is done. */
  async toNextStep(): Promise<void> {
    const { nextAt, nextStep } = await this.row();
    if (nextAt === null) throw new Error(`case ${this.reference} has no next moment: ${nextStep}`);
    await this.advanceTo(nextAt + 1000);
  }

  async untilState(state: CaseState): Promise<void> {
    await until(`case ${this.reference} is ${state}`, async () => (await this.row()).state === state);
    await this.desk.untilQuiet();
  }

  /** What an operator reads on the workflow's page. */
  async details(): Promise<string> {
    const metadata = await this.handle.query<{ currentDetails?: string }>('__temporal_workflow_metadata');
    return metadata.currentDetails ?? '';
  }

  /** At the end of every test: the case can still be closed, and its workflow ends. */
  async close(): Promise<void> {
    const row = await this.row();
    const isOver = hasCaseEnded(row.state) || row.deactivatedAt !== null;
    if (!isOver) expect(await this.ask('close', { reason: 'end of test' })).toMatchObject({ ok: true });
    await until(`the workflow of case ${this.reference} ends`, async () => !(await this.clock.isRunning()));
  }
}

const UNVERSIONED: readonly CaseKind[] = ['lookAgain', 'reportReceived', 'resolveEffect'];

const NOTHING_SAID: Omit<CollectorReport, 'order' | 'revision'> = {
  status: OrderStatus.ACCEPTED,
  reason: null,
  receipts: [],
  charges: [],
  steps: [],
  messages: [],
};
