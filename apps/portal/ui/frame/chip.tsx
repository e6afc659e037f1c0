import type { Icon } from '@tabler/icons-react';
import type { ComponentProps } from 'react';
import type { Tone } from '../state-mark';
import classes from './chip.module.css';

export interface ChipProps extends ComponentProps<'button'> {
  tone: Tone;
  icon: Icon;
  label: string;
}

/** A state in the header: icon and words on wide screens, icon with a dot on narrow ones. */
export function Chip({ tone, icon: Symbol, label, className, ...button }: ChipProps) {
  return (
    <button
      type="button"
      className={`${classes.chip} ${className ?? ''}`}
      data-tone={tone}
      aria-label={label}
      title={label}
      {...button}
    >
      <span className={classes.icon}>
        <Symbol size={16} stroke={1.9} aria-hidden />
      </span>
      <span className={classes.label}>{label}</span>
    </button>
  );
}
