import {
  channelsJsonSchema,
  collectorsJsonSchema,
  creditorJsonSchema,
  letterTextsJsonSchema,
} from '../config/json-schema.ts';
import { feedbackJsonSchema } from '../files/feedback-schema.ts';
import {
  instructionJsonSchema,
  orderJsonSchema,
  reportJsonSchema,
} from '../gateways/collectors/json-schema.ts';
import { signalAnswerJsonSchema, signalJsonSchema } from '../gateways/municipalities/json-schema.ts';
import { levelJsonSchema } from '../gateways/webhook/json-schema.ts';
import { keep } from './kept-file.ts';

/*
 * tsx scripts/schemas.ts            writes the published schemas anew
 * tsx scripts/schemas.ts --check    exit 1 when one is not what the code checks
 */

const SCHEMAS: Readonly<Record<string, () => string>> = {
  'config/creditor.schema.json': creditorJsonSchema,
  'config/collectors.schema.json': collectorsJsonSchema,
  'config/channels.schema.json': channelsJsonSchema,
  'config/letter-texts.schema.json': letterTextsJsonSchema,
  'gateways/collectors/collector-order.schema.json': orderJsonSchema,
  'gateways/collectors/collector-instruction.schema.json': instructionJsonSchema,
  'gateways/collectors/collector-report.schema.json': reportJsonSchema,
  'files/signal-feedback.schema.json': feedbackJsonSchema,
  'gateways/webhook/level.schema.json': levelJsonSchema,
  'gateways/municipalities/signal.schema.json': signalJsonSchema,
  'gateways/municipalities/signal-answer.schema.json': signalAnswerJsonSchema,
};

for (const [name, schema] of Object.entries(SCHEMAS)) keep(name, schema(), 'schemas');
