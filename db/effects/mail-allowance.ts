import { and, asc, gte, lt, sql } from 'drizzle-orm';
import type { Instant } from '../../domain/kernel/day.ts';
import { equals, named } from '../named.ts';
import { mailAllowances } from '../tables/mail.ts';
import { preparedStatements, type Tx } from '../tx.ts';

const MINUTE_MS = 60_000;
/** An hour, and the minute that it began in: so any sixty minutes hold no more than the limit. */
const MINUTES = 60;

const statements = preparedStatements(({ orm, write }) => {
  const ofAccount = equals(mailAllowances, 'account');
  const isWithin = and(ofAccount, gte(mailAllowances.minute, named('since')));
  return {
    used: orm
      .select({ minute: mailAllowances.minute, used: mailAllowances.used })
      .from(mailAllowances)
      .where(isWithin)
      .orderBy(asc(mailAllowances.minute))
      .prepare(),
    take: write<{ account: string; minute: number }>(
      orm
        .insert(mailAllowances)
        .values({ account: named('account'), minute: named('minute'), used: 1 } as never)
        .onConflictDoUpdate({
          target: [mailAllowances.account, mailAllowances.minute],
          set: { used: sql`${mailAllowances.used} + 1` },
        }),
    ),
    forget: write<{ account: string; since: number }>(
      orm.delete(mailAllowances).where(and(ofAccount, lt(mailAllowances.minute, named('since')))),
    ),
  };
});

/**
 * Lets one more e-mail out by an account, unless as many have left within an hour as may: then nothing is written, and
 * the answer is how long to wait at least. An attempt that fails afterwards has used its place all the same.
 *
 * The effects do not say by which server they left, and would have to be counted anew for each: sixty rows are enough.
 */
export async function takeMailAllowance(
  tx: Tx,
  { account, perHour, at }: { readonly account: string; readonly perHour: number; readonly at: Instant },
): Promise<number> {
  const minute = Math.floor(at / MINUTE_MS);
  const since = minute - MINUTES;
  const { used: read, take, forget } = statements(tx);
  const rows = await read.all({ account, since });
  const used = rows.reduce((sum, row) => sum + row.used, 0);
  if (used >= perHour) return ((rows[0]?.minute ?? minute) + MINUTES + 1) * MINUTE_MS - at;
  await take({ account, minute });
  await forget({ account, since });
  return 0;
}
