import { expect, it, onTestFinished, vi } from 'vitest';
import { dunwell } from '../../../cli/kit/hint.ts';

function defaultIs(folder: string | undefined): void {
  const before = process.env.DUNWELL_DATA;
  onTestFinished(() => {
    if (before === undefined) delete process.env.DUNWELL_DATA;
    else process.env.DUNWELL_DATA = before;
  });
  if (folder === undefined) delete process.env.DUNWELL_DATA;
  else process.env.DUNWELL_DATA = folder;
}

it('a command to type next names the data folder only where it is another than usual', () => {
  defaultIs(undefined);
  expect(dunwell('status', { data: './data' })).toBe('dunwell status');
  expect(dunwell('status', { data: './live' })).toBe('dunwell status --data ./live');
  defaultIs('/var/lib/dunwell');
  expect(dunwell('status', { data: '/var/lib/dunwell' })).toBe('dunwell status');
});

it('a folder that a shell would take apart is quoted', () => {
  defaultIs(undefined);
  expect(dunwell('status', { data: "my firm's books" })).toBe(`dunwell status --data 'my firm'\\''s books'`);
});

it('an address that was given is asked for again without repeating it; one of the environment holds by itself', () => {
  const database = 'postgres://u:topsecret@h/books';
  defaultIs(undefined);
  vi.stubEnv('DUNWELL_DATABASE', undefined);
  expect(dunwell('tasks', { data: './data', database })).toBe('dunwell tasks --database …');
  vi.stubEnv('DUNWELL_DATABASE', database);
  expect(dunwell('tasks', { data: './data', database })).toBe('dunwell tasks');
  vi.unstubAllEnvs();
});
