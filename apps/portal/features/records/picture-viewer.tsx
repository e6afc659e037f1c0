'use client';

import { Button, Group, Modal, Progress } from '@mantine/core';
import { useWindowEvent } from '@mantine/hooks';
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useEffect, useRef, useState } from 'react';
import { FailureNote } from '@/ui/notes';
import type { FileSource } from './file-parts';
import type { NamedFile } from './named-files';
import classes from './picture-viewer.module.css';
import { useFetchedFile } from './use-fetched-file';

/** The pictures of an entry, one after the other: each is fetched when it is looked at, and opened on this device. */
export function PictureViewer({
  title,
  pictures,
  source,
  onClose,
}: {
  title: string;
  pictures: readonly NamedFile[];
  source: FileSource;
  onClose: () => void;
}) {
  const t = useTranslations('record.document');
  const { share, failure, fetched } = useFetchedFile(source);
  const [at, setAt] = useState(0);
  const [shown, setShown] = useState<ReadonlyMap<string, string>>(new Map());
  const made = useRef<string[]>([]);
  const picture = pictures[at];

  const load = async (file: NamedFile) => {
    const blob = await fetched(file);
    if (!blob) return;
    const url = URL.createObjectURL(blob);
    made.current.push(url);
    setShown((known) => new Map(known).set(file.fileId, url));
  };
  const go = (to: number) => {
    const next = pictures[to];
    if (!next) return;
    setAt(to);
    if (!shown.has(next.fileId)) void load(next);
  };
  useEffect(() => {
    const urls = made.current;
    if (pictures[0]) void load(pictures[0]);
    return () => urls.forEach((url) => URL.revokeObjectURL(url));
    // Once, when it opens: the others come when they are looked at.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, []);
  useWindowEvent('keydown', ({ key }) => {
    if (key === 'ArrowRight') go(at + 1);
    if (key === 'ArrowLeft') go(at - 1);
  });

  if (!picture) return null;
  const url = shown.get(picture.fileId);
  return (
    <Modal opened onClose={onClose} title={title} size="xl">
      <div className={classes.frame}>
        {url && <img src={url} alt={picture.name || title} />}
        {!url && failure && <FailureNote failure={failure} onRetry={() => void load(picture)} />}
        {!url && !failure && (
          <Progress w="60%" value={Math.max(4, (share ?? 0) * 100)} animated aria-label={t('fetching')} />
        )}
      </div>
      <p className={classes.place} role="status">
        {t('place', { at: at + 1, count: pictures.length, name: picture.name })}
      </p>
      <Group grow>
        <Button
          variant="default"
          leftSection={<IconChevronLeft size={16} aria-hidden />}
          disabled={at === 0}
          onClick={() => go(at - 1)}
        >
          {t('previous')}
        </Button>
        <Button
          variant="default"
          rightSection={<IconChevronRight size={16} aria-hidden />}
          disabled={at === pictures.length - 1}
          onClick={() => go(at + 1)}
        >
          {t('next')}
        </Button>
      </Group>
    </Modal>
  );
}
