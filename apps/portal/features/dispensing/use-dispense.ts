'use client';

import { useCallback, useRef, useState } from 'react';
import { useClient } from 'urql';
import { useAction } from '@/lib/use-action';
import { givenOn, leftOn } from './basket';
import { useBasket } from './basket-provider';
import { DispenseMutation, DispensingQuery, type Dispensing } from './dispensing.documents';
import { isWaiting } from './line-state';
import type { SignedFill } from './sign-fill';

/** So long the counter waits for the ledger before it says "saved, not confirmed". */
const PATIENCE_MS = 3_000;
const ASK_EVERY_MS = 250;

/** Dispenses the basket in one call, and waits a little for the ledger's answer. */
export function useDispense() {
  const client = useClient();
  const basket = useBasket();
  const { run, failure } = useAction(DispenseMutation);
  const [busy, setBusy] = useState(false);
  const signed = useRef(new Map<string, SignedFill>());
  const { basis, rx, packs, paperReference, collector, owed } = basket;

  const dispense = useCallback(async (): Promise<Dispensing | undefined> => {
    setBusy(true);
    try {
      const electronic = basis === 'E_PRESCRIPTION' && rx;
      const items = electronic ? rx.opened.items.filter((item) => givenOn(item, packs) > 0) : [];
      const owe = items
        .filter((item) => owed.has(item.state.id) && leftOn(item, packs) > 0)
        .map((item) => ({ itemId: item.state.id, quantity: leftOn(item, packs) }));
      const fills: SignedFill[] = [];
      if (electronic) {
        const { signFill } = await import('./sign-fill');
        for (const item of items) {
          const stillOwed = owe.find(({ itemId }) => itemId === item.state.id)?.quantity ?? 0;
          const upTo = item.upTo + givenOn(item, packs) + stillOwed;
          // Signed once: a second attempt after a lost answer has to send the very same bytes.
          const name = `${item.state.id} ${upTo}`;
          const fill =
            signed.current.get(name) ?? (await signFill(rx.token, rx.opened.voucher, item.state, upTo));
          signed.current.set(name, fill);
          fills.push(fill);
        }
      }
      const outcome = await run({
        basis,
        lines: packs.map(({ scan, itemId, quantity, content, substitutionReason, override }) => ({
          scan,
          ...(itemId === undefined ? {} : { itemId }),
          ...(quantity === content ? {} : { quantity }),
          ...(override.trim() === '' ? {} : { override: override.trim() }),
          ...(substitutionReason.trim() === '' ? {} : { substitutionReason: substitutionReason.trim() }),
        })),
        fills,
        ...(electronic ? { prescriptionId: rx.opened.id, contentKey: rx.contentKey } : {}),
        ...(owe.length > 0 ? { owe } : {}),
        ...(basis === 'PAPER' ? { paperReference: paperReference.trim() } : {}),
        ...(collector.trim() === '' ? {} : { collector: collector.trim() }),
      });
      if (!outcome.ok) return undefined;
      let dispensing: Dispensing = outcome.data.dispense;
      const until = Date.now() + PATIENCE_MS;
      while (isOpen(dispensing) && Date.now() < until) {
        await new Promise((resume) => setTimeout(resume, ASK_EVERY_MS));
        const { data } = await client
          .query(DispensingQuery, { id: dispensing.id }, { requestPolicy: 'network-only' })
          .toPromise();
        dispensing = data?.dispensing ?? dispensing;
      }
      return dispensing;
    } finally {
      setBusy(false);
    }
  }, [client, run, basis, rx, packs, paperReference, collector, owed]);
  return { dispense, busy, failure };
}

function isOpen({ lines }: Dispensing): boolean {
  return lines.some(isWaiting);
}
