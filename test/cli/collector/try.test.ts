import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { Act, startMisbehavingCollector } from '../../gateways/collectors/misbehaving-collector.ts';
import { SECRET } from '../../gateways/collectors/samples.ts';
import { rows } from '../dunwell.ts';
import { inProcess } from '../in-process.ts';
import { preparedFolder } from '../prepared-folder.ts';

const prepared = preparedFolder();

async function withCollector() {
  const server = await startMisbehavingCollector({ secret: SECRET });
  onTestFinished(() => server.close());
  const file = prepared.file(
    'collectors.yaml',
    `
- name: service
  collector: { kind: https, url: "${server.url}", secret: env:TRY_SECRET, timeoutSeconds: 1 }
  environments: [TEST]
- name: real
  collector: { kind: hand }
- name: drop
  collector: { kind: file, folder: trial, acknowledged: true }
  environments: [TEST, PRODUCTION]
`,
  );
  await prepared.run('collector', 'publish', file);
  const attempt = (name: string, ...options: string[]) =>
    inProcess(['collector', 'try', name, '--data', prepared.folder, ...options], { TRY_SECRET: SECRET });
  return { server, attempt };
}

it('a collector that keeps to the protocol passes every check, and has one order, withdrawn', async () => {
  const { server, attempt } = await withCollector();
  const { code, out } = await attempt('service');
  expect(rows(out).filter((row) => row[''] !== 'passes')).toEqual([]);
  expect([code, rows(out).length]).toEqual([0, 9]);
  const [book] = server.books.values();
  expect(book?.message).toMatchObject({ environment: 'TEST', total: '123.45' });
  expect([...(book?.instructions.values() ?? [])].map(({ instruction }) => instruction.kind)).toEqual([
    'message',
    'withdrawal',
  ]);
});

it('what it does not keep to is named, and the command ends with 1', async () => {
  const { server, attempt } = await withCollector();
  server.willDo(Act.REFUSE);
  const { code, out } = await attempt('service', '--json');
  expect(code).toBe(1);
  const tried = JSON.parse(out) as { what: string; passes: boolean; says: string }[];
  expect(tried.find(({ what }) => what === 'an order with a document is taken')).toMatchObject({
    passes: false,
    says: expect.stringMatching(/answered 422 \(UNKNOWN_COUNTRY\)/),
  });
});

it('a file drop gets the order, its document and two words as files', async () => {
  const { attempt } = await withCollector();
  expect((await attempt('drop')).code).toBe(0);
  const names = readdirSync(join(prepared.folder, 'outbox', 'trial'));
  expect(names.filter((name) => name.endsWith('.json'))).toHaveLength(3);
});

it.each([
  ['real', /serves PRODUCTION only/],
  ['servise', /There is no configuration servise; did you mean service\?/],
])('%s is not tried', async (name, reason) => {
  const { attempt, server } = await withCollector();
  const { code, err } = await attempt(name);
  expect([code, server.arrived]).toEqual([1, []]);
  expect(err).toMatch(reason);
});
