import { Title } from '@mantine/core';
import { IconChevronLeft } from '@tabler/icons-react';
import Link from 'next/link';
import type { ReactNode } from 'react';
import classes from './page.module.css';

export interface PageProps {
  title: ReactNode;
  /** One sentence on what the screen is for, or the facts that identify its subject. */
  lead?: ReactNode;
  actions?: ReactNode;
  back?: { href: string; label: string };
  /** Narrow pages are forms and texts; wide ones hold tables. */
  narrow?: boolean;
  children: ReactNode;
}

export function Page({ title, lead, actions, back, narrow = false, children }: PageProps) {
  return (
    <div className={classes.page} data-narrow={narrow || undefined}>
      <header className={classes.header}>
        <div className={classes.heading}>
          {back && (
            <Link className={classes.back} href={back.href} data-screen-only>
              <IconChevronLeft size={15} stroke={2} aria-hidden />
              {back.label}
            </Link>
          )}
          <Title order={1}>{title}</Title>
          {lead && <div className={classes.lead}>{lead}</div>}
        </div>
        {actions && (
          <div className={classes.actions} data-screen-only>
            {actions}
          </div>
        )}
      </header>
      {children}
    </div>
  );
}
