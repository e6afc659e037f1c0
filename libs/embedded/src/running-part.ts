/** A started part of the embedded stack. */
export interface RunningPart {
  /** Where clients reach it. */
  readonly url: string;
  readonly port: number;
  /** Resolves when the part has ended, asked or not. */
  readonly ended: Promise<void>;
  /** What it has logged since it was started. */
  output(): string;
  /** Stops it and keeps its data; resolves when it has ended. */
  stop(): Promise<void>;
}
