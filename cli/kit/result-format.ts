/** How a result is written: for a person at a terminal, as plain columns for other programs, or as JSON. */
export const Format = { PRETTY: 'pretty', PLAIN: 'plain', JSON: 'json' } as const;
export type Format = (typeof Format)[keyof typeof Format];

export interface Column {
  readonly title: string;
  readonly align?: 'left' | 'right';
}
