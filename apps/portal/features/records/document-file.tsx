'use client';

import { Button, Group, Progress, Stack } from '@mantine/core';
import { IconDownload, IconPhoto } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { saveFile } from '@/lib/save-file';
import { useTime } from '@/lib/use-time';
import { FailureNote } from '@/ui/notes';
import type { ReadLine } from './entry-list';
import { fileIn } from './fhir';
import type { FileSource } from './file-parts';
import { endingOf, namedFilesIn, typeOf, type NamedFile } from './named-files';
import { PictureViewer } from './picture-viewer';
import { useFetchedFile } from './use-fetched-file';

/** The way to a document's files: opened on this device, and saved from here; what one holds is no page of ours. */
export function DocumentFile({ line }: { line: ReadLine }) {
  const t = useTranslations('record');
  if (line.summary.state === 'taken-back') return null;
  const { title } = line.summary;
  const named = namedFilesIn(line.resource);
  if (named.length > 0 && line.source)
    return <NamedFiles title={title || t('unnamed')} files={named} source={line.source} />;
  const file = fileIn(line.resource);
  if (!file) return null;
  const save = async () => {
    const bytes = Uint8Array.from(atob(file.data), (letter) => letter.charCodeAt(0));
    const type = typeOf(bytes);
    if (type) saveFile(`${title || 'document'}.${endingOf(type)}`, new Blob([bytes], { type }));
  };
  return (
    <Button
      variant="default"
      size="xs"
      leftSection={<IconDownload size={14} aria-hidden />}
      onClick={() => void save()}
    >
      {t('saveFile')}
    </Button>
  );
}

function NamedFiles({
  title,
  files,
  source,
}: {
  title: string;
  files: readonly NamedFile[];
  source: FileSource;
}) {
  const t = useTranslations('record.document');
  const { number } = useTime();
  const { share, failure, fetched, cancel } = useFetchedFile(source);
  const [looking, setLooking] = useState(false);
  const pictures = files.filter(({ contentType }) => contentType.startsWith('image/'));
  const others = files.filter(({ contentType }) => !contentType.startsWith('image/'));
  const sizeOf = ({ size }: NamedFile) =>
    size < 1_000_000
      ? t('kb', { size: number(Math.ceil(size / 1_000)) })
      : t('mb', { size: number(Math.round(size / 100_000) / 10) });
  const save = async (file: NamedFile) => {
    const blob = await fetched(file);
    if (blob) saveFile(file.name || `${title}.${endingOf(file.contentType)}`, blob);
  };
  return (
    <Stack gap="xs" mt={6}>
      {pictures.length > 0 && (
        <Group>
          <Button
            variant="default"
            size="xs"
            leftSection={<IconPhoto size={14} aria-hidden />}
            onClick={() => setLooking(true)}
          >
            {t('look', { count: pictures.length })}
          </Button>
        </Group>
      )}
      {others.map((file) => (
        <Group key={file.fileId}>
          <Button
            variant="default"
            size="xs"
            maw="100%"
            leftSection={<IconDownload size={14} aria-hidden />}
            disabled={share !== undefined}
            onClick={() => void save(file)}
          >
            {t('save', { name: file.name, size: sizeOf(file) })}
          </Button>
        </Group>
      ))}
      {share !== undefined && (
        <Group gap="sm" role="status">
          <Progress w={160} value={Math.max(4, share * 100)} animated aria-label={t('fetching')} />
          <Button variant="subtle" size="compact-sm" onClick={cancel}>
            {t('cancel')}
          </Button>
        </Group>
      )}
      {failure && <FailureNote failure={failure} />}
      {looking && (
        <PictureViewer title={title} pictures={pictures} source={source} onClose={() => setLooking(false)} />
      )}
    </Stack>
  );
}
