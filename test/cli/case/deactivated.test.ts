import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { writeInvoice } from '../../../activities/invoice/write.ts';
import { start } from '../../../domain/invoice/decision.ts';
import { caseEnded, caseStarted } from '../../../domain/invoice/end-of-case.ts';
import { HoldReason } from '../../../domain/kernel/holds.ts';
import { situation } from '../../../domain/kernel/situation.ts';
import { gatherInvoice } from '../../../gather/invoice/gather-invoice.ts';
import { rows } from '../dunwell.ts';
import { NOW, preparedFolder } from '../prepared-folder.ts';

const prepared = preparedFolder();
const AS_OF = Date.parse(NOW);

/** The invoice goes through a case that is deactivated. */
beforeAll(() =>
  prepared.db.transaction(async (tx) => {
    const gathered = await gatherInvoice(tx, prepared.deps.sources, 'acme', '1008');
    const { facts, calendar } = gathered;
    const inCase = caseStarted(start(facts), situation({ calendar }, AS_OF), { by: 'anna', commandId: null });
    const back = caseEnded(inCase, situation({ calendar }, AS_OF), HoldReason.CASE_DEACTIVATED, 'anna');
    await writeInvoice(tx, { gathered, decision: back, asOf: AS_OF });
  }),
);
afterEach(() => vi.unstubAllEnvs());

describe.each([
  ['en_GB.UTF-8', 'Debt collection case deactivated'],
  ['de_DE.UTF-8', 'Inkassoverfahren deaktiviert'],
  ['nl_NL.UTF-8', 'Incassozaak gedeactiveerd'],
])('an invoice whose case was deactivated, for an operator of %s', (locale, says) => {
  const run = (...args: string[]) => {
    vi.stubEnv('LC_ALL', locale);
    return prepared.run(...args);
  };

  it('says so in why', async () => {
    expect((await run('why', '1008')).out).toContain(`this invoice (${says}) from 2026-03-03`);
  });

  it('says so in list', async () => {
    const listed = rows((await run('list', '--held', '--columns', 'number,heldFor')).out);
    expect(listed).toContainEqual({ number: '1008', heldFor: says });
  });

  it('says so in timeline', async () => {
    const { out } = await run('timeline', '1008');
    expect(out).toContain(`paused this invoice (${says}) from 2026-03-03`);
    expect(out).toContain(`TRANSFERRED to NOTICED (${says})`);
  });

  it('says so when a case is to be started for it', async () => {
    expect((await run('case', 'start', '1008', '--preview')).err).toContain(
      `(${says}): resume it first, then start the case.`,
    );
  });
});
