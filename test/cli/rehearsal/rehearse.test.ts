import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { temporaryFolder } from '../../workflows/temporary-folder.ts';
import { inProcess } from '../in-process.ts';

const examples = join(import.meta.dirname, '..', '..', '..', 'examples');

function rehearsal(script: string) {
  const data = temporaryFolder('dunwell-cli-rehearse-');
  onTestFinished(() => rmSync(data, { recursive: true, force: true }));
  writeFileSync(join(data, 'script.yaml'), script);
  return {
    data,
    lines: () => readFileSync(join(data, 'lines.jsonl'), 'utf8').trim().split('\n'),
    run: (...options: string[]) =>
      inProcess([
        'rehearse',
        join(examples, 'invoices.csv'),
        ...['--payments', join(examples, 'payments.csv'), '--creditor', join(examples, 'acme.creditor.yaml')],
        ...['--data', data, '--out', join(data, 'lines.jsonl'), ...options],
      ]),
    script: join(data, 'script.yaml'),
  };
}

it('collector configurations without a script are wrong use: no case would be followed', async () => {
  const { run } = rehearsal('[]');
  const { code, err } = await run('--collectors', join(examples, 'collectors.yaml'));
  expect(code).toBe(2);
  expect(err).toMatch(/--collectors is for --script/);
});

it('files that are not there are named, before anything is rehearsed', async () => {
  const { run } = rehearsal('[]');
  const { code, err } = await run('--customers', '/nowhere.csv');
  expect({ code, err }).toEqual({ code: 1, err: 'There is no file /nowhere.csv.\n' });
});

it('a script with mistakes is refused with all of them, before anything is rehearsed', async () => {
  const { run, script } = rehearsal(
    '- { on: 2026-02-30, invoice: "1", do: approve }\n- { on: 2026-03-01, invoice: "1", do: aprove }\n',
  );
  const { code, err } = await run('--script', script);
  expect(code).toBe(1);
  expect(err).toMatch(/script\.yaml:1: on: "2026-02-30" is no date of the calendar/);
  expect(err).toMatch(/script\.yaml:2: do: "aprove" is nothing done to an invoice; did you mean approve\?/);
  expect(err).not.toMatch(/rehearsing/);
});

it('bookings that name no invoice of the ledger are told; with --strict they refuse it', async () => {
  const { run, data } = rehearsal('[]');
  const file = join(data, 'wrong.csv');
  writeFileSync(file, 'invoice,bookedOn,amount,currency,externalId\n2026-001,2026-02-20,125.00,EUR,b-1\n');
  const told = await run('--payments', file);
  expect(told.code).toBe(0);
  expect(told.err).toMatch(
    /^1 booking names no invoice of this ledger:\n {2}wrong\.csv:2: 2026-001, 125\.00 EUR; did you mean 2026\/001\?$/m,
  );
  const strict = await run('--payments', file, '--strict');
  expect(strict.code).toBe(1);
  expect(strict.err).toMatch(/1 booking names no invoice of this ledger: with --strict nothing is rehearsed/);
}, 120_000);

it('the example script: cases in the table, each on a line; with --strict a refused event fails after them', async () => {
  const example = readFileSync(join(examples, 'script.yaml'), 'utf8');
  const { run, lines, script } = rehearsal(
    `${example}- { on: 2026-04-14, case: "2026/002", do: markAsReviewed }\n`,
  );
  const collectors = ['--collectors', join(examples, 'collectors.yaml')];
  const { code, err } = await run('--script', script, ...collectors, '--strict');
  expect(code).toBe(1);
  expect(err).toMatch(/script\.yaml:\d+: markAsReviewed of case 2026\/002: .*deactivated/);
  expect(err).toMatch(/1 event of the script came to nothing/);
  expect(err).toMatch(
    /cases opened +5 +1545\.35 EUR\n {2}CLOSED COLLECTED +1 +310\.00 EUR\n {4}collected +1 +310\.00/,
  );
  expect(lines().filter((line) => line.startsWith('{"case"'))).toHaveLength(5);
}, 120_000);

it('with --json writes one JSON value and nothing else to standard error', async () => {
  const { run } = rehearsal('[]');
  const { code, out, err } = await run('--json');
  expect({ code, out }).toEqual({ code: 0, out: '' });
  expect(JSON.parse(err)).toMatchObject({
    invoices: { count: expect.any(Number) },
    problems: [],
    unheard: [],
  });
}, 120_000);
