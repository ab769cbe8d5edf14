import type { Client } from '@temporalio/client';
import { describe, expect, it } from 'vitest';
import { createDunwellClient } from '../../client/client.ts';

const INVOICE = { creditor: 'acme', number: '1001' };
const CASE = { creditor: 'acme', reference: '1001-1' };

/** A connection that nothing may be sent over. */
const nothing = new Proxy({} as Client, {
  get: (_, name) => {
    if (name === 'workflow') return {};
    throw new Error(`${String(name)} was asked for`);
  },
});
const client = createDunwellClient(nothing);

describe('a message of a wrong form does not compile, and is refused before it is sent', () => {
  it('without a field that it needs', async () => {
    // @ts-expect-error: close needs a reason.
    await expect(client.tell(INVOICE, 'close', { by: 'anna' })).rejects.toThrow('close needs `reason`');
    // @ts-expect-error: nobody asks.
    await expect(client.tell(INVOICE, 'approve', {})).rejects.toThrow('approve needs `by`');
    // @ts-expect-error: a change of a case names its version.
    expect(await client.askCase(CASE, 'resume', { by: 'anna' })).toMatchObject({
      ok: false,
      refused: expect.stringContaining('resume needs `version`'),
      code: 'WRONG_FORM',
    });
  });

  it('with a field that it does not know', async () => {
    // @ts-expect-error: it is `until`.
    await expect(client.tell(INVOICE, 'pause', { by: 'anna', untill: '2026-03-01' })).rejects.toThrow(
      'pause knows no field `untill`',
    );
  });

  it('with a word that is none of the words there are', async () => {
    // @ts-expect-error: a mood is no reason.
    expect(await client.ask(INVOICE, 'pause', { by: 'anna', reason: 'MOOD' })).toMatchObject({
      refused: expect.stringContaining('must be one of OPERATOR'),
    });
  });

  it('under a name that nobody knows', async () => {
    // @ts-expect-error: there is no such message.
    await expect(client.tell(INVOICE, 'freeze', { by: 'anna' })).rejects.toThrow('no message freeze');
  });
});
