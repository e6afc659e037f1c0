import type { Icon } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import classes from './state-mark.module.css';

export type Tone = 'ok' | 'warn' | 'stop' | 'info' | 'idle';

export interface StateMarkProps {
  tone: Tone;
  icon: Icon;
  children: ReactNode;
}

/** A state as icon, word and colour together, so that none of them carries the meaning alone. */
export function StateMark({ tone, icon: Symbol, children }: StateMarkProps) {
  return (
    <span className={classes.mark} data-tone={tone}>
      <Symbol size={14} stroke={2} aria-hidden />
      {children}
    </span>
  );
}
