import type { Judged } from '../../domain/kernel/check.ts';
import type { Output } from './output.ts';

/** The table of a "why": every rule with pass or fail. */
export async function printChecks(
  output: Output,
  checks: readonly Judged<string>[],
  [verdict, rule]: readonly [verdict: string, rule: string] = ['', 'rule'],
): Promise<void> {
  const { green, red } = output.colors;
  const table = output.table([{ title: verdict }, { title: rule }, { title: 'what it says' }]);
  for (const { passes, rule: name, says } of checks) {
    await table.row([{ text: passes ? 'pass' : 'FAIL', paint: passes ? green : red }, name, says]);
  }
  await table.end();
}
