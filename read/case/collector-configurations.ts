import { currentConfigurations } from '../../db/creditor/collector-configurations.ts';
import { byPriority } from '../../domain/case/choose-configuration.ts';
import type { CollectorConfiguration } from '../../domain/case/configuration.ts';
import type { Reader } from '../kit/reader.ts';

/** The collector configurations in force, in the order in which a case looks at them. */
export async function collectorConfigurations(
  { db }: Pick<Reader, 'db'>,
  { all = false, creditor }: { readonly all?: boolean; readonly creditor?: string },
): Promise<readonly CollectorConfiguration[]> {
  const current = await db.read((tx) => currentConfigurations(tx));
  return [...current]
    .sort(byPriority)
    .filter(({ state }) => all || state === 'ACTIVE')
    .filter(
      ({ creditors }) => creditor === undefined || creditors.length === 0 || creditors.includes(creditor),
    );
}
