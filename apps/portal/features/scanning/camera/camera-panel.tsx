'use client';

import { ActionIcon } from '@mantine/core';
import { IconBulb, IconBulbOff, IconX } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import classes from './camera-panel.module.css';
import { PrintQuality } from './print-quality';
import type { FoundCode } from './read-matrix';
import { useCamera } from './use-camera';

/** So long without a code, it is held wrongly or cannot be read like this. */
const LONG_MS = 12_000;

/** The camera's picture with the field that is read. */
export function CameraPanel({ onFound, onClose }: { onFound: (text: string) => void; onClose: () => void }) {
  const t = useTranslations('scanner.camera');
  const [last, setLast] = useState<FoundCode>();
  const [tooLong, setTooLong] = useState(false);
  const { video, problem, torch, setTorch } = useCamera((found) => {
    setLast(found);
    setTooLong(false);
    onFound(found.text);
  });
  useEffect(() => {
    const timer = setTimeout(() => setTooLong(true), LONG_MS);
    return () => clearTimeout(timer);
  }, [last]);
  return (
    <section className={classes.panel} aria-label={t('title')}>
      <div className={classes.bar}>
        <span className={classes.title}>{t('title')}</span>
        {torch !== undefined && (
          <ActionIcon
            variant="default"
            size={34}
            aria-label={t(torch ? 'torchOff' : 'torchOn')}
            onClick={() => setTorch(!torch)}
          >
            {torch ? <IconBulbOff size={18} /> : <IconBulb size={18} />}
          </ActionIcon>
        )}
        <ActionIcon variant="default" size={34} aria-label={t('close')} onClick={onClose}>
          <IconX size={18} />
        </ActionIcon>
      </div>
      {problem ? (
        <p className={classes.caption} role="alert">
          {t(`problem.${problem}`)}
        </p>
      ) : (
        <>
          <div className={classes.picture}>
            <video ref={video} className={classes.video} playsInline muted aria-label={t('picture')} />
            <div className={classes.field} aria-hidden />
          </div>
          <p className={classes.caption} role="status">
            {tooLong ? t('nothing') : last ? <PrintQuality found={last} /> : t('hint')}
          </p>
        </>
      )}
    </section>
  );
}
