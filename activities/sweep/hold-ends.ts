import { listCreditors } from '../../db/creditor/creditors.ts';
import { type HoldEnd, settledHoldEnds, untoldHoldEnds } from '../../db/hold-ends.ts';
import { endTask, openTask, type TaskAbout } from '../../db/tasks/tasks.ts';
import type { Tx } from '../../db/tx.ts';
import { DEFAULT_AGREEMENT_SETTINGS } from '../../domain/agreements/settings.ts';
import { type Day, formatDay, type Instant } from '../../domain/kernel/day.ts';
import { holdKey, remindedUpTo } from '../../domain/kernel/hold-end.ts';
import { holdReasonInWords } from '../../domain/kernel/hold-words.ts';
import { HoldScope } from '../../domain/kernel/holds.ts';
import { ENGINE } from '../../domain/kernel/machine.ts';
import { TaskEnd, TaskKind, TaskSubject } from '../../domain/tasks/task.ts';
import { gatherIntakeSettings } from '../../gather/intake/intake-settings.ts';
import type { Deps } from '../deps.ts';

const PAGE = 500;

/** Tells the owners of pauses that end by themselves soon, each once, and takes back what is so no longer. */
export async function tellOfHoldEnds({ db, sources }: Deps, asOf: Instant): Promise<void> {
  for (const { creditor } of await db.read(listCreditors)) {
    const { calendar, policy } = await db.read((tx) => gatherIntakeSettings(tx, sources, creditor));
    const { holdEndsSoonDays } = policy.agreements ?? DEFAULT_AGREEMENT_SETTINGS;
    const today = calendar.dayOf(asOf);
    const upTo = remindedUpTo(calendar, today, holdEndsSoonDays);
    const untold = (tx: Tx) => untoldHoldEnds(tx, { creditor, today, upTo, limit: PAGE });
    while ((await db.read(untold)).length > 0) {
      await db.transaction(
        async (tx) => {
          for (const hold of await untold(tx)) await tell(tx, creditor, hold, asOf);
        },
        { creditor },
      );
    }
    if ((await db.read((tx) => settledHoldEnds(tx, { creditor, today }))).length === 0) continue;
    await db.transaction((tx) => endToldHoldEnds(tx, creditor, today, asOf), { creditor });
  }
}

/** Ends the tasks about pauses that were released, are over or go on. */
export async function endToldHoldEnds(tx: Tx, creditor: string, today: Day, asOf: Instant): Promise<void> {
  for (const told of await settledHoldEnds(tx, { creditor, today })) {
    const task = { creditor, ...told, kind: TaskKind.HOLD_ENDS_SOON };
    await endTask(tx, task, { at: asOf, ended: TaskEnd.ITSELF, by: ENGINE });
  }
}

async function tell(tx: Tx, creditor: string, hold: HoldEnd, asOf: Instant): Promise<void> {
  const { until, reason, owner } = hold;
  const note = `${holdReasonInWords(reason)}, until ${formatDay(until ?? 0)}`;
  await openTask(tx, {
    ...aboutOf(creditor, hold),
    ...{ kind: TaskKind.HOLD_ENDS_SOON, key: holdKey(hold), note, since: asOf, due: until, owner },
  });
}

function aboutOf(creditor: string, hold: HoldEnd): TaskAbout {
  switch (hold.scope) {
    case HoldScope.INVOICE:
      return { creditor, subject: TaskSubject.INVOICE, about: hold.invoice ?? '' };
    case HoldScope.CUSTOMER:
      return { creditor, subject: TaskSubject.CUSTOMER, about: hold.customer ?? '' };
    case HoldScope.CASE:
      return { creditor, subject: TaskSubject.CASE, about: hold.case ?? '' };
    case HoldScope.CREDITOR:
      return { creditor, subject: TaskSubject.CREDITOR, about: creditor };
    default:
      return hold.scope satisfies never;
  }
}
