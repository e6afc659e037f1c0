'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useKey } from '@/ui/keys/keys-provider';
import { extended, NOTHING, toggled, within } from './selection';

/** Rows of the queue that are chosen to be changed together, by keys, ticks, or a click with Shift. */
export function useSelection(
  rows: readonly string[],
  current: string | null,
  open: (id: string) => void,
  enabled: boolean,
) {
  const t = useTranslations('incidents.choice');
  const [selection, setSelection] = useState(NOTHING);
  const seen = within(selection, rows);
  const at = rows.findIndex((id) => id === current);
  const extend = (to: string | undefined) => {
    if (to === undefined) return;
    setSelection(extended({ ...seen, anchor: seen.anchor ?? current ?? to }, rows, to));
    open(to);
  };
  const possible = enabled && at >= 0;
  useKey('X', t('one'), possible ? () => setSelection(toggled(seen, rows[at]!)) : undefined);
  useKey('Shift+X', t('range'), possible ? () => extend(rows[at]) : undefined);
  useKey('Shift+ArrowDown', t('down'), possible ? () => extend(rows[at + 1]) : undefined);
  useKey('Shift+ArrowUp', t('up'), possible ? () => extend(rows[at - 1]) : undefined);
  return {
    ids: seen.ids,
    toggle: (id: string) => setSelection(toggled(seen, id)),
    extend,
    leaveOut: (ids: readonly string[]) =>
      setSelection({ ...seen, ids: seen.ids.filter((id) => !ids.includes(id)) }),
    clear: () => setSelection(NOTHING),
  };
}
