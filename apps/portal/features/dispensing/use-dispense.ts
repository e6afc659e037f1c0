'use client';

import { useCallback, useRef, useState } from 'react';
import { useClient } from 'urql';
import { useAction } from '@/lib/use-action';
import { givenOn, leftOn, type BasketPack } from './basket';
import { useBasket } from './basket-provider';
import {
  DispenseMutation,
  DispensingQuery,
  ReportSupplyMutation,
  SettleOwedMutation,
  type DispenseInput,
  type Dispensing,
} from './dispensing.documents';
import { isWaiting } from './line-state';
import type { SignedFill } from './sign-fill';

export type Overridden = NonNullable<DispenseInput['warnings']>;

/** So long the counter waits for the ledger before it says "saved, not confirmed". */
const PATIENCE_MS = 3_000;
const ASK_EVERY_MS = 250;

/** Dispenses the basket, gives what is owed or reports what was handed out, and waits a little for the ledger. */
export function useDispense(warnings: Overridden) {
  const client = useClient();
  const basket = useBasket();
  const dispenses = useAction(DispenseMutation);
  const settles = useAction(SettleOwedMutation);
  const reports = useAction(ReportSupplyMutation);
  const [busy, setBusy] = useState(false);
  const signed = useRef(new Map<string, SignedFill>());

  /** Signed once: a second attempt after a lost answer has to send the very same bytes. */
  const sign = useCallback(
    async (item: { state: { id: string; ledgerKey: string; ordinal: number } }, upTo: number) => {
      if (!basket.rx) return undefined;
      const name = `${item.state.id} ${upTo}`;
      const { signFill } = await import('./sign-fill');
      const fill =
        signed.current.get(name) ??
        (await signFill(basket.rx.token, basket.rx.opened.voucher, item.state, upTo));
      signed.current.set(name, fill);
      return fill;
    },
    [basket.rx],
  );

  const send = useCallback(async (): Promise<Dispensing | undefined> => {
    const { basis, rx, packs, paperReference, collector, owed, when, cause, settling } = basket;
    const common = {
      lines: packs.map(lineOf),
      ...(collector.trim() === '' ? {} : { collector: collector.trim() }),
    };
    const against = warnings.length > 0 ? { warnings } : {};
    if (settling) {
      const item = rx?.opened.items.find(({ state }) => state.id === settling.itemId);
      const fill = item && (await sign(item, item.upTo + settling.quantity - settling.settled));
      const { itemId: _, ...signature } = fill ?? { itemId: '' };
      const outcome = await settles.run({
        owedId: settling.id,
        ...common,
        ...against,
        ...(fill ? { fill: signature as Omit<SignedFill, 'itemId'> } : {}),
      });
      return outcome.ok ? outcome.data.settleOwed.settlements.at(-1) : undefined;
    }
    const electronic = basis === 'E_PRESCRIPTION' ? rx : undefined;
    const items = electronic?.opened.items.filter((item) => givenOn(item, packs) > 0) ?? [];
    const owe = items
      .filter((item) => owed.has(item.state.id) && leftOn(item, packs) > 0)
      .map((item) => ({ itemId: item.state.id, quantity: leftOn(item, packs) }));
    const fills: SignedFill[] = [];
    for (const item of items) {
      const stillOwed = owe.find(({ itemId }) => itemId === item.state.id)?.quantity ?? 0;
      const fill = await sign(item, item.upTo + givenOn(item, packs) + stillOwed);
      if (fill) fills.push(fill);
    }
    const input = {
      ...common,
      basis,
      fills,
      ...(electronic ? { prescriptionId: electronic.opened.id, contentKey: electronic.contentKey } : {}),
      ...(basis === 'PAPER' ? { paperReference: paperReference.trim() } : {}),
      ...(when === '' ? {} : { eventTime: new Date(when).toISOString() }),
    };
    if (packs.some(({ reportOnly }) => reportOnly)) {
      const outcome = await reports.run({ ...input, reason: cause });
      return outcome.ok ? outcome.data.reportSupply : undefined;
    }
    const outcome = await dispenses.run({ ...input, ...against, ...(owe.length > 0 ? { owe } : {}) });
    return outcome.ok ? outcome.data.dispense : undefined;
  }, [basket, dispenses, reports, settles, sign, warnings]);

  const dispense = useCallback(async (): Promise<Dispensing | undefined> => {
    setBusy(true);
    try {
      let dispensing = await send();
      const until = Date.now() + PATIENCE_MS;
      while (dispensing?.lines.some(isWaiting) && Date.now() < until) {
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
  }, [client, send]);
  return { dispense, busy, failure: dispenses.failure ?? settles.failure ?? reports.failure };
}

function lineOf({ scan, itemId, quantity, substitutionReason, override }: BasketPack) {
  return {
    scan,
    quantity,
    ...(itemId === undefined ? {} : { itemId }),
    ...(override.trim() === '' ? {} : { override: override.trim() }),
    ...(substitutionReason.trim() === '' ? {} : { substitutionReason: substitutionReason.trim() }),
  };
}
