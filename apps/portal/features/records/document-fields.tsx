'use client';

import { FileInput, Select } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { ACCEPTED_FILES, MOST_BYTES, MOST_FILES, typeOf } from './named-files';
import { DOCUMENT_PARTS } from './written';

/** What a document needs: where it goes, and its files. A file that a record does not take is said at once. */
export function DocumentFields({
  part,
  onPart,
  files,
  onFiles,
}: {
  part: string | null;
  onPart: (part: string | null) => void;
  files: readonly File[];
  /** Empty where one of those chosen cannot be taken. */
  onFiles: (files: readonly File[]) => void;
}) {
  const t = useTranslations('record');
  const [shown, setShown] = useState<File[]>([]);
  const [error, setError] = useState<string>();
  const wordsOf = (wrong: Wrong) =>
    wrong.why === 'tooLarge' ? t('write.tooLarge') : t(`write.${wrong.why}`, { name: wrong.name });
  const choose = async (chosen: File[]) => {
    setShown(chosen);
    const wrong = await wrongAmong(chosen);
    setError(wrong && wordsOf(wrong));
    onFiles(wrong ? [] : chosen);
  };
  // A form that was sent is empty again.
  const value = files.length === 0 && !error ? [] : shown;
  return (
    <>
      <Select
        label={t('write.part')}
        allowDeselect={false}
        data={DOCUMENT_PARTS.map((one) => ({ value: one, label: t(`categories.${one}`) }))}
        value={part}
        onChange={onPart}
      />
      <FileInput
        label={t('write.file')}
        description={t('write.fileHint')}
        accept={ACCEPTED_FILES}
        multiple
        value={value}
        onChange={(chosen) => void choose(chosen)}
        error={error}
        required
        clearable
      />
    </>
  );
}

type Wrong =
  { readonly why: 'tooLarge' } | { readonly why: 'fileTooLarge' | 'otherKind'; readonly name: string };

async function wrongAmong(files: readonly File[]): Promise<Wrong | undefined> {
  const large = files.find(({ size }) => size > MOST_BYTES);
  if (large) return { why: 'fileTooLarge', name: large.name };
  const bytes = files.reduce((sum, { size }) => sum + size, 0);
  if (bytes > MOST_BYTES || files.length > MOST_FILES) return { why: 'tooLarge' };
  for (const file of files) {
    const start = new Uint8Array(await file.slice(0, 132).arrayBuffer());
    if (!typeOf(start)) return { why: 'otherKind', name: file.name };
  }
  return undefined;
}
