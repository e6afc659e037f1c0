'use client';

import { Button } from '@mantine/core';
import type { Icon } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useEffect, useId, useRef } from 'react';
import { KeyCap } from '@/ui/keys/key-cap';
import { useKey } from '@/ui/keys/keys-provider';
import classes from './verdict-card.module.css';
import { ACTION_KEYS } from './verdicts';
import type { Light } from './verification.documents';

const SHOW_KEY = 'V';

export interface HiddenCardProps {
  light: Light;
  icon: Icon;
  onShow: () => void;
  /** A good pack is taken without a look at its card. */
  onTake?: () => void;
}

/**
 * What a patient who sees the screen may learn of a card: neither what it says nor of which medicine. Who hears it read
 * aloud learns no more.
 */
export function HiddenCard({ light, icon: Symbol, onShow, onTake }: HiddenCardProps) {
  const words = useTranslations('verdict.actions');
  const t = useTranslations('verdict.patientFacing');
  const headline = useId();
  const card = useRef<HTMLElement>(null);
  // On a phone the key would stand below the edge.
  useEffect(() => card.current?.scrollIntoView({ block: 'nearest' }), []);
  useKey(SHOW_KEY, t('show'), onShow);
  useKey(ACTION_KEYS.dispense, words('dispense'), onTake);
  return (
    <section
      ref={card}
      className={classes.card}
      data-light={light}
      {...(light === 'RED' ? { role: 'alert', 'aria-atomic': true } : {})}
      aria-labelledby={headline}
    >
      <div className={classes.main}>
        <Symbol className={classes.icon} size={72} stroke={1.5} aria-hidden />
        <div className={classes.words}>
          <h2 className={classes.headline} id={headline}>
            {t(light === 'GREEN' ? 'fine' : 'ask')}
          </h2>
        </div>
      </div>
      <div className={classes.below}>
        <div className={classes.actions}>
          {onTake && (
            <Button
              size="md"
              color="leaf"
              rightSection={<KeyCap>{ACTION_KEYS.dispense}</KeyCap>}
              onClick={onTake}
            >
              {words('dispense')}
            </Button>
          )}
          <Button size="md" variant="default" rightSection={<KeyCap>{SHOW_KEY}</KeyCap>} onClick={onShow}>
            {t('show')}
          </Button>
        </div>
      </div>
    </section>
  );
}
