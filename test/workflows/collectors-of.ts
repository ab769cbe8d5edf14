import { publishConfigurations } from '../../db/creditor/collector-configurations.ts';
import type { CollectorConfiguration } from '../../domain/case/configuration.ts';
import type { Desk } from './desk.ts';

type Terms = Omit<CollectorConfiguration, 'version'>;

/** All that the tests of this file have published: a publication is all there is. */
const published: Terms[] = [];

/** Publishes a collector reached over HTTPS that serves this desk alone; what it gets, the desk's gateway gets. */
export async function publishCollector(desk: Desk, changed: Partial<Terms> = {}): Promise<void> {
  published.push({
    name: `agency-${desk.id}`,
    state: 'ACTIVE',
    collector: {
      kind: 'https',
      url: 'https://collector.example',
      secret: 'env:SECRET',
      timeoutSeconds: 10,
      askEveryMinutes: 60,
    },
    conditions: [],
    priority: 1,
    skipReview: true,
    creditors: [desk.id],
    environments: ['PRODUCTION', 'TEST'],
    ...changed,
  });
  const hashOf = (terms: object) => JSON.stringify(terms);
  await desk.office.db.transaction((tx) =>
    publishConfigurations(tx, { configurations: published, hashOf, at: Date.now(), by: 'test' }),
  );
}
