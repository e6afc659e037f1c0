'use client';

import { Button } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useEffect, useId, useRef } from 'react';
import { Expiry } from '@/features/lots/expiry';
import { ProductName } from '@/features/lots/product-name';
import { useTime } from '@/lib/use-time';
import { CodeText } from '@/ui/code-text';
import { KeyCap } from '@/ui/keys/key-cap';
import { useKey } from '@/ui/keys/keys-provider';
import { ACTION_KEYS, shownAs, type CardAction } from './verdicts';
import classes from './verdict-card.module.css';
import { VerdictReason } from './verdict-reason';
import { useVerdictWords } from './use-verdict-words';
import type { ScanMode, Verdict } from './verification.documents';

export interface VerdictCardProps {
  verdict: Verdict;
  mode: ScanMode;
  /** When it was scanned: whoever calls about it is asked for that. */
  at: Date;
  onAction: (action: CardAction) => void;
  /** Actions that make no sense here and now. */
  without?: readonly CardAction[];
}

/**
 * The answer to a scan. Everything stands where it always stands, so that a glance is enough. A red one interrupts what is
 * read aloud; whoever shows another puts it into a live region that was there before.
 */
export function VerdictCard({ verdict, mode, at, onAction, without = [] }: VerdictCardProps) {
  const t = useTranslations('verdict');
  const words = useVerdictWords(verdict);
  const { moment } = useTime();
  const headline = useId();
  const card = useRef<HTMLElement>(null);
  // On a phone the keys would stand below the edge.
  useEffect(() => card.current?.scrollIntoView({ block: 'nearest' }), [verdict]);
  const { icon: Symbol, actions } = shownAs(verdict);
  const offered = actions.filter((action) => !without.includes(action));
  const { product, lotNumber, expiry, scan, light } = verdict;
  return (
    <section
      ref={card}
      className={classes.card}
      data-light={light}
      data-mode={mode}
      {...(light === 'RED' ? { role: 'alert', 'aria-atomic': true } : {})}
      aria-labelledby={headline}
    >
      <div className={classes.mode}>{t(`modes.${mode}`)}</div>
      <div className={classes.main}>
        <Symbol className={classes.icon} size={72} stroke={1.5} aria-hidden />
        <div className={classes.words}>
          <h2 className={classes.headline} id={headline}>
            {words.headline}
          </h2>
          {product && <ProductName product={product} large />}
          <dl className={classes.facts}>
            {(expiry ?? scan?.expiry) && (
              <div>
                <dt>{t('expiry')}</dt>
                <dd>
                  <Expiry date={(expiry ?? scan?.expiry)!} />
                </dd>
              </div>
            )}
            {(lotNumber ?? scan?.lot) && (
              <div>
                <dt>{t('lot')}</dt>
                <dd>
                  <CodeText>{(lotNumber ?? scan?.lot)!}</CodeText>
                </dd>
              </div>
            )}
            {scan?.serial && (
              <div>
                <dt>{t('serial')}</dt>
                <dd>
                  <CodeText>{scan.serial}</CodeText>
                </dd>
              </div>
            )}
          </dl>
        </div>
      </div>
      <div className={classes.below}>
        <div className={classes.reason}>
          <VerdictReason verdict={verdict} />
          <p className={classes.next}>{words.next}</p>
          {'hotline' in verdict && verdict.hotline && <Hotline number={verdict.hotline} />}
          <p className={classes.codes}>
            <CodeText>{verdict.nmvsCode ? `${verdict.code} · ${verdict.nmvsCode}` : verdict.code}</CodeText>
            {' · '}
            {moment(at.toISOString())}
          </p>
        </div>
        <div className={classes.actions}>
          {offered.map((action, index) => (
            <ActionButton
              key={action}
              action={action}
              primary={index === 0}
              light={light}
              onAction={onAction}
            />
          ))}
        </div>
      </div>
    </section>
  );
}

/** Whom to call, from here if the device can. */
function Hotline({ number }: { number: string }) {
  const t = useTranslations('verdict');
  return (
    <p className={classes.next}>
      {t('hotline')}{' '}
      <a className={classes.hotline} href={`tel:${number.replaceAll(' ', '')}`}>
        {number}
      </a>
    </p>
  );
}

function ActionButton({
  action,
  primary,
  light,
  onAction,
}: {
  action: CardAction;
  primary: boolean;
  light: Verdict['light'];
  onAction: (action: CardAction) => void;
}) {
  const t = useTranslations('verdict.actions');
  const key = ACTION_KEYS[action];
  useKey(key, t(action), () => onAction(action));
  const colour = { GREEN: 'leaf', AMBER: 'amber', RED: 'brick', GREY: 'petrol' }[light];
  return (
    <Button
      size="md"
      variant={primary ? 'filled' : 'default'}
      {...(primary ? { color: colour } : {})}
      rightSection={<KeyCap>{key}</KeyCap>}
      onClick={() => onAction(action)}
    >
      {t(action)}
    </Button>
  );
}
