import { isDeepStrictEqual } from 'node:util';
import { type CaseRequestToStage, stageCaseRequest } from '../../db/case/requests.ts';
import { type Context, withWritableDatabase } from '../kit/context.ts';
import { WorkFailed } from '../kit/failures.ts';

/** Stages a request for the worker; an id that was used for something else is refused. */
export async function stageRequest(
  { options, asOf }: Context,
  request: Pick<CaseRequestToStage, 'id' | 'creditor' | 'body'>,
  { by }: { readonly by: string },
): Promise<void> {
  const { id, creditor, body } = request;
  await withWritableDatabase(options, async ({ db }) => {
    const staged = await db.transaction((tx) => stageCaseRequest(tx, { ...request, by, stagedAt: asOf }), {
      creditor: request.creditor,
    });
    // What was done is answered as before; what it said is erased by then.
    const isSame = staged.doneAt !== null || isDeepStrictEqual(staged.body, JSON.parse(JSON.stringify(body)));
    if (isSame && staged.creditor === creditor && staged.kind === body.kind) return;
    throw new WorkFailed(`The id ${id} was used for another request: choose another --command-id.`);
  });
}
