import { openDatabase } from '../../../../db/open.ts';
import { setSetting } from '../../../../db/settings.ts';

/*
 * Started as a process of its own by processes.test.ts: write-for-ever.ts <file> <name> <count> [hang]
 * Says each number once it is committed. With `hang` it stops inside a transaction after the last one.
 */
const [file = '', name = '', count = '0', hang] = process.argv.slice(2);

async function main(): Promise<void> {
  const db = await openDatabase({ file, synchronous: 'NORMAL' });
  for (let n = 1; n <= Number(count); n++) {
    await db.transaction((tx) => setSetting(tx, `${name}-${n}`, 'committed'));
    process.stdout.write(`${n}\n`);
    // Lets the line out before the next one.
    await new Promise((resolve) => setImmediate(resolve));
  }
  if (hang !== undefined) {
    await db.transaction(async (tx) => {
      await setSetting(tx, `${name}-open`, 'not committed');
      process.stdout.write('inside\n');
      // A transaction that neither ends nor yields: only a kill gets out of it.
      for (;;) await setSetting(tx, `${name}-open`, 'not committed');
    });
  }
  await db.close();
}

void main();
