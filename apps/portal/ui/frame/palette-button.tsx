'use client';

import { IconSearch } from '@tabler/icons-react';
import dynamic from 'next/dynamic';
import { useTranslations } from 'next-intl';
import { useEffect } from 'react';
import { useStore } from '@/lib/store';
import { KeyCap } from '../keys/key-cap';
import { openPalette, paletteCalls } from './palette-calls';
import classes from './palette.module.css';

const Palette = dynamic(() => import('./palette').then((module) => module.Palette), { ssr: false });

export function PaletteButton() {
  const t = useTranslations('palette');
  return (
    <button type="button" className={classes.button} onClick={openPalette}>
      <IconSearch size={15} stroke={1.9} aria-hidden />
      <span className={classes.hint}>{t('hint')}</span>
      <KeyCap>Ctrl+K</KeyCap>
    </button>
  );
}

/** Where the palette will be once somebody asked for it. */
export function PaletteDock() {
  const calls = useStore(paletteCalls);
  // Who signs in next has not asked for it.
  useEffect(() => () => paletteCalls.set(0), []);
  return calls > 0 && <Palette call={calls} />;
}
