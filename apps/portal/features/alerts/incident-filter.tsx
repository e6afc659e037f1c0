'use client';

import { CloseButton, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useRef } from 'react';
import { KeyCap } from '@/ui/keys/key-cap';
import { useKey } from '@/ui/keys/keys-provider';

const LONGEST = 80;

/** Narrows the queue. `/` goes to it, Enter back to the rows, Esc empties it. */
export function IncidentFilter({ text, onChange }: { text: string; onChange: (text: string) => void }) {
  const t = useTranslations('incidents.filter');
  const field = useRef<HTMLInputElement>(null);
  useKey('/', t('key'), () => {
    field.current?.focus();
    field.current?.select();
  });
  return (
    <TextInput
      ref={field}
      aria-label={t('label')}
      placeholder={t('label')}
      maxLength={LONGEST}
      leftSection={<IconSearch size={16} stroke={1.8} aria-hidden />}
      rightSection={
        text === '' ? (
          <KeyCap>/</KeyCap>
        ) : (
          <CloseButton size="sm" aria-label={t('clear')} onClick={() => onChange('')} />
        )
      }
      value={text}
      onChange={(event) => onChange(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' && event.key !== 'Enter') return;
        event.preventDefault();
        if (event.key === 'Escape') onChange('');
        event.currentTarget.blur();
      }}
    />
  );
}
