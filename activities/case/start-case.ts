import type { CaseOpening, StartCaseRequest } from '../../contracts/case.ts';
import { caseReference } from '../../contracts/ids.ts';
import type { Tx } from '../../db/tx.ts';
import { CaseSource } from '../../domain/case/state.ts';
import { caseCharged } from '../../domain/invoice/charges/charge.ts';
import { situation } from '../../domain/kernel/situation.ts';
import { openCaseOf } from './open-case-of.ts';
import type { Opening } from './opening.ts';
import { invoicesForCase, moveToCase } from './take-invoices.ts';

/** Starts a case for invoices here, prefilled from them; each start raises the counter in its reference. */
export async function startCaseForInvoices(
  tx: Tx,
  opening: Opening,
  request: StartCaseRequest,
): Promise<CaseOpening> {
  const found = await invoicesForCase(tx, opening, request.invoices, request.force === true);
  if ('refused' in found) return { ok: false, refused: found.refused };
  const taken = caseCharged(
    found.taken.map((one) => ({ ...one, moment: situation(one.gathered, opening.asOf) })),
  );
  const [first] = taken;
  if (first === undefined) return { ok: false, refused: 'Name at least one invoice.' };
  const nth = await openCaseOf(tx, {
    invoices: taken.map(({ gathered, decision }) => ({ gathered, facts: decision.facts })),
    source: CaseSource.HAND,
    by: opening.by,
    asOf: opening.asOf,
    environment: request.environment,
    configuration: request.configuration,
    language: request.language,
    commandId: opening.request,
  });
  await moveToCase(tx, opening, taken, new Map([[first.gathered.row.id, nth]]));
  const reference = caseReference(first.gathered.row.number, nth);
  return {
    ok: true,
    reference,
    isNew: true,
    says: `Case ${reference} is in preparation: attach what belongs to it, then mark it as prepared.`,
  };
}
