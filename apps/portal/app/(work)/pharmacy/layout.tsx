import type { ReactNode } from 'react';
import { BasketProvider } from '@/features/dispensing/basket-provider';
import { CounterProvider } from '@/features/dispensing/counter-provider';

export default function PharmacyLayout({ children }: { children: ReactNode }) {
  return (
    <BasketProvider>
      <CounterProvider>{children}</CounterProvider>
    </BasketProvider>
  );
}
