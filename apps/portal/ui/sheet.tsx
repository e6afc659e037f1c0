import { Title } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './sheet.module.css';

export interface SheetProps {
  title?: ReactNode;
  lead?: ReactNode;
  actions?: ReactNode;
  /** Without padding, for a table that reaches the edges. */
  flush?: boolean;
  className?: string;
  children: ReactNode;
}

/** A titled surface: the one container of the portal. Sheets are never nested. */
export function Sheet({ title, lead, actions, flush = false, className, children }: SheetProps) {
  return (
    <section className={`${classes.sheet} ${className ?? ''}`}>
      {(title ?? actions) && (
        <header className={classes.header} data-flush={flush || undefined}>
          <div className={classes.heading}>
            <Title order={2}>{title}</Title>
            {lead && <p className={classes.lead}>{lead}</p>}
          </div>
          {actions && <div className={classes.actions}>{actions}</div>}
        </header>
      )}
      <div className={flush ? classes.flush : classes.body} data-alone={!(title ?? actions) || undefined}>
        {children}
      </div>
    </section>
  );
}
