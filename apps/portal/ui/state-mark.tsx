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

/** How each state of a kind looks. */
export type Looks<S extends string> = Readonly<Record<S, Pick<StateMarkProps, 'tone' | 'icon'>>>;

export interface MarkOfProps<S extends string> {
  state: S;
  looks: Looks<S>;
  /** The words of a state, as `useTranslations` gives them for the kind. */
  words: (state: S) => string;
}

/** The mark of one state of a kind. */
export function MarkOf<S extends string>({ state, looks, words }: MarkOfProps<S>) {
  return <StateMark {...looks[state]}>{words(state)}</StateMark>;
}
