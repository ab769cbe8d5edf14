import { describe, expect, it } from 'vitest';
import { asksNextAt } from '../../../domain/case/asking.ts';
import { GatewayFailure } from '../../../gateways/port.ts';
import { CaseDesk } from './case-desk.ts';

const MINUTE = 60_000;
const away = new GatewayFailure('the line is dead', { isTemporary: true, mayHaveArrived: false });

async function processing(desk: CaseDesk): Promise<string> {
  await desk.invoice('1001');
  const reference = await desk.start('1001');
  await desk.say(reference, 'markAsPrepared');
  return reference;
}

/** Lets the case do what is due next, once. */
async function goOn(desk: CaseDesk, reference: string): Promise<number> {
  const before = desk.now;
  desk.now = (await desk.row(reference)).nextAt ?? desk.now;
  await desk.run(reference);
  return (desk.now - before) / MINUTE;
}

describe('a collector that could not be asked', () => {
  it.each([
    [0, 240, 240],
    [1, 240, 1],
    [2, 240, 2],
    [6, 240, 32],
    [7, 240, 60],
    [20, 240, 60],
    [1, 1, 1],
    [7, 10, 10],
  ])('%i times in a row is, asked every %i minutes, asked again after %i', (askFailures, every, wait) => {
    expect(asksNextAt({ askFailures }, 0, every)).toBe(wait * MINUTE);
  });

  it('is counted, asked again soon, and brought to a person after a dozen times', async () => {
    const desk = await CaseDesk.open();
    const reference = await processing(desk);
    desk.collector.says = away;
    const waits: number[] = [];
    for (let tries = 1; tries <= 11; tries++) waits.push(await goOn(desk, reference));
    expect(waits).toEqual([60, 1, 2, 4, 8, 16, 32, 60, 60, 60, 60]);
    expect(await desk.row(reference)).toMatchObject({ askFailures: 11, attention: null });
    await goOn(desk, reference);
    expect(await desk.row(reference)).toMatchObject({ askFailures: 12, attention: 'ASKED_IN_VAIN' });
    await goOn(desk, reference);
    expect(await desk.row(reference)).toMatchObject({ askFailures: 13, openTasks: 1 });
    expect(desk.collector.asked).toBe(13);
  });

  it('and answers again is asked as always, and nobody is needed', async () => {
    const desk = await CaseDesk.open();
    const reference = await processing(desk);
    desk.collector.says = away;
    for (let tries = 1; tries <= 12; tries++) await goOn(desk, reference);
    desk.collector.says = null;
    await goOn(desk, reference);
    expect(await desk.row(reference)).toMatchObject({ askFailures: 0, attention: null });
    expect(await goOn(desk, reference)).toBe(60);
  });
});
