'use client';

import { IconDots } from '@tabler/icons-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { BrandMark } from './brand-mark';
import { OpensLate } from './opens-late';
import { usePlaces } from './use-places';
import classes from './rail.module.css';

/** The places of the workspace: at the side, and below the thumb on a phone. */
export function Rail() {
  const t = useTranslations();
  const { places, below, isCurrent } = usePlaces();
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
              <More here={places.slice(below).some(isCurrent)} />
            </li>
          )}
        </ul>
      </nav>
    </div>
  );
}

function More({ here }: { here: boolean }) {
  const t = useTranslations();
  return (
    <OpensLate
      kind="menu"
      load={async () => (await import('./rail-places')).RailPlaces}
      face={
        <button type="button" className={classes.place} data-current={here || undefined}>
          <IconDots size={20} stroke={here ? 2 : 1.7} aria-hidden />
          <span className={classes.placeName}>{t('frame.more')}</span>
        </button>
      }
    />
  );
}
