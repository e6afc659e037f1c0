'use client';

import { Anchor, Button, FileButton, Progress, Text } from '@mantine/core';
import { IconFileSpreadsheet, IconUpload } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useState, type DragEvent } from 'react';
import { useTime } from '@/lib/use-time';
import classes from './serial-file-input.module.css';

export interface SerialFileInputProps {
  value: File | null;
  onChange: (file: File | null) => void;
  error?: string | null;
  /** Share of the file that has been sent, 0 to 1, while it is being sent. */
  sent: number | undefined;
  /** The connection broke, and the file is sent again. */
  retrying: boolean;
}

const SAMPLE = `data:text/csv;charset=utf-8,${encodeURIComponent('serial\nA1B2C3D4E5F6\nA1B2C3D4E5F7\nA1B2C3D4E5F8\n')}`;

/** Takes the list of serials, dropped or chosen. */
export function SerialFileInput({ value, onChange, error, sent, retrying }: SerialFileInputProps) {
  const t = useTranslations('lots.register');
  const { number } = useTime();
  const [over, setOver] = useState(false);
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    const file = event.dataTransfer.files[0];
    if (file) onChange(file);
  };
  return (
    <div>
      <div
        className={classes.zone}
        data-over={over || undefined}
        data-error={Boolean(error) || undefined}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
      >
        <IconFileSpreadsheet size={26} stroke={1.5} aria-hidden />
        <div className={classes.words}>
          <p className={classes.name}>{value ? value.name : t('drop')}</p>
          <p className={classes.text}>
            {value ? t('size', { kilobytes: number(Math.ceil(value.size / 1024)) }) : t('fileText')}
          </p>
        </div>
        <FileButton accept=".csv,.txt,.tsv,text/csv,text/plain" onChange={onChange}>
          {(props) => (
            <Button {...props} variant="default" leftSection={<IconUpload size={16} aria-hidden />}>
              {value ? t('otherFile') : t('chooseFile')}
            </Button>
          )}
        </FileButton>
      </div>
      {sent !== undefined && (
        <Progress mt="sm" value={sent * 100} aria-label={t('sending')} striped animated={sent === 1} />
      )}
      {retrying && (
        <Text size="sm" role="status" mt={6}>
          {t('retrying')}
        </Text>
      )}
      {error && (
        <Text size="sm" c="var(--mantine-color-error)" mt={6}>
          {error}
        </Text>
      )}
      <Anchor href={SAMPLE} download="serials.csv" size="sm" mt={8} display="inline-block">
        {t('sample')}
      </Anchor>
    </div>
  );
}
