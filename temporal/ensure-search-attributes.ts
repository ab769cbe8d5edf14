import type { Connection } from '@temporalio/client';
import { GrpcCode, grpcCodeOf, retryWhile } from './grpc.ts';
import { asPairs, SEARCH_ATTRIBUTE_TYPES, type SearchAttributes } from './search-attributes.ts';

/**
 * Makes sure that the namespace knows these search attributes, and returns once they can be used. Existing ones
 * are left as they are; one of another type, or no permission to add (Temporal Cloud manages them elsewhere),
 * is an error that names the attributes.
 */
export async function ensureSearchAttributes(
  connection: Connection,
  namespace: string,
  attributes: SearchAttributes,
): Promise<{ added: string[] }> {
  const known = await listAttributes(connection, namespace);
  const missing: Record<string, SearchAttributes[string]> = {};
  for (const [name, type] of Object.entries(attributes)) {
    const code = known[name];
    if (code === undefined) missing[name] = type;
    else if (code !== SEARCH_ATTRIBUTE_TYPES[type].code) {
      throw new Error(
        `the search attribute ${name} of the namespace ${namespace} is ${wordFor(code)} and must be ` +
          `${SEARCH_ATTRIBUTE_TYPES[type].word}: rename or remove it there, or use another namespace`,
      );
    }
  }
  const added = Object.keys(missing);
  if (added.length === 0) return { added };
  await add(connection, namespace, missing);
  await untilUsable(connection, namespace, added);
  return { added };
}

async function listAttributes(connection: Connection, namespace: string): Promise<Record<string, number>> {
  try {
    const answer = await connection.operatorService.listSearchAttributes({ namespace });
    return answer.customAttributes ?? {};
  } catch (error) {
    if (!isRefusal(error)) throw error;
    // Some clusters keep the operator service closed; what they have is told by adding being refused or not.
    return {};
  }
}

async function add(connection: Connection, namespace: string, missing: SearchAttributes): Promise<void> {
  const searchAttributes = Object.fromEntries(
    Object.entries(missing).map(([name, type]) => [name, SEARCH_ATTRIBUTE_TYPES[type].code]),
  );
  try {
    await connection.operatorService.addSearchAttributes({ namespace, searchAttributes });
  } catch (error) {
    if (grpcCodeOf(error) === GrpcCode.alreadyExists) return;
    const how = isRefusal(error)
      ? 'may not be added from here'
      : `could not be added (${(error as Error).message})`;
    throw new Error(
      `the namespace ${namespace} lacks search attributes that ${how}: ${asPairs(missing).join(', ')}. ` +
        'Add them where the namespace is managed (Temporal Cloud: its web UI or tcld), then start again',
      { cause: error },
    );
  }
}

/** The caches of the server learn new attributes some seconds later; a query on them tells when. */
async function untilUsable(
  connection: Connection,
  namespace: string,
  names: readonly string[],
): Promise<void> {
  const query = names.map((name) => `${name} IS NULL`).join(' AND ');
  await retryWhile(
    (error) => grpcCodeOf(error) === GrpcCode.invalidArgument,
    () => connection.workflowService.countWorkflowExecutions({ namespace, query }),
  );
}

function isRefusal(error: unknown): boolean {
  const refusals: number[] = [GrpcCode.permissionDenied, GrpcCode.unimplemented, GrpcCode.unauthenticated];
  return refusals.includes(grpcCodeOf(error) ?? -1);
}

function wordFor(code: number): string {
  return Object.values(SEARCH_ATTRIBUTE_TYPES).find((type) => type.code === code)?.word ?? `type ${code}`;
}
