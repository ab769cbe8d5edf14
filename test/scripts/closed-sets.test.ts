import ts from 'typescript';
import { expect, it } from 'vitest';
import { findLiterals } from '../../scripts/closed-sets/find.ts';

const SETS = `
  export const Stage = { OPEN: 'OPEN', LISTED: 'LISTED', PAID: 'PAID' } as const;
  export type Stage = (typeof Stage)[keyof typeof Stage];
  export const Subject = { INVOICE: 'invoice', CASE: 'case', CUSTOMER: 'customer' } as const;
  export type Subject = (typeof Subject)[keyof typeof Subject];
  export const Channel = { INVOICE: 'invoice', CASE: 'case', MAIL: 'mail' } as const;
  export type Channel = (typeof Channel)[keyof typeof Channel];
  type Message = 'OPEN' | 'PAID' | 'LATER';
  declare const stage: Stage, message: 'OPEN' | 'PAID', maybe: Stage | undefined, word: string, shared: 'invoice' | 'case';
  declare function become(stage: 'LISTED' | 'PAID'): void;
`;

function found(code: string): readonly string[] {
  const options: ts.CompilerOptions = { strict: true, noLib: true };
  const file = ts.createSourceFile('sets.ts', `${SETS}\n${code}`, ts.ScriptTarget.ES2022, true);
  const host = {
    ...ts.createCompilerHost(options),
    getSourceFile: (name: string) => (name === 'sets.ts' ? file : undefined),
  };
  const program = ts.createProgram(['sets.ts'], options, host);
  return findLiterals([file], program.getTypeChecker()).map(
    ({ literal, member }) => `${literal} is ${member}`,
  );
}

it.each([
  ['a comparison', `if (stage === 'PAID') {}`, 'PAID is Stage.PAID'],
  ['a comparison with what may be missing', `if ('PAID' !== maybe) {}`, 'PAID is Stage.PAID'],
  ['a case of a switch', `switch (stage) { case 'LISTED': }`, 'LISTED is Stage.LISTED'],
  ['a value', `const first: Stage = 'OPEN';`, 'OPEN is Stage.OPEN'],
  ['a part of the set', `become('PAID');`, 'PAID is Stage.PAID'],
])('names the literal in %s', (_, code, expected) => {
  expect(found(code)).toEqual([expected]);
});

it.each([
  ['the member', `if (stage === Stage.PAID) {}`],
  ['a word that only looks like one', `if (word === 'PAID') {}`],
  ['a part that several sets share', `if (shared === 'invoice') {}`],
  ['a part that it shares with a type without members', `if (message === 'PAID') {}`],
  ['a type', `type Ended = 'PAID';`],
])('leaves %s', (_, code) => {
  expect(found(code)).toEqual([]);
});
