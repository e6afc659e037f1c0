'use client';

import { Spotlight, openSpotlight, type SpotlightActionData } from '@mantine/spotlight';
import { IconLogout, IconSearch, IconShieldLock, IconUserShare } from '@tabler/icons-react';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useEffect } from 'react';
import { useSession } from '@/features/parties/session-provider';
import { openOperatorSwitch } from '@/features/parties/operator-switch-store';
import { PLACES, workspacesOf } from '@/features/parties/workspaces';
import { WORKS } from './works';

/** Ctrl+K: every place and piece of work by name. It opens with each call. */
export function Palette({ call }: { call: number }) {
  const t = useTranslations();
  const router = useRouter();
  const { session, can, depart } = useSession();
  useEffect(openSpotlight, [call]);

  const workspaces = workspacesOf(session.roles);
  const places = workspaces.flatMap((workspace) =>
    PLACES[workspace]
      .filter(({ needs }) => can(needs))
      .map(({ key, href, icon: Symbol }): SpotlightActionData => ({
        id: href,
        label: t(`nav.${key}`),
        description: t(`navText.${key}`),
        leftSection: <Symbol size={18} stroke={1.7} aria-hidden />,
        onClick: () => router.push(href),
      })),
  );
  const works = WORKS.filter(({ workspace, needs }) => workspaces.includes(workspace) && can(needs)).map(
    ({ key, href, icon: Symbol }): SpotlightActionData => ({
      id: href,
      label: t(`work.${key}`),
      leftSection: <Symbol size={18} stroke={1.7} aria-hidden />,
      onClick: () => router.push(href),
    }),
  );
  const own: SpotlightActionData[] = [
    {
      id: 'operator',
      label: t('operator.switch'),
      leftSection: <IconUserShare size={18} stroke={1.7} aria-hidden />,
      onClick: openOperatorSwitch,
    },
    {
      id: 'security',
      label: t('operator.security'),
      leftSection: <IconShieldLock size={18} stroke={1.7} aria-hidden />,
      onClick: () => router.push('/security'),
    },
    {
      id: 'sign-out',
      label: t('operator.signOut'),
      leftSection: <IconLogout size={18} stroke={1.7} aria-hidden />,
      onClick: () => depart('sign-out'),
    },
  ];
  return (
    <Spotlight
      actions={[
        { group: t('palette.works'), actions: works },
        { group: t('palette.places'), actions: places },
        { group: t('palette.session'), actions: own },
      ].filter(({ actions }) => actions.length > 0)}
      shortcut={null}
      scrollable
      maxHeight={420}
      nothingFound={t('palette.nothing')}
      searchProps={{
        leftSection: <IconSearch size={18} stroke={1.8} aria-hidden />,
        placeholder: t('palette.placeholder'),
        'aria-label': t('palette.placeholder'),
      }}
    />
  );
}
