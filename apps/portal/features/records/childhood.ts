import { CONFIDENTIAL, stageOf, type Category, type Childhood } from '@custodia/vault';

/** Today where this device is, as YYYY-MM-DD. */
export function today(now = new Date()): string {
  const [month, day] = [now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, '0'));
  return `${now.getFullYear()}-${month}-${day}`;
}

/** What whoever keeps a child's record is not shown. */
export function hiddenOf(childhood: Childhood | undefined, day = today()): readonly Category[] {
  return childhood && stageOf(childhood, day) !== 'child' ? CONFIDENTIAL : [];
}

/** Whether the record is the young person's own by now. */
export function isDue(childhood: Childhood | undefined, day = today()): boolean {
  return childhood !== undefined && stageOf(childhood, day) === 'due';
}
