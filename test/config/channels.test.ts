import { describe, expect, it } from 'vitest';
import { readChannels } from '../../config/channels/load.ts';
import { writeChannels } from '../../config/channels/write.ts';

const FILE = `
creditor: acme
email: { kind: outbox }
webhook:
  kind: https
  url: https://letters.example/dunwell
  secrets: [env:NEW_KEY, env:OLD_KEY]
`;

const problemsOf = (text: string) => {
  const read = readChannels(text);
  return read.ok ? [] : read.problems;
};

describe('a channels file', () => {
  it('names its creditor, the channels it sets up and their defaults', () => {
    const read = readChannels(FILE);
    expect(read).toEqual({
      ok: true,
      channels: {
        creditor: 'acme',
        settings: {
          email: { kind: 'outbox' },
          webhook: {
            kind: 'https',
            url: 'https://letters.example/dunwell',
            secrets: ['env:NEW_KEY', 'env:OLD_KEY'],
            timeoutSeconds: 15,
          },
        },
      },
    });
    expect(read.ok && readChannels(writeChannels(read.channels))).toEqual(read);
  });

  it('is the default of all creditors when it names none', () => {
    const read = readChannels('email: { kind: outbox }');
    expect(read).toMatchObject({ ok: true, channels: { creditor: '*' } });
    expect(read.ok && readChannels(writeChannels(read.channels))).toEqual(read);
  });

  it.each([
    ['a channel that is none', 'emial: { kind: outbox }', /did you mean email/],
    ['another way', 'email: { kind: pigeon }', /is no kind of way for e-mails; write/],
    ['plain http', FILE.replace('https://', 'http://'), /must begin with https/],
    ['no secret', FILE.replace('[env:NEW_KEY, env:OLD_KEY]', '[]'), /empty list/],
  ])('is refused for %s', (_, text, says) => {
    expect(problemsOf(text)).toEqual([expect.objectContaining({ reason: expect.stringMatching(says) })]);
  });

  it('never repeats what stands where a reference to a secret belongs', () => {
    const problems = problemsOf(FILE.replace('env:NEW_KEY', 'whsec_c2VjcmV0'));
    expect(problems).toHaveLength(1);
    expect(JSON.stringify(problems)).not.toContain('whsec_');
  });
});
