'use client';

import { StockScreen } from '@/features/custody/stock-screen';

export default function StockPage() {
  return <StockScreen folder="/distributor" />;
}
