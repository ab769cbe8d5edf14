import { fileNameOf } from '../../gateways/file-name.ts';

/** The file name of a dossier: `acme+2026%2F001-1.pdf`, unique among creditors and the same every time. */
export function dossierName(creditor: string, reference: string): string {
  return fileNameOf(`${creditor}/${reference.replaceAll('/', '%2F')}`, '.pdf');
}
