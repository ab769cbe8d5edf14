import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { takeStep } from '../../../activities/actor/take-step.ts';
import { INVOICES } from '../../../activities/invoice/subject.ts';
import type { LevelContent } from '../../../contracts/effects.ts';
import { contentOf } from '../../../db/effects/effects.ts';
import { renderLevel } from '../../../gateways/letters/render.ts';
import { type Gateway, GatewayFailure } from '../../../gateways/port.ts';
import { preparedFolder } from '../prepared-folder.ts';

const prepared = preparedFolder();

function textsFolder(name: string, files: Readonly<Record<string, string>>): string {
  const folder = join(prepared.folder, name);
  for (const part of ['texts', 'layouts']) mkdirSync(join(folder, part), { recursive: true });
  for (const [file, text] of Object.entries(files)) writeFileSync(join(folder, file), text);
  return folder;
}

const OWN = `
greeting: Beste klant,
levels:
  reminder-1:
    subject: "Vergeten? Factuur {{number}} van {{creditor}}"
`;

describe('letters check', () => {
  it('writes every letter of what is published and of a file', async () => {
    const { code, out } = await prepared.run('letters', 'check', '--json');
    expect(code).toBe(0);
    // Three levels and six other texts, eight languages, two channels, one invoice and several.
    expect(JSON.parse(out)).toMatchObject({ creditor: 'acme', letters: 9 * 8 * 4, broken: [] });
    const file = await prepared.run('letters', 'check', 'examples/seeblick.creditor.yaml');
    expect(file).toMatchObject({ code: 0 });
    expect(file.out).toMatch(/law of CH .* is not looked at/);
  });

  it('finds nothing to mend in the example', async () => {
    const asked = ['examples/acme.creditor.yaml', '--texts', 'examples/letters', '--json'];
    const { code, out } = await prepared.run('letters', 'check', ...asked);
    expect({ code, ...JSON.parse(out) }).toMatchObject({ code: 0, broken: [], strangeLevels: [] });
  });

  it('names the letters that texts would break, and texts that no letter uses', async () => {
    const folder = textsFolder('broken', {
      'texts/en.yaml': [
        'levels:',
        '  reminder-2: { subject: "Pay by {{payBy}}" }',
        '  remindr-1: { subject: x }',
        `  notice: { subject: "${'x'.repeat(201)}" }`,
      ].join('\n'),
      'layouts/mail.txt.hbs': '{{subject}}\n{{greeting}}\n{{#each after}}{{this}}\n{{/each}}',
    });
    const { code, out, err } = await prepared.run('letters', 'check', '--texts', folder);
    expect(code).toBe(1);
    expect(out).toContain('texts/en: levels.remindr-1 is no level of the policy; did you mean reminder-1?');
    expect(out).toContain(
      'reminder-2 (email, en, one invoice): A sentence names payBy, which this letter does not have.',
    );
    expect(out).toContain(
      'notice (letter, en, one invoice): The subject has 201 characters; at most 200 are shown.',
    );
    expect(out).toMatch(/notice \(email, nl, one invoice\): The layout mail\.txt leaves out: /);
    expect(err).toMatch(/letters of 288 to be mended, 1 text that no letter uses\.\n$/);
    expect(await prepared.run('letters', 'publish', folder)).toMatchObject({ code: 1, out: '' });
  });

  it('tells what stands wrongly in a file with its line', async () => {
    const folder = textsFolder('misspelt', { 'texts/en.yaml': 'greting: Hi\n' });
    const { code, err } = await prepared.run('letters', 'check', '--texts', folder);
    expect(code).toBe(1);
    expect(err).toMatch(/texts\/en\.yaml:1: greting: "Hi" is no known key; did you mean greeting\?/);
  });
});

describe('letters preview', () => {
  it('shows what would go out now, as text', async () => {
    const { code, out } = await prepared.run('letters', 'preview', '1001');
    expect(code).toBe(0);
    expect(out).toMatch(/^Betalingsherinnering voor factuur 1001\n/);
    expect(out.replace(/\s/g, ' ')).toContain('Totaal te betalen: € 100,00');
    expect(out.replace(/\s/g, ' ')).toContain('Betaald of gecrediteerd: € -25,00');
  });

  it('takes level, language and channel, and writes what the ending of the file says', async () => {
    const file = (ending: string) => join(prepared.folder, `preview.${ending}`);
    const asked = ['letters', 'preview', '1001', '--level', 'notice', '--language', 'de'];
    for (const ending of ['html', 'txt', 'eml']) {
      expect(await prepared.run(...asked, '--out', file(ending))).toMatchObject({ code: 0 });
    }
    expect(readFileSync(file('html'), 'utf8')).toContain('<html lang="de">');
    expect(readFileSync(file('txt'), 'utf8')).toContain('Sehr geehrte Damen und Herren,');
    expect(readFileSync(file('eml'), 'utf8')).toMatch(/^To: Jan Jansen <jan@example\.org>\r$/m);
    const { out } = await prepared.run(...asked, '--json');
    // 14 days from Tuesday 2026-03-03.
    expect(JSON.parse(out)).toMatchObject({ level: 'notice', channel: 'email', deadline: '17. März 2026' });
  });

  it('changes nothing', async () => {
    const list = () => prepared.run('timeline', '1001', '--json');
    const before = await list();
    await prepared.run('letters', 'preview', '1001');
    expect(await list()).toEqual(before);
  });

  it.each([
    [['1001', '--level', 'notise'], 2, /no level notise; its levels are reminder-1, reminder-2, notice/],
    [['1001', '--out', 'letter.doc'], 2, /ends in none of \.html, \.txt, \.eml, \.pdf/],
    [['1001', '--language', 'pl'], 2, /pl/],
    [['1001', '--out', 'letter.pdf'], 1, /No letter without an address: the customer has no street and city/],
    [['1003'], 1, /Nothing is open/],
    [['9999'], 1, /no invoice 9999/],
  ])('says why it cannot: %j', async (args, code, reason) => {
    const ran = await prepared.run('letters', 'preview', ...args);
    expect(ran).toMatchObject({ code, out: '' });
    expect(ran.err).toMatch(reason);
  });
});

describe('letters publish', () => {
  it('counts for letters planned from then on; one that was planned keeps its texts', async () => {
    const folder = textsFolder('acme', { 'texts/nl.yaml': OWN });
    const { code, out } = await prepared.run('letters', 'publish', folder, '--by', 'anna');
    expect({ code, out }).toEqual({
      code: 0,
      out: 'Letter texts of acme: version 1 is published (languages: nl). Letters planned from now on have them.\n',
    });
    expect((await prepared.run('letters', 'publish', folder)).out).toMatch(/version 1 is as it was/);
    expect((await prepared.run('letters', 'preview', '1001')).out).toMatch(
      /^Vergeten\? Factuur 1001 van Acme B\.V\./,
    );
    const other = await prepared.run('letters', 'preview', '1001', '--language', 'en');
    expect(other.out).toMatch(/^Payment reminder for invoice 1001\n/);
  });

  it('changes no letter that was planned before: another attempt says what the first one said', async () => {
    const said: unknown[] = [];
    const email: Gateway<LevelContent> = {
      name: 'away once',
      dedupes: true,
      async deliver({ content }) {
        said.push(renderLevel(content));
        if (said.length > 1) return { state: 'delivered', providerId: 'x' };
        throw new GatewayFailure('away', { isTemporary: true, mayHaveArrived: false });
      },
      trace: async () => 'absent',
    };
    const deps = { ...prepared.deps, gateways: { ...prepared.deps.gateways, email: email as Gateway } };
    const about = { creditor: 'acme', number: '1001' };
    const planned = Date.parse('2026-03-03T15:50:00Z');
    await takeStep(INVOICES, deps, 'sendReminder', { ...about, asOf: planned });
    const key = 'invoice/acme/1001/1/level/reminder-1';
    const kept = await prepared.db.read((tx) => contentOf(tx, key));
    expect(kept).toMatchObject({ ownTexts: { hash: expect.stringMatching(/^[0-9a-f]{64}$/) } });
    expect(JSON.stringify(kept)).not.toContain('Vergeten');

    const changed = textsFolder('acme', { 'texts/nl.yaml': OWN.replace('Vergeten?', 'Nogmaals:') });
    expect((await prepared.run('letters', 'publish', changed)).out).toMatch(/version 2 is published/);
    await takeStep(INVOICES, deps, 'handOver', { ...about, asOf: planned + 120_000 });
    expect(said).toHaveLength(2);
    expect(said[1]).toEqual(said[0]);
    expect(said[0]).toMatchObject({ subject: 'Vergeten? Factuur 1001 van Acme B.V.' });
  });

  it('is shown with its versions, and withdrawn', async () => {
    const shown = await prepared.run('letters', 'show');
    expect(shown.out).toMatch(
      /^# Letter texts of acme\. Published versions:\n# {3}1: \S+ \S+ by anna\n# {3}2: .*, in force\n# texts\/nl\.yaml\ngreeting: Beste klant,\n/,
    );
    expect(await prepared.run('letters', 'withdraw')).toMatchObject({
      code: 0,
      out: 'Letters of acme planned from now on have the shipped words.\n',
    });
    expect((await prepared.run('letters', 'show', '--json')).out).toMatch(/"version": null/);
    expect(
      JSON.parse((await prepared.run('letters', 'show', '--revision', '1', '--json')).out),
    ).toMatchObject({
      version: 1,
      words: { nl: { greeting: 'Beste klant,' } },
    });
    expect(await prepared.run('letters', 'show', '--revision', '3')).toMatchObject({
      code: 1,
      err: 'Letter texts of acme have no version 3: there are 1, 2.\n',
    });
  });
});
