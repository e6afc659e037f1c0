'use client';

import { IconLock, IconPill, IconShieldCheck, IconTruckDelivery } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useMemo, type ReactNode } from 'react';
import { Provider } from 'urql';
import { createClient } from '@/lib/client';
import { BrandMark } from '@/ui/frame/brand-mark';
import { LanguageLinks } from './language-links';
import { MatrixPattern } from './matrix-pattern';
import classes from './sign-in-screen.module.css';

const POINTS = [
  { key: 'custody', icon: IconTruckDelivery },
  { key: 'counter', icon: IconPill },
  { key: 'record', icon: IconLock },
] as const;

/** What is seen by whoever is not signed in: what this is, and beside it what can be done. */
export function DoorScreen({ title, children }: { title: string; children: ReactNode }) {
  const t = useTranslations();
  const client = useMemo(() => createClient({ onSignedOut: () => undefined, onStream: () => undefined }), []);
  return (
    <Provider value={client}>
      <div className={classes.screen}>
        <aside className={classes.story}>
          <MatrixPattern className={classes.pattern} />
          <div className={classes.brand}>
            <BrandMark size={30} />
            <span>Custodia</span>
          </div>
          <div>
            <p className={classes.claim}>{t('brand.claim')}</p>
            <ul className={classes.points}>
              {POINTS.map(({ key, icon: Symbol }) => (
                <li key={key}>
                  <Symbol size={20} stroke={1.6} aria-hidden />
                  <span>{t(`brand.points.${key}`)}</span>
                </li>
              ))}
            </ul>
          </div>
          <p className={classes.small}>
            <IconShieldCheck size={16} stroke={1.7} aria-hidden />
            {t('brand.ledger')}
          </p>
        </aside>
        <main className={classes.main}>
          <div className={classes.column}>
            <LanguageLinks />
            <h1 className={classes.title}>{title}</h1>
            {children}
          </div>
        </main>
      </div>
    </Provider>
  );
}
