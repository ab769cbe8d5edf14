import { describe, expect, it } from 'vitest';
import { rows } from '../dunwell.ts';
import { preparedFolder } from '../prepared-folder.ts';

const prepared = preparedFolder();
const publish = (text: string, ...options: string[]) =>
  prepared.run('channels', 'publish', prepared.file('channels.yaml', text), ...options);

const WEBHOOK =
  'webhook: { kind: https, url: "https://letters.example", secrets: ["env:DUNWELL_TEST_WEBHOOK"] }';

describe('channels', () => {
  it('are published for all and for one creditor, whose own come first', async () => {
    expect((await prepared.run('channels', 'list')).out).toBe(
      'No channels are published: everything goes as files into the outbox.\n',
    );
    expect((await publish(WEBHOOK)).out).toBe(
      'Channels of all creditors: version 1 is published (email: left out, letter: left out, webhook: https).\n',
    );
    expect((await publish(`creditor: acme\nemail: { kind: outbox }`)).out).toBe(
      'Channels of creditor acme: version 1 is published (email: outbox, letter: left out, webhook: left out).\n',
    );
    expect((await publish(WEBHOOK)).out).toContain('version 1 is as it was');
    expect(rows((await prepared.run('channels', 'list')).out)).toEqual([
      { creditor: 'all', version: '1', email: 'outbox', letter: 'outbox', webhook: 'https' },
      { creditor: 'acme', version: '1', email: 'outbox', letter: 'as all', webhook: 'as all' },
    ]);
    const shown = await prepared.run('channels', 'show', '--creditor', 'acme');
    expect(shown.out).toContain('creditor: acme');
    expect(shown.out).toContain('url: https://letters.example');
  });

  it('of a creditor that is not there are refused, and nothing is published', async () => {
    const { code, err } = await publish('creditor: nobody\nemail: { kind: outbox }');
    expect({ code, err }).toEqual({ code: 1, err: expect.stringContaining('There is no creditor nobody') });
  });

  it('are checked without sending, and what would fail is named', async () => {
    const file = prepared.file('channels.yaml', WEBHOOK);
    const { code, out } = await prepared.run('channels', 'check', file, '--json');
    expect(code).toBe(1);
    expect(JSON.parse(out)).toEqual([
      expect.objectContaining({ creditor: null, channel: 'webhook', passes: false }),
    ]);
  });
});
