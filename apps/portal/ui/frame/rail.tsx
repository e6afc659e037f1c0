'use client';

import { Menu } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useSession } from '@/features/parties/session-provider';
import { PLACES, type Place } from '@/features/parties/workspaces';
import { BrandMark } from './brand-mark';
import classes from './rail.module.css';
import { useWorkspace } from './use-workspace';

/** Below the thumb five names can be read beside one another; of more, the last place opens the others. */
const MOST_BELOW = 5;

/** The places of the workspace: at the side, and below the thumb on a phone. */
export function Rail() {
  const t = useTranslations();
  const path = usePathname();
  const { can } = useSession();
  const workspace = useWorkspace();
  const places = workspace ? PLACES[workspace].filter(({ needs }) => can(needs)) : [];
  const below = places.length > MOST_BELOW ? MOST_BELOW - 1 : places.length;
  const isCurrent = ({ href }: Place) => path === href || path.startsWith(`${href}/`);
  return (
    <div className={classes.rail} data-screen-only>
      <Link href="/home" className={classes.brand} aria-label={t('frame.home')}>
        <BrandMark size={26} />
        <span className={classes.brandName}>Custodia</span>
      </Link>
      <nav aria-label={t('frame.places')}>
        <ul className={classes.places}>
          {places.map((place, at) => (
            <li key={place.key} data-beyond={at >= below || undefined}>
              <Link
                href={place.href}
                className={classes.place}
                aria-current={isCurrent(place) ? 'page' : undefined}
                title={t(`nav.${place.key}`)}
              >
                <place.icon size={20} stroke={isCurrent(place) ? 2 : 1.7} aria-hidden />
                <span className={classes.placeName}>{t(`nav.${place.key}`)}</span>
              </Link>
            </li>
          ))}
          {below < places.length && (
            <li className={classes.more}>
              <More places={places.slice(below)} isCurrent={isCurrent} />
            </li>
          )}
        </ul>
      </nav>
    </div>
  );
}

function More({ places, isCurrent }: { places: readonly Place[]; isCurrent: (place: Place) => boolean }) {
  const t = useTranslations();
  const here = places.find(isCurrent);
  return (
    <Menu position="top-end" offset={10} shadow="md" width={240}>
      <Menu.Target>
        <button type="button" className={classes.place} data-current={here ? true : undefined}>
          <IconDots size={20} stroke={here ? 2 : 1.7} aria-hidden />
          <span className={classes.placeName}>{t('frame.more')}</span>
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        {places.map((place) => (
          <Menu.Item
            key={place.key}
            component={Link}
            href={place.href}
            className={classes.beyond}
            aria-current={isCurrent(place) ? 'page' : undefined}
            leftSection={<place.icon size={20} stroke={1.7} aria-hidden />}
          >
            {t(`nav.${place.key}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
