import { type CollectorConfiguration, CollectorKind } from './configuration.ts';
import { CaseEnvironment } from './state.ts';

/**
 * Stands in while no configuration was ever published: orders are files in the outbox, for a person to carry on.
 *
 * Its version 0 is never a published one, so that a case prepared with it can be told from others for ever.
 */
export const OUTBOX_CONFIGURATION: CollectorConfiguration = {
  name: 'outbox',
  version: 0,
  state: 'ACTIVE',
  collector: { kind: CollectorKind.FILE, folder: 'collector', acknowledged: false, askEveryMinutes: 60 },
  conditions: [],
  priority: 0,
  skipReview: true,
  creditors: [],
  environments: [CaseEnvironment.PRODUCTION],
};
