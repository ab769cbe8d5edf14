import {
  type Document,
  isAlias,
  isMap,
  isNode,
  isScalar,
  LineCounter,
  parseDocument,
  stringify,
  visit,
} from 'yaml';
import { whyNotKept } from '../domain/kernel/keepable.ts';
import type { PathStep, Problem } from './problem.ts';

/** What a YAML file says, with the way back to its lines; or what is wrong with the file itself. */
export type YamlFile =
  | { readonly ok: true; readonly value: unknown; readonly lineOf: LineOf }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** The line of the value at a path, or of the nearest thing around it that stands in the file. */
export type LineOf = (path: readonly PathStep[]) => number;

const MAX_DEPTH = 60;

/** Reads one YAML 1.2 document without anchors, aliases or tags, so that each value stands where it counts. */
export function readYaml(source: string): YamlFile {
  if (source.trim() === '') return refuse([{ path: '', line: 1, reason: 'the file is empty' }]);
  const deep = tooDeep(source);
  if (deep !== undefined) return refuse([deep]);
  const lines = new LineCounter();
  const lineAt = (offset: number) => Math.max(1, lines.linePos(offset).line);
  try {
    const document = parseDocument(source, { lineCounter: lines, prettyErrors: false, logLevel: 'error' });
    const problems = [...syntaxProblems(document, lineAt), ...oddities(document, lineAt)];
    if (problems.length > 0) return refuse(problems.sort((a, b) => (a.line ?? 0) - (b.line ?? 0)));
    if (document.contents === null) return refuse([{ path: '', line: 1, reason: 'the file is empty' }]);
    return { ok: true, value: document.toJS(), lineOf: (path) => lineAt(offsetOf(document, path)) };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return refuse([{ path: '', reason: `the file cannot be read as YAML: ${why}` }]);
  }
}

/** A value as the file that says it, each field on a line of its own. */
export function writeYaml(value: unknown): string {
  return stringify(value, { lineWidth: 0, defaultStringType: 'PLAIN', aliasDuplicateObjects: false });
}

function refuse(problems: readonly Problem[]): YamlFile {
  return { ok: false, problems };
}

/** The parser's memory grows with the square of the brackets that are open at once. */
function tooDeep(source: string): Problem | undefined {
  let depth = 0;
  let line = 1;
  for (const character of source) {
    if (character === '\n') line++;
    else if (character === '[' || character === '{') depth++;
    else if (character === ']' || character === '}') depth = Math.max(0, depth - 1);
    if (depth > MAX_DEPTH)
      return { path: '', line, reason: `more than ${MAX_DEPTH} brackets are open at once` };
  }
  return undefined;
}

function syntaxProblems(document: Document.Parsed, lineAt: (offset: number) => number): Problem[] {
  return document.errors.map(({ code, message, pos }) => ({
    path: '',
    line: lineAt(pos[0]),
    reason: SYNTAX[code] ?? `is no YAML: ${message}`,
  }));
}

/** The parser's words where they would not help the person who wrote the file. */
const SYNTAX: Readonly<Record<string, string>> = {
  DUPLICATE_KEY: 'this key stands twice in its section; keep one',
  TAB_AS_INDENT: 'the line is indented with a tab; YAML takes spaces only',
  MULTIPLE_DOCS: 'a second document starts here (---); keep one document per file',
  MULTIPLE_ANCHORS: 'anchors (&) are not taken; write the value out where it is needed',
};

/** What YAML allows and these files do not. */
function oddities(document: Document.Parsed, lineAt: (offset: number) => number): Problem[] {
  const problems: Problem[] = [];
  const add = (offset: number | undefined, reason: string, path = '') =>
    problems.push({ path, line: lineAt(offset ?? 0), reason });
  if (document.directives.yaml.explicit && document.directives.yaml.version !== '1.2') {
    add(0, 'the file asks for YAML 1.1; leave the %YAML line out');
  }
  visit(document, {
    Node(_, node) {
      const offset = node.range?.[0];
      if (isAlias(node)) add(offset, `aliases (*${node.source}) are not taken; write the value out`);
      else if (node.anchor) add(offset, `anchors (&${node.anchor}) are not taken; write the value out`);
      else if (node.tag) add(offset, `tags (${node.tag}) are not taken; write the value without`);
      const whyNot = isScalar(node) && typeof node.value === 'string' ? whyNotKept(node.value) : undefined;
      if (whyNot !== undefined) add(offset, `a text ${whyNot}`);
    },
  });
  return problems;
}

/** The offset of the key at the path; where the path leaves the file, that of the last section it went through. */
function offsetOf(document: Document.Parsed, path: readonly PathStep[]): number {
  let node: unknown = document.contents;
  let offset = document.contents?.range[0] ?? 0;
  for (const step of path) {
    if (isMap(node)) {
      const pair = node.items.find(({ key }) => String(isScalar(key) ? key.value : key) === String(step));
      if (pair === undefined) return offset;
      if (isNode(pair.key) && pair.key.range) offset = pair.key.range[0];
      node = pair.value;
    } else {
      const child = isNode(node) && 'get' in node ? node.get(step, true) : undefined;
      if (!isNode(child) || !child.range) return offset;
      offset = child.range[0];
      node = child;
    }
  }
  return offset;
}
