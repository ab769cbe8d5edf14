import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';

/** Why a request is refused, and what would be right. */
export interface Refusal {
  readonly status: ContentfulStatusCode;
  /** For programs; stays the same. */
  readonly code: string;
  /** For people. */
  readonly says: string;
  readonly problems?: readonly string[];
}

export function refuse(context: Context, { status, ...body }: Refusal): Response {
  return context.json(body, status);
}
