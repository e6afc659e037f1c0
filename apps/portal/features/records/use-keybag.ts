'use client';

import { useCallback } from 'react';
import { useClient } from 'urql';
import type { OpenKeybag } from '@custodia/vault';
import { mutate } from '@/lib/mutate';
import { useRecord } from './open-record';
import { keptKeybag, pin } from './record';
import { KeepKeybagMutation } from './records.documents';
import { ApiFailure } from './vault-failure';

/** Keeps a keybag with one more way in, and goes on with it. @throws ApiFailure KEYBAG_OLDER where another device was first */
export function useKeepKeybag(): (keybag: OpenKeybag) => Promise<void> {
  const client = useClient();
  const { replaceKeybag } = useRecord();
  return useCallback(
    async (keybag) => {
      const outcome = await mutate(client, KeepKeybagMutation, { input: keptKeybag(keybag) });
      if (!outcome.ok) throw new ApiFailure(outcome.failure);
      pin(keybag.bag.pseudonym, keybag.bag.version);
      replaceKeybag(keybag);
    },
    [client, replaceKeybag],
  );
}
