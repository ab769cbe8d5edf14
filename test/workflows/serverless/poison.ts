import { defaultPayloadConverter, type Payload } from '@temporalio/common';
import type { Random } from './random-order.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const encoded = (encoding: string | null, data: string | Uint8Array): Payload => ({
  metadata: encoding === null ? {} : { encoding: bytes(encoding) },
  data: typeof data === 'string' ? bytes(data) : data,
});
const json = (value: unknown): Payload => defaultPayloadConverter.toPayload(value);
const long = (length: number) => 'x'.repeat(length);

/** What clients of other makes, older releases and mistaken hands may send as the content of a message. */
export const MALFORMED: Readonly<Record<string, readonly Payload[]>> = {
  nothing: [],
  'json that is none': [encoded('json/plain', '{not json')],
  'json cut off': [encoded('json/plain', '{"by":"anna"')],
  'no bytes as json': [encoded('json/plain', '')],
  'bytes that are no UTF-8': [encoded('json/plain', new Uint8Array([0xff, 0xfe, 0x7b, 0x00]))],
  encrypted: [encoded('binary/encrypted', 'zz')],
  protobuf: [encoded('json/protobuf', '{}')],
  'binary protobuf': [encoded('binary/protobuf', 'zz')],
  'an encoding that nobody knows': [encoded('text/cuneiform', 'x')],
  'an encoding of a megabyte': [encoded(long(1_000_000), 'x')],
  'no encoding': [encoded(null, '{"by":"anna"}')],
  'no metadata': [{ data: bytes('{"by":"anna"}') }],
  'plain bytes': [encoded('binary/plain', new Uint8Array([1, 2, 3]))],
  null: [encoded('binary/null', '')],
  'the word null': [json(null)],
  'a text': [json('pause')],
  'a number': [json(7)],
  'a list': [json([{ by: 'anna' }])],
  'an empty object': [json({})],
  'two objects': [json({ by: 'anna' }), json({ by: 'ben' })],
  'a good and an unreadable one': [json({ by: 'anna' }), encoded('json/plain', '{')],
  'twenty objects': Array.from({ length: 20 }, () => json({ by: 'anna' })),
  'by a number': [json({ by: 7 })],
  'by nobody': [json({ by: '' })],
  'by an object': [json({ by: { name: 'anna' } })],
  'by a name without end': [json({ by: long(1_000_000) })],
  'an unknown field': [json({ by: 'anna', colour: 1 })],
  'an unknown field without end': [json({ by: 'anna', [long(1_000_000)]: 1 })],
  'a commandId of 1.2 MB': [json({ by: 'anna', commandId: long(1_200_000) })],
  'a commandId one too long': [json({ by: 'anna', commandId: long(1_001) })],
  'a commandId that is a number': [json({ by: 'anna', commandId: 7 })],
  'a note of 2 MB': [json({ by: 'anna', note: long(2_000_000) })],
  'a note one too long': [json({ by: 'anna', note: long(1_001) })],
  'a prototype': [encoded('json/plain', '{"__proto__":{"by":"anna"}}')],
  'a constructor': [json({ constructor: 'x', toString: 'y' })],
  'a value that looks unreadable': [json({ 'dunwell/unreadable': 'so it is' })],
  'deep nesting': [encoded('json/plain', '['.repeat(5_000) + ']'.repeat(5_000))],
  'deeper nesting than a parser takes': [encoded('json/plain', '['.repeat(200_000))],
  'a byte order mark': [encoded('json/plain', '\ufeff{"by":"anna"}')],
  'a lone surrogate': [encoded('json/plain', '{"by":"\\ud800","colour":1}')],
};

/** Random bytes under a random encoding, and random JSON that is no message. */
export function randomContent(random: Random): Payload[] {
  const encodings = ['json/plain', 'json/plain', 'binary/null', 'binary/plain', 'json/protobuf', 'x', null];
  return Array.from({ length: random(3) }, () => {
    if (random(3) > 0) {
      const data = Uint8Array.from({ length: random(40) }, () => random(256));
      return encoded(encodings[random(encodings.length)] ?? null, data);
    }
    return json(randomValue(random, 3));
  });
}

function randomValue(random: Random, depth: number): unknown {
  const names = ['by', 'commandId', 'reason', 'until', 'kind', 'version', 'x'];
  switch (random(depth > 0 ? 6 : 4)) {
    case 0:
      return null;
    case 1:
      return random(1_000_000) - 500_000;
    case 2:
      return String.fromCharCode(...Array.from({ length: random(6) }, () => random(0xffff)));
    case 3:
      return random(2) === 0;
    case 4:
      return Array.from({ length: random(4) }, () => randomValue(random, depth - 1));
    default:
      return Object.fromEntries(
        // Never a right message: one field nobody knows.
        [
          ['x', 1],
          ...Array.from({ length: random(4) }, () => [
            names[random(names.length)] ?? 'x',
            randomValue(random, depth - 1),
          ]),
        ],
      );
  }
}

/** Names that no message has, some of which the SDK keeps for itself. */
export const STRANGE_NAMES = [
  'nonsense',
  'Pause',
  'pause ',
  '__temporal_x',
  '__temporal_workflow_metadata',
  '__stack_trace',
  '__enhanced_stack_trace',
  'constructor',
  'toString',
  '__proto__',
  long(1_000),
  '\u0000',
];
