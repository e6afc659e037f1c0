import { useState } from 'react';

/** True from the first time on that something is: what is shown seldom is fetched then, and stays. */
export function useEver(now: boolean): boolean {
  const [ever, setEver] = useState(now);
  if (now && !ever) setEver(true);
  return ever || now;
}
