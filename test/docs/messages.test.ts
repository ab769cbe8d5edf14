import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CaseCommandKind, parseCaseCommand } from '../../domain/case/messages/index.ts';
import { CommandKind, parseCommand } from '../../domain/invoice/messages/index.ts';

const DOC = readFileSync(join(import.meta.dirname, '../../docs/messages.md'), 'utf8');

/** The examples under a heading of second order, by the names in the headings of third order. */
function examplesUnder(heading: string): Map<string, string> {
  const [, chapter = ''] = DOC.split(`\n## ${heading}\n`);
  const sections = chapter.split(/\n## /)[0]!.split(/^### /m).slice(1);
  return new Map(
    sections.flatMap((section) => {
      const names = section.slice(0, section.indexOf('\n')).split(', ');
      const [, example = 'no example'] = section.match(/```json\n(.*?)\n```/s) ?? [];
      return names.map((name): [string, string] => [name, example]);
    }),
  );
}

describe('the documentation of messages', () => {
  const ofInvoices = examplesUnder('Messages of an invoice');
  const ofCases = examplesUnder('Messages of a case');

  it.each(Object.values(CommandKind))('shows how to write %s to an invoice', (kind) => {
    expect(parseCommand(kind, JSON.parse(ofInvoices.get(kind) ?? ''), 'id')).toHaveProperty('command');
  });

  it.each(Object.values(CaseCommandKind))('shows how to write %s to a case', (kind) => {
    expect(parseCaseCommand(kind, JSON.parse(ofCases.get(kind) ?? ''), 'id')).toHaveProperty('command');
  });

  it('knows no messages but these', () => {
    expect([...ofInvoices.keys()].sort()).toEqual([...Object.values(CommandKind), 'resolveEffect'].sort());
    expect([...ofCases.keys()].sort()).toEqual([...Object.values(CaseCommandKind), 'resolveEffect'].sort());
  });
});
