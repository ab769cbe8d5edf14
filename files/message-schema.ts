import { z } from 'zod';
import { flag, oneOf, says, text, whole } from '../config/fields.ts';
import { amount, date } from '../config/values.ts';
import { type Field, LONGEST_TEXT } from '../domain/kernel/fields.ts';
import type { MessageForm } from '../domain/kernel/message.ts';

/** Words of a message. */
export const words = text(
  new RegExp(`^(?=[^]*\\S)[^]{1,${LONGEST_TEXT}}$`),
  'text',
  `write a text of up to ${LONGEST_TEXT} characters`,
);

/** One of a closed set. */
export function one(known: readonly string[], what: string) {
  return oneOf(known as [string, ...string[]], what);
}

/** The fields of each message that a script may hold, by its kind. */
export function scriptedShapes(
  forms: readonly MessageForm[],
): Readonly<Record<string, z.core.$ZodLooseShape>> {
  return Object.fromEntries(forms.filter(({ script }) => script).map((form) => [form.kind, shapeOf(form)]));
}

/** A rehearsal knows the version by itself, and nothing is staged for it. */
export function shapeOf(form: MessageForm): z.core.$ZodLooseShape {
  const given = Object.entries(form.fields).filter(
    ([name, field]) => name !== 'version' && !('staged' in field),
  );
  return Object.fromEntries(
    given.map(([name, field]) => {
      const schema = schemaOf(name, field);
      const isNeeded = field.required === true || onlyOneOf(form) === name;
      return [name, isNeeded ? schema : schema.optional()];
    }),
  );
}

/** The one of several that a script can give at all. */
function onlyOneOf({ either, fields }: MessageForm): string | undefined {
  const [only, ...others] = (either?.of ?? []).filter((name) => !('staged' in (fields[name] ?? {})));
  return others.length === 0 ? only : undefined;
}

function schemaOf(name: string, field: Field): z.ZodType {
  switch (field.type) {
    case 'day':
      return date;
    case 'decimal':
      return amount;
    case 'flag':
      return flag('yes or no');
    case 'oneOf': {
      const { values, called = name, refused = {} } = field;
      return one(values, called).refine((value) => refused[value] === undefined, {
        error: ({ input }) => refused[String(input)] ?? '',
      });
    }
    case 'someOf': {
      const { values, called = name } = field;
      return z.array(one(values, called), {
        error: says('list', `write a list such as [${values.join(', ')}]`),
      });
    }
    case 'texts':
      return z.array(words, { error: says('list', 'write a list of texts') });
    case 'count':
      return whole(1, Number.MAX_SAFE_INTEGER, name);
    case 'text':
    case 'remark':
      return words;
    case 'hash':
      throw new Error(`A script cannot say \`${name}\`.`);
    default:
      return field satisfies never;
  }
}
