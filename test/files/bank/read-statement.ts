import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { StagedBankEntry, StagedBankStatement } from '../../../contracts/intake.ts';
import type { BankOptions } from '../../../files/bank/item.ts';
import { readBankFile } from '../../../files/bank/read.ts';
import { type BadRow, Refuses } from '../../../files/item.ts';

/** What was read of a file, by what it is. */
export interface Read {
  readonly entries: readonly StagedBankEntry[];
  readonly statements: readonly StagedBankStatement[];
  readonly bad: readonly BadRow[];
  readonly notes: readonly string[];
}

export const ACCOUNT = 'NL02ABNA0123456789';
export const OPTIONS: BankOptions = { accounts: [ACCOUNT], currency: 'EUR' };

export function sample(name: string): string {
  return fileURLToPath(new URL(`./samples/${name}.xml`, import.meta.url));
}

export async function readAll(path: string, options: BankOptions = OPTIONS): Promise<Read> {
  const entries: StagedBankEntry[] = [];
  const statements: StagedBankStatement[] = [];
  const bad: BadRow[] = [];
  const notes: string[] = [];
  for await (const item of readBankFile(path, options, 'statement.xml')) {
    if ('entry' in item) entries.push(item.entry);
    else if ('statement' in item) statements.push(item.statement);
    else if (item.refuses === Refuses.nothing) notes.push(item.problem.reason);
    else bad.push(item);
  }
  return { entries, statements, bad, notes };
}

/** Reads a document that a test wrote. */
export async function readText(document: string | Uint8Array, options: BankOptions = OPTIONS): Promise<Read> {
  const folder = mkdtempSync(join(tmpdir(), 'dunwell-bank-'));
  try {
    const path = join(folder, 'statement.xml');
    writeFileSync(path, document);
    return await readAll(path, options);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

export function reasonOf({ bad }: Read): string {
  return bad.map(({ problem }) => `${problem.field} ${problem.value} ${problem.reason}`.trim()).join('\n');
}

interface StatementParts {
  readonly version?: string;
  readonly namespace?: string;
  readonly account?: string;
  readonly head?: string;
  readonly opening?: string;
  readonly closing?: string;
  readonly entries?: string;
}

export function balance(code: string, amount: string, currency = 'EUR'): string {
  const sign = amount.startsWith('-') ? 'DBIT' : 'CRDT';
  return `<Bal><Tp><CdOrPrtry><Cd>${code}</Cd></CdOrPrtry></Tp><Amt Ccy="${currency}">${amount.replace('-', '')}</Amt><CdtDbtInd>${sign}</CdtDbtInd><Dt><Dt>2026-11-26</Dt></Dt></Bal>`;
}

/** A CAMT.053 of one statement; by default it opens and closes with zero and has no entry. */
export function statementXml(parts: StatementParts = {}): string {
  const { version = '02', account = `<Id><IBAN>${ACCOUNT}</IBAN></Id><Ccy>EUR</Ccy>`, entries = '' } = parts;
  const { namespace = `urn:iso:std:iso:20022:tech:xsd:camt.053.001.${version}` } = parts;
  const { head = '<Id>S-1</Id><ElctrncSeqNb>7</ElctrncSeqNb><CreDtTm>2026-11-26T23:00:00</CreDtTm>' } = parts;
  const { opening = balance('OPBD', '0.00'), closing = balance('CLBD', '0.00') } = parts;
  return `<?xml version="1.0" encoding="UTF-8"?><Document xmlns="${namespace}"><BkToCstmrStmt><GrpHdr><MsgId>M</MsgId></GrpHdr><Stmt>${head}<Acct>${account}</Acct>${opening}${closing}${entries}</Stmt></BkToCstmrStmt></Document>`;
}

/** An entry of 10.00 that came in on 2026-11-26, with whatever else it has. */
export function entryXml(
  rest = '',
  { amount = '10.00', currency = 'EUR', sign = 'CRDT', status = '<Sts>BOOK</Sts>', details = '' } = {},
): string {
  return `<Ntry><Amt Ccy="${currency}">${amount}</Amt><CdtDbtInd>${sign}</CdtDbtInd>${status}<BookgDt><Dt>2026-11-26</Dt></BookgDt>${rest}${details === '' ? '' : `<NtryDtls>${details}</NtryDtls>`}</Ntry>`;
}
