import type { OrderContent, OrderDocument } from '../../contracts/collector.ts';
import type { CollectorSettings } from '../../domain/case/configuration.ts';
import { InstructionKind } from '../../domain/case/facts.ts';
import { type CollectorReport, OrderStatus } from '../../domain/case/report.ts';
import { FailureCategory } from '../../domain/case/state.ts';
import { EffectKind, EffectState } from '../../domain/effects/effect.ts';
import { codeIn, type HttpsAnswer, type HttpsClient, objectIn, refusalOf } from '../https/client.ts';
import type { HttpsTarget } from '../https/target.ts';
import type { Delivery, GatewayFailure, Receipt, Trace } from '../port.ts';
import { json } from '../wire.ts';
import { documentBytes } from './documents.ts';
import { CollectorFailure } from './failure.ts';
import { instructionMessage } from './instruction.ts';
import { orderMessage } from './order.ts';
import type { Collector, CollectorContent } from './port.ts';
import { readReport } from './report.ts';
import { CollectorReportRefused } from './report-refused.ts';

export type HttpsSettings = Extract<CollectorSettings, { kind: 'https' }>;

/** A client for the address that settings name. */
export interface Line {
  readonly client: HttpsClient;
  readonly target: HttpsTarget;
}

const ORDERS = 'orders';
const DOCUMENTS = 'documents';

/**
 * A collector that takes orders over HTTPS. Documents go first, each under its hash, so that an order is whole
 * when it is taken; the order's key is its idempotency key.
 */
export function createHttpsCollector(
  lineTo: (settings: HttpsSettings) => Promise<Line>,
): Collector<CollectorContent> {
  return {
    name: 'collector over HTTPS',
    dedupes: true,
    async deliver(delivery) {
      const { content } = delivery;
      const line = await lineTo(httpsSettings(content));
      return content.kind === EffectKind.ORDER
        ? deliverOrder(line, { ...delivery, content })
        : deliverInstruction(line, { ...delivery, content });
    },
    async trace(key, content) {
      // An instruction has no address of its own; handed over again under its key it counts once.
      if (content?.kind !== EffectKind.ORDER) return 'unknown';
      try {
        const report = await askFor(await lineTo(httpsSettings(content)), key);
        return report === null ? 'absent' : stateOf(report);
      } catch {
        return 'unknown';
      }
    },
    async ask(order, { settings }) {
      return askFor(await lineTo(settings as HttpsSettings), order);
    },
  };
}

function httpsSettings({ target }: CollectorContent): HttpsSettings {
  return target.settings as HttpsSettings;
}

async function deliverOrder(line: Line, delivery: Delivery<OrderContent>): Promise<Receipt> {
  const { key, content, asOf } = delivery;
  const body = json(orderMessage(delivery));
  for (const document of content.documents) await sendDocument(line, delivery, document);
  const answer = await line.client.post({ path: [ORDERS], body, key, asOf });
  if (!isSuccess(answer)) throw refused(line, answer, 'order');
  if (!isUnderstood(answer)) throw strange(line, answer);
  const report = reportIn(answer, key);
  return {
    state: report === undefined ? EffectState.HANDED_OVER : stateOf(report),
    providerId: idIn(answer) ?? key,
  };
}

async function sendDocument(
  line: Line,
  delivery: Delivery<OrderContent>,
  document: OrderDocument,
): Promise<void> {
  const path = [DOCUMENTS, document.hash];
  // After an attempt that was cut off, ten documents should not travel again.
  if (isSuccess(await line.client.head(...path))) return;
  const bytes = await documentBytes(delivery, document);
  const answer = await line.client.put({ path, bytes, type: document.type, asOf: delivery.asOf });
  if (!isSuccess(answer)) throw refused(line, answer, 'document');
}

async function deliverInstruction(
  line: Line,
  delivery: Delivery<Exclude<CollectorContent, OrderContent>>,
): Promise<Receipt> {
  const { key, content, asOf } = delivery;
  const body = json(instructionMessage(delivery));
  const path = [ORDERS, content.order, 'instructions'];
  const answer = await line.client.post({ path, body, key, asOf });
  if (!isSuccess(answer)) throw refused(line, answer, 'instruction');
  if (!isUnderstood(answer)) throw strange(line, answer);
  const providerId = idIn(answer) ?? key;
  if (content.about.kind !== InstructionKind.WITHDRAWAL) return { state: EffectState.DELIVERED, providerId };
  const status = reportIn(answer, content.order)?.status;
  const hasStopped = status === OrderStatus.WITHDRAWN || status === OrderStatus.CLOSED;
  return { state: hasStopped ? EffectState.DELIVERED : EffectState.HANDED_OVER, providerId };
}

async function askFor({ client, target }: Line, order: string): Promise<CollectorReport | null> {
  const answer = await client.get(ORDERS, order);
  if (answer.status === 404) return null;
  if (!isSuccess(answer)) throw refusalOf(target.url, answer);
  const read = readReport(answer.text);
  if (!read.ok) throw new CollectorReportRefused(order, read.problems);
  if (read.report.order !== order) {
    throw new CollectorReportRefused(order, [`order: ${read.report.order} is another one; write ${order}`]);
  }
  return read.report;
}

/** The report in an answer, which need not have one. */
function reportIn(answer: HttpsAnswer, order: string): CollectorReport | undefined {
  const read = readReport(answer.text);
  return read.ok && read.report.order === order ? read.report : undefined;
}

/** Whether the collector has taken the order, or still decides. */
function stateOf({ status }: CollectorReport): Extract<Trace, Receipt['state']> {
  return status === OrderStatus.RECEIVED || status === OrderStatus.REJECTED
    ? EffectState.HANDED_OVER
    : EffectState.DELIVERED;
}

/** The collector's own id, where it gives one. */
function idIn(answer: HttpsAnswer): string | undefined {
  const id = objectIn(answer)?.id;
  return typeof id === 'string' && id !== '' && id.length <= 200 ? id : undefined;
}

function isSuccess({ status }: HttpsAnswer): boolean {
  return status >= 200 && status < 300;
}

/** A page in HTML is a proxy's or a portal's word, not that of a collector: it says nothing about the order. */
function isUnderstood(answer: HttpsAnswer): boolean {
  return answer.text.trim() === '' || objectIn(answer) !== undefined;
}

function strange({ target }: Line, { status }: HttpsAnswer): CollectorFailure {
  return new CollectorFailure(
    FailureCategory.CONFIGURATION,
    `${target.url.origin} answered ${status} with what is no JSON object: it may not be the collector.`,
    { isTemporary: true, mayHaveArrived: true },
  );
}

/** An order that the collector says it does not know will not become known by asking again. */
const UNKNOWN_ORDER = 'UNKNOWN_ORDER';

function refused({ target }: Line, answer: HttpsAnswer, what: string): GatewayFailure {
  const { message, isTemporary, mayHaveArrived, retryAfterMs } = refusalOf(target.url, answer);
  // What failed on the way of a document leaves no order there.
  const options = { isTemporary, mayHaveArrived: mayHaveArrived && what !== 'document', retryAfterMs };
  switch (true) {
    case answer.status === 409:
      // Something stands under the key there: asked for, it says how far it is.
      return new CollectorFailure(
        FailureCategory.DEVELOPER,
        `${target.url.origin} already has another ${what} under this key.`,
        { isTemporary: false, mayHaveArrived: true },
      );
    case answer.status === 404 && codeIn(answer) === UNKNOWN_ORDER:
      return new CollectorFailure(FailureCategory.DEVELOPER, message, { ...options, isTemporary: false });
    case answer.status === 422:
      return new CollectorFailure(FailureCategory.END_USER, message, options);
    case answer.status === 429 || answer.status >= 500:
      return new CollectorFailure(FailureCategory.TEMPORARY_ISSUE, message, options);
    default:
      return new CollectorFailure(
        isTemporary ? FailureCategory.CONFIGURATION : FailureCategory.DEVELOPER,
        message,
        options,
      );
  }
}
