import { expect, it } from 'vitest';
import { rows } from '../dunwell.ts';
import { ACME, preparedFolder } from '../prepared-folder.ts';

const prepared = preparedFolder();

it('what the guide says after a restore looks at the invoices of every creditor', async () => {
  const other = prepared.file('other.yaml', ACME.replace('creditor: acme', 'creditor: other'));
  expect((await prepared.run('policy', 'publish', other)).code).toBe(0);
  const all = ['--stage', 'OPEN,REMINDED,NOTICED,LISTED'];
  const { code, out } = await prepared.run('reconsider', ...all);
  expect(code).toBe(0);
  expect(rows(out).map(({ creditor }) => creditor)).toContain('acme');
  expect(await prepared.run('close', ...all, '--reason', 'x')).toMatchObject({
    code: 2,
    err: expect.stringMatching(/several creditors: name one with --creditor, of acme, other/),
  });
});
