import classes from './code-text.module.css';

export interface CodeTextProps {
  children: string;
  strong?: boolean;
  /** May break across lines, as whole element strings and tokens must. */
  long?: boolean;
}

/** A code that people read out or compare: fixed width, slashed zero. */
export function CodeText({ children, strong = false, long = false }: CodeTextProps) {
  return (
    <span
      className={classes.code}
      data-strong={strong || undefined}
      data-long={long || undefined}
      translate="no"
    >
      {children}
    </span>
  );
}
