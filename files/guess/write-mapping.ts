import { stringify } from 'yaml';
import type { Line } from './lines.ts';
import type { SectionGuess } from './section.ts';

/** The mapping file of a guess; what was guessed with less reason has a comment. */
export function writeMapping({ kind, lines, columns, unclear }: SectionGuess): string {
  const open = unclear.map((text) => `# Unclear: ${text}`);
  return [
    '# Guessed by dunwell mapping try: look at it before you use it.',
    ...open,
    `${kind}:`,
    ...lines.map((line) => `  ${written(line)}`),
    ...(columns.length === 0
      ? ['  columns: {}']
      : ['  columns:', ...columns.map((line) => `    ${written(line)}`)]),
    '',
  ].join('\n');
}

function written({ key, value, comment }: Line): string {
  const text = stringify(value, {
    collectionStyle: 'flow',
    flowCollectionPadding: true,
    lineWidth: 0,
  }).trim();
  return `${key}: ${text}${comment === undefined ? '' : `  # ${comment}`}`;
}
