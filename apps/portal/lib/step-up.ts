import { createStore } from './store';

/** Somebody waits for the person to show once more who they are; told whether that happened. */
export interface StepUpCall {
  readonly settle: (done: boolean) => void;
}

export const stepUpCall = createStore<StepUpCall | undefined>(undefined);

/** @returns whether the person did. One dialog serves all that wait at the same moment. */
export function askStepUp(): Promise<boolean> {
  return new Promise((resolve) => {
    const waiting = stepUpCall.get();
    stepUpCall.set({
      settle: (done) => {
        waiting?.settle(done);
        resolve(done);
      },
    });
  });
}

export function settleStepUp(done: boolean): void {
  const call = stepUpCall.get();
  stepUpCall.set(undefined);
  call?.settle(done);
}
