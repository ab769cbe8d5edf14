import { MaintenanceKind, type MessageSetAside, type RefusedMessage } from '../../contracts/actor.ts';
import { RefusalCode, type Refused, refuse } from '../../domain/kernel/refusal.ts';

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
  if (input.kind === MaintenanceKind.SET_ASIDE) {
    const { name, message } = setAsideOf(input);
    return { kind: name, body: message };
  }
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

/** What the workflow says of a message that could not be applied, with the message itself. */
export function setAsideOf({ kind, message }: Received): MessageSetAside {
  const { name, because, message: content } = (message ?? {}) as Partial<MessageSetAside>;
  return { name: name ?? kind, because: because ?? 'unknown', message: content ?? null };
}

export function setAsideRefused({ name, because }: MessageSetAside): Refused {
  const says = `\`${name}\` could not be applied and was set aside: ${because}. Mend the cause, then send it again.`;
  return refuse(RefusalCode.SET_ASIDE, says);
}
