'use client';

import { Anchor, Button } from '@mantine/core';
import { IconCamera, IconCircleCheck } from '@tabler/icons-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { useRef, useState } from 'react';
import type { Failure } from '@/lib/failure';
import { KeyCap } from '@/ui/keys/key-cap';
import { useKey } from '@/ui/keys/keys-provider';
import { FailureNote, Note } from '@/ui/notes';
import { sendPhoto } from './send-photo';
import type { PackCase } from './use-pack-case';

/** A photo of the pack while it is at hand: it opens the case where there is none yet. */
export function PackPhoto({ packCase, why }: { packCase: PackCase; why: string }) {
  const t = useTranslations('cases');
  const picker = useRef<HTMLInputElement>(null);
  const [sending, setSending] = useState(false);
  const [sent, setSent] = useState(0);
  const [failure, setFailure] = useState<Failure>();
  const { incidentId, file, open } = packCase;
  const pick = () => picker.current?.click();
  useKey('P', t('photo'), incidentId && !sending ? pick : undefined);
  const send = async (photo: File) => {
    setSending(true);
    const into = await open(why);
    const refused = into && (await sendPhoto(into.id, photo, ''));
    setSending(false);
    setFailure(refused);
    if (into && !refused) setSent((count) => count + 1);
  };
  const problem = packCase.failure ?? failure;
  return (
    <>
      {incidentId && (
        <Button
          variant="default"
          loading={sending}
          leftSection={<IconCamera size={16} aria-hidden />}
          rightSection={<KeyCap>P</KeyCap>}
          onClick={pick}
        >
          {t('photo')}
        </Button>
      )}
      <input
        ref={picker}
        type="file"
        accept="image/jpeg,image/png"
        hidden
        aria-label={t('photo')}
        onChange={(event) => {
          const photo = event.currentTarget.files?.[0];
          event.currentTarget.value = '';
          if (photo) void send(photo);
        }}
      />
      <div role="status">
        {sent > 0 && file && (
          <Note tone="ok" icon={IconCircleCheck}>
            {t('photosIn', { count: sent })}{' '}
            <Anchor component={Link} href={`/pharmacy/cases/${file.id}`}>
              {t('case', { number: file.number })}
            </Anchor>
          </Note>
        )}
      </div>
      {problem && <FailureNote failure={problem} />}
    </>
  );
}
