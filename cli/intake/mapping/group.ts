import { entry, type GroupModule } from '../../kit/command-entry.ts';

/** Mapping files. Each command is a file of cli/intake/mapping/. */
export const group: GroupModule['group'] = {
  about:
    'Mapping files: how the exports of other programs are read. examples/mappings/ has some for DATEV, Exact Online, Visma, SAP, QuickBooks, Xero, Fortnox and e-conomic; docs/files.md describes all they can say.',
  commands: [
    entry(
      'try',
      'guess how a file is to be read, or try a mapping on it, without taking anything in',
      () => import('./try.ts'),
    ),
  ],
  examples: [
    'dunwell mapping try export.csv --out export.mapping.yaml',
    'dunwell mapping try export.csv --mapping examples/mappings/xero.mapping.yaml',
  ],
};
