import type { ReactNode } from 'react';
import classes from './toolbar.module.css';

/** The row above a table: search and filters on the left, counts or actions on the right. */
export function Toolbar({ children, end }: { children: ReactNode; end?: ReactNode }) {
  return (
    <div className={classes.toolbar}>
      <div className={classes.start}>{children}</div>
      {end && <div className={classes.end}>{end}</div>}
    </div>
  );
}
