'use client';

import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useSession } from '@/features/parties/session-provider';
import { PLACES } from '@/features/parties/workspaces';
import { BrandMark } from './brand-mark';
import classes from './rail.module.css';
import { useWorkspace } from './use-workspace';

/** The places of the workspace: at the side, and below the thumb on a phone. */
export function Rail() {
  const t = useTranslations();
  const path = usePathname();
  const { can } = useSession();
  const workspace = useWorkspace();
  const places = workspace ? PLACES[workspace].filter(({ needs }) => can(needs)) : [];
  return (
    <div className={classes.rail} data-screen-only>
      <Link href="/home" className={classes.brand} aria-label={t('frame.home')}>
        <BrandMark size={26} />
        <span className={classes.brandName}>Custodia</span>
      </Link>
      <nav aria-label={t('frame.places')}>
        <ul className={classes.places}>
          {places.map(({ key, href, icon: Symbol }) => {
            const current = path === href || path.startsWith(`${href}/`);
            return (
              <li key={key}>
                <Link
                  href={href}
                  className={classes.place}
                  aria-current={current ? 'page' : undefined}
                  title={t(`nav.${key}`)}
                >
                  <Symbol size={20} stroke={current ? 2 : 1.7} aria-hidden />
                  <span className={classes.placeName}>{t(`nav.${key}`)}</span>
                </Link>
              </li>
            );
          })}
        </ul>
      </nav>
    </div>
  );
}
