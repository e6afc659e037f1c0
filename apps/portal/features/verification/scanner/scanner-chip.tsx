'use client';

import { IconScan } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import { useStore } from '@/lib/store';
import { Chip } from '@/ui/frame/chip';
import { loadScannerSeen, scannerSeen } from './scanner-state';

/** Green: a scan would arrive here. Amber: the window is not in front. Grey: no scanner was heard on this device. */
export function ScannerChip() {
  const t = useTranslations('scanner');
  const seen = useStore(scannerSeen);
  const [inFront, setInFront] = useState(true);
  useEffect(() => {
    loadScannerSeen();
    const look = () => setInFront(document.hasFocus());
    look();
    window.addEventListener('focus', look);
    window.addEventListener('blur', look);
    return () => {
      window.removeEventListener('focus', look);
      window.removeEventListener('blur', look);
    };
  }, []);
  const state = !inFront ? 'away' : seen ? 'ready' : 'none';
  const tone = { ready: 'ok', away: 'warn', none: 'idle' } as const;
  return (
    <Chip tone={tone[state]} icon={IconScan} label={t(`chip.${state}`)} onClick={() => window.focus()} />
  );
}
