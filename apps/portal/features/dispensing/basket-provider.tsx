'use client';

import type { PrescriptionToken } from '@custodia/ledger/prescription-token';
import { createContext, use, useCallback, useMemo, useState, type ReactNode } from 'react';
import { useClient } from 'urql';
import { prescriptionTokenOf } from '@/features/prescriptions/prescription-text';
import { failureOf, type Failure } from '@/lib/failure';
import { addPack, assignAll, type BasketPack } from './basket';
import { OpenPrescriptionQuery, type OpenedPrescription, type SupplyBasis } from './dispensing.documents';

/** An opened prescription with what its token derives. Held in memory only, and gone with the basket. */
export interface OpenRx {
  readonly token: PrescriptionToken;
  readonly contentKey: string;
  readonly opened: OpenedPrescription;
}

export interface Basket {
  readonly basis: SupplyBasis;
  readonly rx: OpenRx | undefined;
  readonly packs: readonly BasketPack[];
  readonly paperReference: string;
  readonly collector: string;
  /** Items whose rest is owed to the patient. */
  readonly owed: ReadonlySet<string>;
}

export interface BasketContext extends Basket {
  readonly opening: boolean;
  readonly failure: Failure | undefined;
  readonly add: (pack: BasketPack) => void;
  readonly change: (key: string, changes: Partial<BasketPack>) => void;
  readonly remove: (key: string) => void;
  readonly set: (changes: Partial<Pick<Basket, 'basis' | 'paperReference' | 'collector' | 'owed'>>) => void;
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
};

const Context = createContext<BasketContext | undefined>(undefined);

export function useBasket(): BasketContext {
  const context = use(Context);
  if (!context) throw new Error('useBasket needs a BasketProvider above it.');
  return context;
}

/** The basket of the counter, the same on all screens of the pharmacy. */
export function BasketProvider({ children }: { children: ReactNode }) {
  const client = useClient();
  const [basket, setBasket] = useState<Basket>(EMPTY);
  const [opening, setOpening] = useState(false);
  const [failure, setFailure] = useState<Failure>();

  const open = useCallback(
    async (text: string) => {
      setOpening(true);
      setFailure(undefined);
      const tokens = await import('@custodia/ledger/prescription-token');
      try {
        const token = tokens.parsePrescriptionToken(prescriptionTokenOf(text));
        const contentKey = await tokens.contentKey(token);
        const { data, error } = await client
          .query(
            OpenPrescriptionQuery,
            { id: token.prescriptionId, contentKey },
            { requestPolicy: 'network-only' },
          )
          .toPromise();
        if (data) {
          const rx = { token, contentKey, opened: data.openPrescription };
          setBasket((before) => ({
            ...before,
            basis: 'E_PRESCRIPTION',
            rx,
            owed: new Set(),
            packs: assignAll(before.packs, rx.opened.items),
          }));
        } else if (error) setFailure(failureOf(error));
      } catch (error) {
        if (!(error instanceof tokens.PrescriptionTokenError)) throw error;
        setFailure({ code: 'NOT_A_PRESCRIPTION', message: error.message });
      } finally {
        setOpening(false);
      }
    },
    [client],
  );

  const value = useMemo<BasketContext>(() => {
    const items = (from: Basket) => (from.basis === 'E_PRESCRIPTION' ? (from.rx?.opened.items ?? []) : []);
    return {
      ...basket,
      opening,
      failure,
      open,
      add: (pack) =>
        setBasket((before) => ({ ...before, packs: addPack(before.packs, pack, items(before)) })),
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
      clear: () => {
        setFailure(undefined);
        setBasket(EMPTY);
      },
    };
  }, [basket, opening, failure, open]);
  return <Context value={value}>{children}</Context>;
}
