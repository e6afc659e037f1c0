'use client';

import { Menu } from '@mantine/core';
import { IconBan, IconBuilding, IconCheck, IconSelector } from '@tabler/icons-react';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useClient } from 'urql';
import { StateMark } from '@/ui/state-mark';
import { useWorkspace } from '@/ui/frame/use-workspace';
import { SelectSiteMutation } from './session.documents';
import { useSession } from './session-provider';
import classes from './site-menu.module.css';
import { PLACES, workspacesOf } from './workspaces';

/** The site and the role that one works as; a menu where there is a choice. */
export function SiteMenu() {
  const t = useTranslations();
  const client = useClient();
  const router = useRouter();
  const workspace = useWorkspace();
  const { session, adopt } = useSession();
  const { site, sites } = session;
  const workspaces = workspacesOf(session.roles);
  const others = sites.filter(({ id }) => id !== site.id);

  const selectSite = async (siteId: string) => {
    const { data } = await client.mutation(SelectSiteMutation, { siteId }).toPromise();
    if (data) adopt(data.selectSite);
  };

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
      <Menu position="bottom-start">
        <Menu.Target>
          <button type="button" className={classes.face} data-opens>
            {face}
            <IconSelector size={15} aria-hidden />
          </button>
        </Menu.Target>
        <Menu.Dropdown>
          {workspaces.length > 1 && <Menu.Label>{t('site.workAs')}</Menu.Label>}
          {workspaces.length > 1 &&
            workspaces.map((name) => (
              <Menu.Item
                key={name}
                rightSection={name === workspace && <IconCheck size={15} aria-hidden />}
                onClick={() => router.push(PLACES[name][0].href)}
              >
                {t(`role.${name}`)}
              </Menu.Item>
            ))}
          {others.length > 0 && <Menu.Label>{t('site.other')}</Menu.Label>}
          {others.map(({ id, name, organisation }) => (
            <Menu.Item
              key={id}
              leftSection={<IconBuilding size={16} stroke={1.7} aria-hidden />}
              onClick={() => void selectSite(id)}
            >
              {name}
              <div className={classes.organisation}>{organisation}</div>
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      {suspended}
    </div>
  );
}
