/** A rule or condition as it stands now: what a decision rests on, as people read it. */
export interface ReadCheck {
  readonly rule: string;
  readonly passes: boolean;
  readonly says: string;
}
