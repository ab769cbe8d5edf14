const KIB = 1024;
const MIB = 1024 * KIB;

/** A document is held in memory while it is stored or sent. */
export const LARGEST_SIZE = 100 * MIB;

/** Bytes of a checked size such as `10 MiB`. */
export function bytesOf(written: string): number {
  const [number, unit] = written.split(' ');
  return Number(number) * (unit === 'KiB' ? KIB : MIB);
}

/** A whole number of KiB as it is written. */
export function formatSize(bytes: number): string {
  return bytes % MIB === 0 ? `${bytes / MIB} MiB` : `${bytes / KIB} KiB`;
}
