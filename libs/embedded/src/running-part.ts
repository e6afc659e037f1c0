/** A program that runs until it is stopped, and ends with the program that started it. */
export interface RunningProgram {
  /** Resolves when it has ended, asked or not. */
  readonly ended: Promise<void>;
  /** The end of what it has logged since it was started; empty once it was stopped. */
  output(): string;
  /** Stops it and keeps its data; resolves when it has ended. */
  stop(): Promise<void>;
}

/** A started part of the embedded stack. */
export interface RunningPart extends RunningProgram {
  /** Where clients reach it. */
  readonly url: string;
  readonly port: number;
}
