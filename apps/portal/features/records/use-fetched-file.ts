'use client';

import { useEffect, useRef, useState } from 'react';
import { VaultError } from '@custodia/vault';
import type { Failure } from '@/lib/failure';
import { fetchFile, type FileSource } from './file-parts';
import { typeOf, type NamedFile } from './named-files';
import { vaultFailure } from './vault-failure';

/** Fetches files of an entry, one at a time, and opens them here. What a file is says what it holds, not its entry. */
export function useFetchedFile(source: FileSource) {
  const [share, setShare] = useState<number>();
  const [failure, setFailure] = useState<Failure>();
  const stop = useRef<AbortController>(undefined);
  useEffect(() => () => stop.current?.abort(), []);

  /** @returns the file, or nothing where it failed or was given up */
  const fetched = async (file: NamedFile): Promise<Blob | undefined> => {
    stop.current?.abort();
    const { signal } = (stop.current = new AbortController());
    setFailure(undefined);
    setShare(0);
    try {
      const bytes = await fetchFile(file, source, setShare, signal);
      const type = typeOf(bytes);
      if (type !== file.contentType)
        throw new VaultError('FILE_DAMAGED', 'This file is not what its entry says, and is not opened.');
      if (!signal.aborted) setShare(undefined);
      return new Blob([bytes], { type });
    } catch (error) {
      if (signal.aborted) return undefined;
      setShare(undefined);
      setFailure(vaultFailure(error));
      return undefined;
    }
  };
  const cancel = () => {
    stop.current?.abort();
    setShare(undefined);
  };
  return { share, failure, fetched, cancel };
}
