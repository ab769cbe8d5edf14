import { keepable, whyNotKept } from '../../domain/kernel/keepable.ts';
import type { Values } from '../driver.ts';

/*
 * What lets texts in refuses those that cannot be kept. The words of strangers that nobody refuses, such as the name of
 * an unknown message, are kept on both engines as they can be.
 */

const isUnkept = (value: unknown) => typeof value === 'string' && whyNotKept(value) !== undefined;
const asKept = (value: unknown) => (typeof value === 'string' ? keepable(value) : value);

export function keptValues(values: readonly unknown[]): readonly unknown[] {
  return values.some(isUnkept) ? values.map(asKept) : values;
}

export function keptByName(values: Values): Values {
  if (!Object.values(values).some(isUnkept)) return values;
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, asKept(value)]));
}
