import { FailureCategory } from '../../domain/case/state.ts';
import { GatewayFailure } from '../port.ts';

/** A failure at a collector that knows whose it is to mend. */
export class CollectorFailure extends GatewayFailure {
  readonly category: FailureCategory;

  constructor(
    category: FailureCategory,
    message: string,
    options: ConstructorParameters<typeof GatewayFailure>[1],
  ) {
    super(message, options);
    this.name = 'CollectorFailure';
    this.category = category;
  }
}

/** A secret, certificate or folder that is not as the configuration says: an operator mends it, and it goes on. */
export function misconfigured(message: string, cause?: unknown): CollectorFailure {
  return new CollectorFailure(FailureCategory.CONFIGURATION, message, {
    isTemporary: true,
    mayHaveArrived: false,
    cause,
  });
}

/** Whose it is to mend what a hand-over to a collector failed of. */
export function failureCategoryOf(error: unknown): FailureCategory {
  if (error instanceof CollectorFailure) return error.category;
  if (error instanceof GatewayFailure && error.isTemporary) return FailureCategory.TEMPORARY_ISSUE;
  return FailureCategory.INTERNAL;
}
