import type { SignalContent } from '../../../contracts/signals.ts';
import type { Municipalities, MunicipalityGateway } from '../../../gateways/municipalities/port.ts';
import type { Receipt, Trace } from '../../../gateways/port.ts';

/** What the service does with the next hand-over; each is used once, then it acknowledges. */
export type Behaviour = () => Receipt | Promise<Receipt>;

/** Municipalities' services that keep what they were handed and behave as told. */
export function anAuthority(options: { readonly dedupes?: boolean } = {}) {
  const received = new Map<string, SignalContent[]>();
  const next: Behaviour[] = [];
  const services = new Map<string, MunicipalityGateway>();
  const traces = new Map<string, Trace>();
  const make = (name: string): MunicipalityGateway => ({
    name,
    dedupes: options.dedupes ?? true,
    async deliver({ key, content }) {
      const behave = next.shift();
      if (behave !== undefined) {
        const receipt = await behave();
        received.set(key, [...(received.get(key) ?? []), content]);
        return receipt;
      }
      received.set(key, [...(received.get(key) ?? []), content]);
      return { state: 'delivered', providerId: `${name}-${received.size}` };
    },
    trace: async (key) => traces.get(key) ?? (received.has(key) ? 'delivered' : 'absent'),
  });
  const municipalities: Municipalities = ({ name }) => {
    const known = services.get(name) ?? make(name);
    services.set(name, known);
    return known;
  };
  return {
    municipalities,
    traces,
    /** Hand-overs by key, every attempt that got through. */
    received,
    /** How the next hand-overs go, in turn. */
    behave: (...behaviours: readonly Behaviour[]) => next.push(...behaviours),
  };
}
