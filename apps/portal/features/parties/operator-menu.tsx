'use client';

import { VisuallyHidden } from '@mantine/core';
import dynamic from 'next/dynamic';
import { useTranslations } from 'next-intl';
import { useStore } from '@/lib/store';
import { useEver } from '@/lib/use-ever';
import { OpensLate } from '@/ui/frame/opens-late';
import classes from './operator-menu.module.css';
import { operatorSwitchOpen } from './operator-switch-store';
import { useSession } from './session-provider';

const OperatorSwitch = dynamic(() => import('./operator-switch').then((module) => module.OperatorSwitch), {
  ssr: false,
});

/** Who works here now; opens what they may do about themselves. */
export function OperatorMenu() {
  const t = useTranslations('operator');
  const { session } = useSession();
  const switches = useEver(useStore(operatorSwitchOpen));
  return (
    <>
      <OpensLate
        kind="menu"
        load={async () => (await import('./operator-choices')).OperatorChoices}
        face={
          <button type="button" className={classes.face}>
            <span className={classes.initials} aria-hidden>
              {initials(session.user.name)}
            </span>
            <span className={classes.name}>{session.user.name}</span>
            <VisuallyHidden>{t('menu')}</VisuallyHidden>
          </button>
        }
      />
      {switches && <OperatorSwitch />}
    </>
  );
}

function initials(name: string): string {
  const words = name.split(/\s+/).filter((word) => /^\p{L}/u.test(word) && !word.endsWith('.'));
  return [words[0], words.at(-1)]
    .filter((word, index, all) => word !== undefined && all.indexOf(word) === index)
    .map((word) => word?.[0] ?? '')
    .join('')
    .toUpperCase();
}
