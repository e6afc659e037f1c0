'use client';

import { useEffect, useRef, useState } from 'react';
import { useClient } from 'urql';
import type { Failure } from '@/lib/failure';
import { dropDocument, sendDocument, type DocumentUpload } from './document-upload';
import type { Author } from './seal';
import { vaultFailure } from './vault-failure';

/** How it stands with a document on its way: how much has arrived, or why it stopped. */
export interface Sending {
  readonly share: number;
  readonly failure: Failure | undefined;
}

/** Sends a document with large files; what breaks off goes on where it stopped, for as long as the page is open. */
export function useDocumentUpload() {
  const client = useClient();
  const [sending, setSending] = useState<Sending>();
  const stop = useRef<AbortController>(undefined);
  const under = useRef<{ upload: DocumentUpload; author: Author }>(undefined);
  useEffect(() => () => stop.current?.abort(), []);

  const forget = () => {
    under.current = undefined;
    setSending(undefined);
  };
  /** @returns whether the document is in the record */
  const goOn = async (): Promise<boolean> => {
    if (!under.current) return false;
    const { upload, author } = under.current;
    const { signal } = (stop.current = new AbortController());
    setSending({ share: 0, failure: undefined });
    try {
      await sendDocument(client, upload, author, {
        onProgress: (share) => setSending({ share, failure: undefined }),
        signal,
      });
      forget();
      return true;
    } catch (error) {
      if (signal.aborted) {
        forget();
        if (!upload.envelope) await dropDocument(client, upload);
      } else setSending({ share: 0, failure: vaultFailure(error) });
      return false;
    }
  };
  const send = (upload: DocumentUpload, author: Author) => {
    under.current = { upload, author };
    return goOn();
  };
  const giveUp = async () => {
    stop.current?.abort();
    const upload = under.current?.upload;
    // One that is being sent is dropped where it stops; once its entry is sealed, the nodes may have it.
    if (!upload || !sending?.failure) return;
    forget();
    if (!upload.envelope) await dropDocument(client, upload);
  };
  return { sending, send, goOn, giveUp };
}
