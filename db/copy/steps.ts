/** How far copying has come. */
export const CopyPhase = { COPYING: 'copying', COMPARING: 'comparing', CHECKING: 'checking' } as const;
export type CopyPhase = (typeof CopyPhase)[keyof typeof CopyPhase];

export type OnProgress = (phase: CopyPhase, done: number, total: number) => void;

const EVERY = 500;

/** Tells how far it has come, now and then. */
export class Steps {
  private readonly total: number;
  private readonly tell: OnProgress;
  private phase: CopyPhase = CopyPhase.COPYING;
  private done = 0;

  constructor(total: number, tell: OnProgress) {
    this.total = total;
    this.tell = tell;
  }

  begin(phase: CopyPhase): void {
    this.phase = phase;
    this.done = 0;
    this.tell(phase, 0, phase === CopyPhase.CHECKING ? 0 : this.total);
  }

  step(): void {
    this.done += 1;
    if (this.done % EVERY === 0 || this.done === this.total) this.tell(this.phase, this.done, this.total);
  }
}
