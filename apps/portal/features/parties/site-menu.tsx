'use client';

import { IconBan, IconSelector } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { StateMark } from '@/ui/state-mark';
import { OpensLate } from '@/ui/frame/opens-late';
import { useWorkspace } from '@/ui/frame/use-workspace';
import { useSession } from './session-provider';
import classes from './site-menu.module.css';
import { workspacesOf } from './workspaces';

/** The site and the role that one works as; a menu where there is a choice. */
export function SiteMenu() {
  const t = useTranslations();
  const workspace = useWorkspace();
  const { session } = useSession();
  const { site, sites } = session;
  const workspaces = workspacesOf(session.roles);
  const others = sites.filter(({ id }) => id !== site.id);

  const face = (
    <>
      <span className={classes.name}>{site.name}</span>
      {workspace && <span className={classes.role}>{t(`role.${workspace}`)}</span>}
    </>
  );
  const suspended = site.status !== 'ACTIVE' && (
    <StateMark tone="stop" icon={IconBan}>
      {t(`partyStatus.${site.status}`)}
    </StateMark>
  );
  if (others.length === 0 && workspaces.length < 2) {
    return (
      <div className={classes.site}>
        <span className={classes.face}>{face}</span>
        {suspended}
      </div>
    );
  }
  return (
    <div className={classes.site}>
      <OpensLate
        kind="menu"
        load={async () => (await import('./site-choices')).SiteChoices}
        face={
          <button type="button" className={classes.face} data-opens>
            {face}
            <IconSelector size={15} aria-hidden />
          </button>
        }
      />
      {suspended}
    </div>
  );
}
