/** A timer that is so late was held up with the whole page, and keys may wait behind it. */
const STALL_MS = 50;
/** A page in the background is woken late every time; it is not waited for without end. */
const LOOKS = 5;

/** Calls back when nothing restarted it for a time through which the page was awake. */
export function silenceTimer(onSilence: () => void, now: () => number = () => performance.now()) {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const wait = (ms: number, looks: number) => {
    clearTimeout(timer);
    const due = now() + ms;
    timer = setTimeout(() => {
      if (looks > 0 && now() - due > STALL_MS) wait(ms, looks - 1);
      else onSilence();
    }, ms);
  };
  return { restart: (ms: number) => wait(ms, LOOKS), stop: () => clearTimeout(timer) };
}
