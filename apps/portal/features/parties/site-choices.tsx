'use client';

import { Menu } from '@mantine/core';
import { IconBuilding, IconCheck } from '@tabler/icons-react';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useClient } from 'urql';
import type { OpenProps } from '@/ui/frame/opens-late';
import { useWorkspace } from '@/ui/frame/use-workspace';
import { SelectSiteMutation } from './session.documents';
import { useSession } from './session-provider';
import classes from './site-menu.module.css';
import { PLACES, workspacesOf } from './workspaces';

/** The roles and sites of the person, below the one at work. */
export function SiteChoices({ face }: OpenProps) {
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

  return (
    <Menu defaultOpened position="bottom-start">
      <Menu.Target>{face}</Menu.Target>
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
  );
}
