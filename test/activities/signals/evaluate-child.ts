import { evaluateSignals } from '../../../activities/signals/evaluate.ts';
import { createSources } from '../../../gather/sources.ts';
import { openAt } from '../../db/address.ts';
import { AS_OF, CREDITOR } from '../../domain/signals/sample-settings.ts';

/* An evaluation to be killed: it says so after its fifth page and waits, unless told to go to the end. */

const [address = '', toTheEnd] = process.argv.slice(2);
const db = await openAt(address);
let pages = 0;
// Later on the same day: on another one it would begin anew.
const later = toTheEnd === undefined ? 0 : 3 * 3_600_000;
await evaluateSignals(
  { db, sources: createSources(false) },
  { creditor: CREDITOR },
  AS_OF + later,
  () => {
    pages += 1;
    if (toTheEnd === undefined && pages === 5) {
      process.send?.('in the middle');
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
    }
  },
  200,
);
await db.close();
