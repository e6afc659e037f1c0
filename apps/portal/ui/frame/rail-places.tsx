'use client';

import { Menu } from '@mantine/core';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { OpenProps } from './opens-late';
import classes from './rail.module.css';
import { usePlaces } from './use-places';

/** The places that do not fit below the thumb. */
export function RailPlaces({ face }: OpenProps) {
  const t = useTranslations();
  const { places, below, isCurrent } = usePlaces();
  return (
    <Menu defaultOpened position="top-end" offset={10} shadow="md" width={240}>
      <Menu.Target>{face}</Menu.Target>
      <Menu.Dropdown>
        {places.slice(below).map((place) => (
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
