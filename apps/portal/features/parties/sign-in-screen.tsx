'use client';

import { IconArrowRight, IconLock, IconPill, IconShieldCheck, IconTruckDelivery } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useMemo } from 'react';
import { Provider } from 'urql';
import { createClient } from '@/lib/client';
import { BrandMark } from '@/ui/frame/brand-mark';
import { DemoAccounts } from './demo-accounts';
import { LanguageLinks } from './language-links';
import { MatrixPattern } from './matrix-pattern';
import { PinSignIn } from './pin-sign-in';
import { SignInForm } from './sign-in-form';
import classes from './sign-in-screen.module.css';
import { useSignIn } from './use-sign-in';

const POINTS = [
  { key: 'custody', icon: IconTruckDelivery },
  { key: 'counter', icon: IconPill },
  { key: 'record', icon: IconLock },
] as const;

export function SignInScreen() {
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
            <h1 className={classes.title}>{t('signIn.title')}</h1>
            <Door />
          </div>
        </main>
      </div>
    </Provider>
  );
}

function Door() {
  const door = useSignIn();
  return (
    <>
      {!door.needsCode && <PinSignIn />}
      <SignInForm door={door} />
      {!door.needsCode && <DemoAccounts door={door} arrow={<IconArrowRight size={16} aria-hidden />} />}
    </>
  );
}
