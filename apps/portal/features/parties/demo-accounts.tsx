'use client';

import {
  IconBuildingFactory2,
  IconBuildingWarehouse,
  IconGavel,
  IconPill,
  IconStethoscope,
  IconUser,
  type Icon,
} from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { useQuery } from 'urql';
import classes from './demo-accounts.module.css';
import { DemoAccountsQuery } from './session.documents';
import type { SignIn } from './use-sign-in';

const ICONS: Record<string, Icon> = {
  MANUFACTURER: IconBuildingFactory2,
  DISTRIBUTOR: IconBuildingWarehouse,
  PHARMACY: IconPill,
  PRESCRIBER: IconStethoscope,
  REGULATOR: IconGavel,
};

/** One press signs in as somebody of the demo consortium. Empty outside the demo. */
export function DemoAccounts({ door, arrow }: { door: SignIn; arrow: ReactNode }) {
  const t = useTranslations();
  const { signIn, busy } = door;
  const [{ data }] = useQuery({ query: DemoAccountsQuery, requestPolicy: 'network-only' });
  const accounts = data?.demoAccounts ?? [];
  if (accounts.length === 0) return null;
  return (
    <section className={classes.section} aria-labelledby="demo-title">
      <h2 id="demo-title" className={classes.title}>
        {t('signIn.demoTitle')}
      </h2>
      <p className={classes.text}>{t('signIn.demoText')}</p>
      <ul className={classes.cards}>
        {accounts.map(({ email, password, name, siteName, role }) => {
          const Symbol = ICONS[role] ?? IconUser;
          return (
            <li key={email}>
              <button
                type="button"
                className={classes.card}
                disabled={busy}
                onClick={() => void signIn({ email, password })}
              >
                <span className={classes.icon}>
                  <Symbol size={20} stroke={1.6} aria-hidden />
                </span>
                <span className={classes.words}>
                  <span className={classes.role}>{t(`siteRole.${role}`)}</span>
                  <span className={classes.who}>
                    {name}, {siteName}
                  </span>
                </span>
                <span className={classes.arrow}>{arrow}</span>
              </button>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
