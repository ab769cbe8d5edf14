import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Channel } from '../../domain/effects/channels.ts';
import { createFileOutbox } from '../../gateways/file-outbox.ts';
import { putOnce, traceFile } from '../../gateways/outbox-file.ts';
import { GatewayFailure } from '../../gateways/port.ts';
import { levelDelivery, NOTIFICATION, notice, notificationDelivery, reminder } from './contents.ts';
import { failureOf } from './failure-of.ts';
import { textOfPdf } from './read-pdf.ts';
import { tempFolder } from './temp-folder.ts';

const DELIVERIES = [
  [Channel.EMAIL, 'mail', levelDelivery()],
  [Channel.LETTER, 'letters', levelDelivery()],
  [Channel.OPERATOR, 'operator', notificationDelivery()],
] as const;

describe.each(DELIVERIES)('the file outbox for %s', (channel, subfolder, delivery) => {
  it('leaves one file in its own subfolder and calls it delivered', async () => {
    const folder = tempFolder();
    const gateway = createFileOutbox({ folder })[channel];
    expect(await gateway.trace(delivery.key, delivery.content)).toBe('absent');
    const receipt = await gateway.deliver(delivery);
    expect(receipt.state).toBe('delivered');
    expect(readdirSync(join(folder, subfolder))).toEqual([receipt.providerId]);
    expect(await gateway.trace(delivery.key, delivery.content)).toBe('delivered');
  });

  it('writes the same bytes for the same delivery', async () => {
    const [one, other] = [tempFolder(), tempFolder()];
    for (const folder of [one, other]) await createFileOutbox({ folder })[channel].deliver(delivery);
    const bytesIn = (folder: string) =>
      readdirSync(join(folder, subfolder)).map((name) => readFileSync(join(folder, subfolder, name), 'hex'));
    expect(bytesIn(one)).toEqual(bytesIn(other));
  });

  it('finds what an earlier process left', async () => {
    const folder = tempFolder();
    await createFileOutbox({ folder })[channel].deliver(delivery);
    expect(await createFileOutbox({ folder })[channel].trace(delivery.key, delivery.content)).toBe(
      'delivered',
    );
  });

  it('does not count what a killed writer left behind', async () => {
    const folder = tempFolder();
    const gateway = createFileOutbox({ folder })[channel];
    const [name] = [(await gateway.deliver(delivery)).providerId];
    rmSync(join(folder, subfolder, name));
    writeFileSync(join(folder, subfolder, '.0b5c7f0e-0000-4000-8000-000000000000.part'), 'half a let');
    expect(await gateway.trace(delivery.key, delivery.content)).toBe('absent');
    await gateway.deliver(delivery);
    expect(await gateway.trace(delivery.key, delivery.content)).toBe('delivered');
  });

  it.each([
    ['is missing', () => {}],
    ['is a file', (path: string) => writeFileSync(path, '')],
  ])('fails temporarily, with nothing arrived, when its folder %s', async (_, replace) => {
    const folder = tempFolder();
    const gateway = createFileOutbox({ folder })[channel];
    rmSync(join(folder, subfolder), { recursive: true });
    replace(join(folder, subfolder));
    const failure = await failureOf(gateway.deliver(delivery));
    expect(failure).toMatchObject({ isTemporary: true, mayHaveArrived: false });
    expect(failure.message).toContain(join(folder, subfolder));
    expect(existsSync(join(folder, subfolder, 'x'))).toBe(false);
    expect(await gateway.trace(delivery.key, delivery.content)).toBe('absent');
  });

  // Root may write anywhere.
  it.skipIf(process.getuid?.() === 0)('fails temporarily when it may not write', async () => {
    const folder = tempFolder();
    const gateway = createFileOutbox({ folder })[channel];
    chmodSync(join(folder, subfolder), 0o500);
    const failure = await failureOf(gateway.deliver(delivery));
    chmodSync(join(folder, subfolder), 0o700);
    expect(failure).toMatchObject({ isTemporary: true, mayHaveArrived: false });
    expect(failure.message).toContain('no permission');
  });

  it('refuses content of another kind for good', async () => {
    const gateway = createFileOutbox({ folder: tempFolder() })[channel];
    const content = channel === Channel.OPERATOR ? reminder() : NOTIFICATION;
    expect(await failureOf(gateway.deliver({ ...delivery, content }))).toMatchObject({ isTemporary: false });
  });
});

describe('the same key handed over again', () => {
  it('leaves one file, with the first content', async () => {
    const folder = tempFolder();
    const { letter } = createFileOutbox({ folder });
    const first = levelDelivery(reminder({ creditor: { id: 'acme', name: 'The First', country: 'NL' } }));
    const second = levelDelivery(reminder({ creditor: { id: 'acme', name: 'The Second', country: 'NL' } }));
    expect(second.key).toBe(first.key);
    const receipts = [await letter.deliver(first), await letter.deliver(second)];
    expect(receipts[0]).toEqual(receipts[1]);
    const names = readdirSync(join(folder, 'letters'));
    expect(names).toHaveLength(1);
    const pages = textOfPdf(readFileSync(join(folder, 'letters', names[0]!)));
    expect(pages.join('\n')).toContain('The First');
  });

  it('leaves one whole file also when many hand it over at the same moment', async () => {
    const folder = tempFolder();
    const contents = Array.from({ length: 20 }, (_, i) => String(i).padStart(2, '0').repeat(50_000));
    await Promise.all(contents.map((content) => putOnce(folder, 'one.html', content)));
    expect(readdirSync(folder)).toEqual(['one.html']);
    expect(contents).toContain(readFileSync(join(folder, 'one.html'), 'utf8'));
  });

  it('leaves a letter as it is that an earlier version left as a page, and finds it again', async () => {
    const folder = tempFolder();
    const { letter } = createFileOutbox({ folder });
    const delivery = levelDelivery();
    const page = 'invoice+acme+2026%2F001+1+level+reminder-1.html';
    writeFileSync(join(folder, 'letters', page), '<!doctype html>');
    expect(await letter.trace(delivery.key, delivery.content)).toBe('delivered');
    expect(await letter.deliver(delivery)).toMatchObject({ state: 'delivered', providerId: page });
    expect(readdirSync(join(folder, 'letters'))).toEqual([page]);
    const copy = await letter.copies?.find(delivery.key);
    expect([copy?.type, String(copy?.bytes)]).toEqual(['text/html', '<!doctype html>']);
  });

  it('of two channels leaves two files', async () => {
    const folder = tempFolder();
    const { email, letter } = createFileOutbox({ folder });
    await email.deliver(levelDelivery(notice()));
    expect(await letter.trace(levelDelivery(notice()).key, notice())).toBe('absent');
  });

  it('dedupes in every channel', () => {
    const gateways = createFileOutbox({ folder: tempFolder() });
    for (const channel of Object.values(Channel)) expect(gateways[channel].dedupes).toBe(true);
  });
});

describe('a file put into the outbox', () => {
  it('is not for every user of the machine', async () => {
    const folder = tempFolder();
    await putOnce(folder, 'a.html', 'A');
    expect(statSync(join(folder, 'a.html')).mode & 0o007).toBe(0);
  });

  it('is never mistaken for a folder of its name', async () => {
    const folder = tempFolder();
    mkdirSync(join(folder, 'a.html'));
    expect(await traceFile(folder, 'a.html')).toBe('absent');
    expect(await failureOf(putOnce(folder, 'a.html', 'A'))).toBeInstanceOf(GatewayFailure);
    expect(readdirSync(folder)).toEqual(['a.html']);
  });
});

describe('setting a file outbox up', () => {
  it('makes the folders, also those above', () => {
    const folder = join(tempFolder(), 'deep', 'down');
    createFileOutbox({ folder });
    expect(readdirSync(folder).sort()).toEqual(['letters', 'mail', 'operator']);
  });

  it.each([
    '',
    'acme',
    'a@b',
    'Acme <a@acme.example>',
    'a@acme.example, b@acme.example',
    'a@acme.example\r\nBcc: x@y.zz',
  ])('refuses %j as the address of the sender', (from) => {
    const folder = join(tempFolder(), 'outbox');
    expect(() => createFileOutbox({ folder, from })).toThrow(RangeError);
    expect(existsSync(folder)).toBe(false);
  });
});
