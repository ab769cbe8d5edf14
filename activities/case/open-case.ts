import { type CaseOpening, CaseRequestKind, type OpenCaseInput } from '../../contracts/case.ts';
import { findCaseRequest, finishCaseRequest } from '../../db/case/requests.ts';
import type { Tx } from '../../db/tx.ts';
import { decide } from '../actor/decide.ts';
import type { Deps } from '../deps.ts';
import { createCase } from './create-case.ts';
import type { Opening } from './opening.ts';
import { startCaseForInvoices } from './start-case.ts';

/**
 * Opens a case from a staged request, in one transaction with all that it moves. The same request is answered the
 * same, however often it comes; what it said is erased once it is done.
 */
export async function openCase(deps: Deps, input: OpenCaseInput): Promise<CaseOpening> {
  return decide(deps, input, async (tx): Promise<CaseOpening> => {
    const request = await findCaseRequest(tx, input.request);
    if (request === undefined || request.creditor !== input.creditor) {
      return { ok: false, refused: `There is no staged request ${input.request}: stage it again.` };
    }
    if (request.result !== null) return request.result as CaseOpening;
    const { by } = request;
    const opening: Opening = { deps, creditor: input.creditor, by, request: input.request, asOf: input.asOf };
    const result = await open(tx, opening, request.body);
    await finishCaseRequest(tx, input.request, result, input.asOf);
    return result;
  });
}

type Body = NonNullable<Awaited<ReturnType<typeof findCaseRequest>>>['body'];

async function open(tx: Tx, opening: Opening, body: Body): Promise<CaseOpening> {
  switch (body?.kind) {
    case CaseRequestKind.START:
      return startCaseForInvoices(tx, opening, body);
    case CaseRequestKind.CREATE:
      return createCase(tx, opening, body);
    case CaseRequestKind.UPDATE:
    case CaseRequestKind.MESSAGE:
      return { ok: false, refused: 'That request is for a case that exists: send it to the case.' };
    case undefined:
      return { ok: false, refused: 'The request was erased before it was done: stage it again.' };
    default:
      return body satisfies never;
  }
}
