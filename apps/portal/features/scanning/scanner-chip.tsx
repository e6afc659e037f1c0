'use client';

import { IconScan } from '@tabler/icons-react';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import { useStore } from '@/lib/store';
import { Chip } from '@/ui/frame/chip';
import { hidScanner } from './hid/hid-scanner';
import { loadScannerSeen, scannerSeen, scannerTrouble } from './scanner-state';

const TONES = { ready: 'ok', trouble: 'warn', away: 'warn', none: 'idle' } as const;

/**
 * Green: a scan would arrive here. Amber: the window is not in front, or the last scan was not certain. Grey: no scanner was
 * heard on this device. It leads to test and calibration.
 */
export function ScannerChip() {
  const t = useTranslations('scanner');
  const router = useRouter();
  const seen = useStore(scannerSeen);
  const trouble = useStore(scannerTrouble);
  const hid = useStore(hidScanner);
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
  const state = !inFront ? 'away' : trouble ? 'trouble' : seen || hid ? 'ready' : 'none';
  return (
    <Chip
      tone={TONES[state]}
      icon={IconScan}
      label={t(`chip.${state}`)}
      onClick={() => router.push('/scanner')}
    />
  );
}
