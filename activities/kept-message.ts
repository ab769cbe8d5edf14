import { MaintenanceKind, type RefusedMessage } from '../contracts/actor.ts';

interface Received {
  readonly kind: string;
  readonly message: unknown;
}

/** What the books keep of a message beside its answer. */
export interface KeptMessage {
  readonly kind: string;
  readonly body: unknown;
}

/** A message under its name with its content; of one that was refused only who sent it, never what it said. */
export function keptOf(input: Received, answer: { readonly ok: boolean }): KeptMessage {
  if (input.kind === MaintenanceKind.REFUSED) return { kind: refusedOf(input).name, body: null };
  // Of an unknown name nothing but the name came this far.
  if (answer.ok || input.kind === MaintenanceKind.UNKNOWN)
    return { kind: input.kind, body: input.message ?? null };
  const by = (input.message as { by?: unknown } | null | undefined)?.by;
  return { kind: input.kind, body: typeof by === 'string' ? { by } : null };
}

/** What the workflow says of a message that it could not read; one of an unknown name has no more than that. */
export function refusedOf({ kind, message }: Received): RefusedMessage {
  const { name, because } = (message ?? {}) as Partial<RefusedMessage>;
  return { name: name ?? kind, because: because ?? 'There is no message of that name; nothing was done.' };
}
