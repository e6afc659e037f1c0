import type { Icon } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import classes from './notes.module.css';

/** What a screen says when there is nothing yet: what will be here, and how to begin. */
export function EmptyNote({
  icon: Symbol,
  title,
  children,
  action,
}: {
  icon: Icon;
  title: string;
  children?: ReactNode;
  action?: ReactNode;
}) {
  return (
    <div className={classes.empty}>
      <span className={classes.emptyIcon}>
        <Symbol size={22} stroke={1.6} aria-hidden />
      </span>
      <p className={classes.emptyTitle}>{title}</p>
      {children && <p className={classes.emptyText}>{children}</p>}
      {action && <div className={classes.emptyAction}>{action}</div>}
    </div>
  );
}
