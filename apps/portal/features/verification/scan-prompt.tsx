'use client';

import { Button, TextInput } from '@mantine/core';
import { IconKeyboard } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useState, type ClipboardEvent, type FormEvent } from 'react';
import { CameraButton } from '@/features/scanning/camera/camera-button';
import { useSubmitScan } from '@/features/scanning/scanner-provider';
import { scanTextOf } from '@/features/scanning/typed-text';
import { MatrixPattern } from '@/features/parties/matrix-pattern';
import { KeyCap } from '@/ui/keys/key-cap';
import { useKey } from '@/ui/keys/keys-provider';
import classes from './scan-prompt.module.css';
import type { ScanMode } from './verification.documents';

export interface ScanPromptProps {
  mode: ScanMode;
  onType: () => void;
}

/** The desk while nothing lies on it. A scan needs no field; pasting and typing are the ways without a scanner. */
export function ScanPrompt({ mode, onType }: ScanPromptProps) {
  const t = useTranslations('scan');
  const submit = useSubmitScan();
  const [text, setText] = useState('');
  const send = (data: string) => {
    if (data.trim() === '') return;
    setText('');
    submit({ text: scanTextOf(data), channel: 'TYPED', at: new Date() });
  };
  const paste = (event: ClipboardEvent) => {
    event.preventDefault();
    send(event.clipboardData.getData('text'));
  };
  useKey('H', t('type'), onType);
  return (
    <section className={classes.prompt} data-mode={mode}>
      <div className={classes.target} aria-hidden>
        <MatrixPattern className={classes.matrix} />
      </div>
      <h2 className={classes.title}>{t(`prompt.${mode}`)}</h2>
      <p className={classes.text}>{t('promptText')}</p>
      <form
        className={classes.form}
        onSubmit={(event: FormEvent) => {
          event.preventDefault();
          send(text);
        }}
      >
        <TextInput
          className={classes.field}
          aria-label={t('paste')}
          placeholder={t('paste')}
          autoComplete="off"
          spellCheck={false}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          onPaste={paste}
        />
        <Button
          variant="default"
          leftSection={<IconKeyboard size={16} aria-hidden />}
          rightSection={<KeyCap>H</KeyCap>}
          onClick={onType}
        >
          {t('type')}
        </Button>
        <CameraButton />
      </form>
    </section>
  );
}
