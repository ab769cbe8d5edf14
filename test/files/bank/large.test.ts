import { once } from 'node:events';
import { createWriteStream, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, it } from 'vitest';
import { formatAmount } from '../../../domain/kernel/money.ts';
import { readBankFile } from '../../../files/bank/read.ts';
import { balance, entryXml, OPTIONS, statementXml } from './read-statement.ts';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

const details = (i: number) =>
  `<TxDtls><Refs><AcctSvcrRef>T-${i}</AcctSvcrRef><EndToEndId>E-${i}</EndToEndId></Refs><Amt Ccy="EUR">10.00</Amt><RltdPties><Dbtr><Nm>Customer ${i}</Nm></Dbtr></RltdPties><RmtInf><Ustrd>invoice 2026/${i}</Ustrd></RmtInf></TxDtls>`;

/** Writes a statement, piece by piece; the file is read while none of it is held. */
async function writeStatement(path: string, pieces: (n: number) => string, count: number): Promise<void> {
  const total = formatAmount(1_000 * count, 'EUR');
  const around = statementXml({
    opening: balance('OPBD', '0'),
    closing: balance('CLBD', total),
    entries: '|',
  });
  const [before = '', after = ''] = around.split('|');
  const file = createWriteStream(path);
  file.write(before);
  for (let i = 0; i <= count + 1; i++) {
    if (!file.write(pieces(i))) await once(file, 'drain');
  }
  file.end(after);
  await finished(file);
}

/** The most that is held while the file is read, beyond what was held before, in MB. */
async function heldWhileReading(path: string): Promise<{ entries: number; isWhole: boolean; held: number }> {
  collect();
  const before = process.memoryUsage().heapUsed;
  let entries = 0;
  let isWhole = false;
  let held = 0;
  for await (const item of readBankFile(path, OPTIONS)) {
    if ('statement' in item) isWhole = item.statement.isWhole;
    if (!('entry' in item)) continue;
    entries += 1;
    if (entries % 5_000 !== 0) continue;
    collect();
    held = Math.max(held, process.memoryUsage().heapUsed - before);
  }
  return { entries, isWhole, held: held / 1024 / 1024 };
}

const COUNT = 30_000;

it.each([
  [
    'of 30,000 entries',
    (i: number) =>
      i > 0 && i <= COUNT ? entryXml(`<AcctSvcrRef>B-${i}</AcctSvcrRef>`, { details: details(i) }) : '',
  ],
  [
    'of one batch of 30,000 payments',
    (i: number) => {
      const [before = '', after = ''] = entryXml('<AcctSvcrRef>B</AcctSvcrRef>', {
        amount: formatAmount(1_000 * COUNT, 'EUR'),
        details: '|',
      }).split('|');
      return i === 0 ? before : i > COUNT ? after : details(i);
    },
  ],
])('a statement %s is read in flat memory', async (_, pieces) => {
  const folder = mkdtempSync(join(tmpdir(), 'dunwell-bank-'));
  try {
    const path = join(folder, 'large.xml');
    await writeStatement(path, pieces, COUNT);
    const { entries, isWhole, held } = await heldWhileReading(path);
    expect(entries).toBe(COUNT);
    expect(isWhole).toBe(true);
    // The file has more than 8 MB; the ids that were seen take some of what is held.
    expect(held).toBeLessThan(12);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
