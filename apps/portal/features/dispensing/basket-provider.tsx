'use client';

import { createContext, use, useCallback, useEffect, useMemo, useState, type ReactNode } from 'react';
import { useSession } from '@/features/parties/session-provider';
import type { Failure } from '@/lib/failure';
import { Kept } from '@/lib/kept';
import { addOwed, addPack, assignAll, type BasketPack } from './basket';
import type { IrregularReason, OwedBalance, SupplyBasis } from './dispensing.documents';
import { useOpenedRx, type OpenRx } from './use-opened-rx';

export interface Basket {
  readonly basis: SupplyBasis;
  readonly rx: OpenRx | undefined;
  readonly packs: readonly BasketPack[];
  readonly paperReference: string;
  readonly collector: string;
  /** Items whose rest is owed to the patient. */
  readonly owed: ReadonlySet<string>;
  /** When it happened, as a local date and time; empty for now. */
  readonly when: string;
  /** Why a supply is reported, not asked for. */
  readonly cause: IrregularReason;
  /** What is owed since an earlier visit, and is given now. */
  readonly settling: OwedBalance | undefined;
}

export interface BasketContext extends Basket {
  readonly opening: boolean;
  readonly failure: Failure | undefined;
  readonly add: (pack: BasketPack) => void;
  readonly change: (key: string, changes: Partial<BasketPack>) => void;
  readonly remove: (key: string) => void;
  readonly set: (
    changes: Partial<Pick<Basket, 'basis' | 'paperReference' | 'collector' | 'owed' | 'when' | 'cause'>>,
  ) => void;
  /** Empties the basket for what is owed. */
  readonly settle: (owed: OwedBalance) => void;
  /** Opens the prescription of a scanned or pasted code. */
  readonly open: (text: string) => Promise<void>;
  readonly clear: () => void;
}

const EMPTY: Basket = {
  basis: 'E_PRESCRIPTION',
  rx: undefined,
  packs: [],
  paperReference: '',
  collector: '',
  owed: new Set(),
  when: '',
  cause: 'LATE_ENTRY',
  settling: undefined,
};

/** What lies on the counter while its pharmacist is away: the terminal locked, or somebody else at it. */
const baskets = new Kept<Basket>();

const Context = createContext<BasketContext | undefined>(undefined);

export function useBasket(): BasketContext {
  const context = use(Context);
  if (!context) throw new Error('useBasket needs a BasketProvider above it.');
  return context;
}

/** The basket of the counter, the same on all screens of the pharmacy. */
export function BasketProvider({ children }: { children: ReactNode }) {
  const { session } = useSession();
  const [basket, setBasket] = useState<Basket>(() => baskets.get(session) ?? EMPTY);
  useEffect(() => {
    if (basket === EMPTY) baskets.forget(session);
    else baskets.put(session, basket);
  }, [basket, session]);
  const { opening, failure, open: read, close } = useOpenedRx();

  const open = useCallback(
    async (text: string) => {
      const rx = await read(text);
      if (!rx) return;
      setBasket((before) => ({
        ...before,
        basis: 'E_PRESCRIPTION',
        rx,
        owed: new Set(),
        packs: before.settling ? before.packs : assignAll(before.packs, rx.opened.items),
      }));
    },
    [read],
  );

  const value = useMemo<BasketContext>(() => {
    const items = (from: Basket) =>
      from.basis === 'E_PRESCRIPTION' && !from.settling ? (from.rx?.opened.items ?? []) : [];
    return {
      ...basket,
      opening,
      failure,
      open,
      add: (pack) =>
        setBasket((before) => ({
          ...before,
          packs: before.settling
            ? addOwed(before.settling, before.packs, pack)
            : addPack(before.packs, pack, items(before)),
        })),
      change: (key, changes) =>
        setBasket((before) => ({
          ...before,
          packs: before.packs.map((pack) => (pack.key === key ? { ...pack, ...changes } : pack)),
        })),
      remove: (key) =>
        setBasket((before) => ({ ...before, packs: before.packs.filter((pack) => pack.key !== key) })),
      set: (changes) =>
        setBasket((before) => {
          const after = { ...before, ...changes };
          const rebased = changes.basis !== undefined && changes.basis !== before.basis;
          return rebased ? { ...after, packs: assignAll(after.packs, items(after)) } : after;
        }),
      settle: (owed) => {
        close();
        // The code that was scanned to find it may be needed to sign for it.
        setBasket(({ rx }) => ({
          ...EMPTY,
          settling: owed,
          rx: rx?.opened.items.some(({ state }) => state.id === owed.itemId) ? rx : undefined,
        }));
      },
      clear: () => {
        close();
        setBasket(EMPTY);
      },
    };
  }, [basket, opening, failure, open, close]);
  return <Context value={value}>{children}</Context>;
}
