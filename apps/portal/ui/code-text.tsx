import classes from './code-text.module.css';

/** A code that people read out or compare: fixed width, slashed zero, never broken inside a group. */
export function CodeText({ children, strong = false }: { children: string; strong?: boolean }) {
  return (
    <span className={classes.code} data-strong={strong || undefined} translate="no">
      {children}
    </span>
  );
}
