import type { Day } from './day.ts';

/*
 * The fields of a message as plain data: from them come its types, its reader, its command, its JSON Schema, its
 * events in scripts and its documentation.
 */

/** Of every text of a message, in characters. */
export const LONGEST_TEXT = 1000;

/** The form of a decimal. */
export const DECIMAL = /^\d{1,15}(\.\d{1,4})?$/;
/** The form of a hash. */
export const SHA_256 = /^[0-9a-f]{64}$/;

interface About {
  /** One line, as the command line and the documentation show it. */
  readonly help: string;
  /** Stands in the example of its message and in the refusal of one without it. */
  readonly example?: string | number | boolean | readonly string[];
  readonly required?: true;
  /** Said in place of the common sentence when it is required and missing. */
  readonly missing?: string;
  /** Its name on the command line where that is another one. */
  readonly option?: string;
  /** Stands on the command line without a name. */
  readonly argument?: true;
}

/** A text that is not empty. */
export interface TextField extends About {
  readonly type: 'text';
  /** Where it is less than LONGEST_TEXT. */
  readonly longest?: number;
  /** What it belongs to, in the refusal of a longer one. */
  readonly of?: string;
  /** Names what was staged before, which nothing but a program can do. */
  readonly staged?: true;
}

/** A local day as ISO date. */
interface DayField extends About {
  readonly type: 'day';
}

export interface OneOfField extends About {
  readonly type: 'oneOf';
  readonly values: readonly string[];
  /** What one of them is called, where that is not the field's name. */
  readonly called?: string;
  readonly default?: string;
  /** What people are offered, where the rules keep the other values to themselves. */
  readonly offered?: readonly string[];
  /** Values that are refused at once, with the sentence for it. */
  readonly refused?: Readonly<Record<string, string>>;
  /** Its name among the values, where another of that name stands there. */
  readonly as?: string;
}

/** A list out of a closed set; none of it when left out. */
export interface SomeOfField extends About {
  readonly type: 'someOf';
  readonly values: readonly string[];
  /** What one of them is called. */
  readonly called?: string;
}

/** Several texts; none when left out. */
interface TextsField extends About {
  readonly type: 'texts';
}

/** True or false; false when left out. */
interface FlagField extends About {
  readonly type: 'flag';
}

/** A whole number from 1 on. */
export interface CountField extends About {
  readonly type: 'count';
}

/** A decimal in quotes: a JSON number may have lost a cent on its way. */
interface DecimalField extends About {
  readonly type: 'decimal';
}

/** The SHA-256 of a staged content. */
interface HashField extends About {
  readonly type: 'hash';
  readonly required: true;
  readonly example: string;
}

/** Kept with the message as it came; it decides nothing. */
interface RemarkField extends About {
  readonly type: 'remark';
}

export type Field =
  | TextField
  | DayField
  | OneOfField
  | SomeOfField
  | TextsField
  | FlagField
  | CountField
  | DecimalField
  | HashField
  | RemarkField;

export type Fields = Readonly<Record<string, Field>>;

/** Fields that every message may carry. */
export const COMMON = {
  by: {
    type: 'text',
    required: true,
    help: 'who asks, for the audit trail',
    example: 'name of who asks',
  },
  commandId: { type: 'text', help: 'the same id is answered the same, however often it is sent' },
} as const satisfies Fields;

type Absent<Of> = Of extends { readonly required: true } | { readonly default: string } ? never : null;

type ValueOf<Of> = Of extends { readonly type: 'text' | 'decimal' | 'hash' }
  ? string | Absent<Of>
  : Of extends { readonly type: 'day' }
    ? Day | Absent<Of>
    : Of extends { readonly type: 'oneOf'; readonly values: readonly (infer Value)[] }
      ? Value | Absent<Of>
      : Of extends { readonly type: 'someOf'; readonly values: readonly (infer Value)[] }
        ? readonly Value[]
        : Of extends { readonly type: 'texts' }
          ? readonly string[]
          : Of extends { readonly type: 'flag' }
            ? boolean
            : Of extends { readonly type: 'count' }
              ? number | Absent<Of>
              : never;

/** What the rules get: every field read, null where it was left out. */
export type ValuesOf<Of> = {
  readonly [Name in keyof Of as Of[Name] extends { readonly type: 'remark' }
    ? never
    : Of[Name] extends { readonly as: infer Other extends string }
      ? Other
      : Name]: ValueOf<Of[Name]>;
};

type WireValueOf<Of> = Of extends { readonly type: 'count' }
  ? number
  : Of extends { readonly type: 'flag' }
    ? boolean
    : Of extends { readonly type: 'oneOf'; readonly values: readonly (infer Value)[] }
      ? Value
      : Of extends { readonly type: 'someOf'; readonly values: readonly (infer Value)[] }
        ? readonly Value[]
        : Of extends { readonly type: 'texts' }
          ? readonly string[]
          : string;

/** What goes over the wire: days as ISO dates, and nothing for what is left out. */
export type WireOf<Of> = {
  readonly [Name in keyof Of as Of[Name] extends { readonly required: true } ? Name : never]: WireValueOf<
    Of[Name]
  >;
} & {
  readonly [Name in keyof Of as Of[Name] extends { readonly required: true } ? never : Name]?:
    | WireValueOf<Of[Name]>
    | undefined;
};
