'use client';

import { emulateScanner, hasSymbologyIdentifier, keyboardLayouts, type EmulatedScanner } from '@custodia/gs1';
import { Button, Checkbox, Select, SimpleGrid, Text } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Sheet } from '@/ui/sheet';
import { MOCK_CODES, type MockCode } from './mock-codes';
import { playStrokes } from './play-strokes';

const LAYOUTS = keyboardLayouts.map(({ name, used }) => ({
  value: name,
  label: `${name.toUpperCase()} · ${used}`,
}));
const SEPARATORS = ['ctrl', 'f8', 'alt', 'none'] as const;

/** A scanner for demonstrations, and to see what a setting does. */
export function MockScanner() {
  const t = useTranslations('scanner.page.mock');
  const [code, setCode] = useState<MockCode>('pack');
  const [scanner, setScanner] = useState('us');
  const [computer, setComputer] = useState('us');
  const [separator, setSeparator] = useState<(typeof SEPARATORS)[number]>('ctrl');
  const [caps, setCaps] = useState(false);
  const [identifier, setIdentifier] = useState(true);
  const [enter, setEnter] = useState(true);
  const [impossible, setImpossible] = useState(false);

  const send = () => {
    const text = MOCK_CODES[code];
    const options: EmulatedScanner = {
      scanner,
      computer,
      separator,
      caps,
      ...(enter ? { end: 'Enter' } : {}),
    };
    try {
      const strokes = emulateScanner(
        identifier || !hasSymbologyIdentifier(text) ? text : text.slice(3),
        options,
      );
      setImpossible(false);
      void playStrokes(strokes);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      setImpossible(true);
    }
  };
  return (
    <Sheet title={t('title')} lead={t('lead')}>
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="sm">
        <Select
          label={t('what')}
          allowDeselect={false}
          data={(Object.keys(MOCK_CODES) as MockCode[]).map((value) => ({
            value,
            label: t(`codes.${value}`),
          }))}
          value={code}
          onChange={(value) => setCode((value ?? 'pack') as MockCode)}
        />
        <Select
          label={t('separator')}
          allowDeselect={false}
          data={SEPARATORS.map((value) => ({ value, label: t(`separators.${value}`) }))}
          value={separator}
          onChange={(value) => setSeparator((value ?? 'ctrl') as (typeof SEPARATORS)[number])}
        />
        <Select
          label={t('keyboard')}
          allowDeselect={false}
          data={LAYOUTS}
          value={scanner}
          onChange={(value) => setScanner(value ?? 'us')}
        />
        <Select
          label={t('computer')}
          allowDeselect={false}
          data={LAYOUTS}
          value={computer}
          onChange={(value) => setComputer(value ?? 'us')}
        />
        <Checkbox
          label={t('caps')}
          checked={caps}
          onChange={(event) => setCaps(event.currentTarget.checked)}
        />
        <Checkbox
          label={t('identifier')}
          checked={identifier}
          onChange={(event) => setIdentifier(event.currentTarget.checked)}
        />
        <Checkbox
          label={t('enter')}
          checked={enter}
          onChange={(event) => setEnter(event.currentTarget.checked)}
        />
      </SimpleGrid>
      <Button mt="md" onClick={send}>
        {t('send')}
      </Button>
      {impossible && (
        <Text mt="sm" c="dimmed" role="alert">
          {t('impossible')}
        </Text>
      )}
    </Sheet>
  );
}
