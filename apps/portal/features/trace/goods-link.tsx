'use client';

import Link from 'next/link';
import { usePathname } from 'next/navigation';
import type { ReactNode } from 'react';

export interface GoodsLinkProps {
  /** An SSCC, or the number of a shipment. */
  code: string;
  label?: string;
  children: ReactNode;
}

/** Leads to what is in a container or shipment, on the same screen. */
export function GoodsLink({ code, label, children }: GoodsLinkProps) {
  const path = usePathname();
  return (
    <Link
      className="nodrag nopan"
      href={`${path}?${new URLSearchParams({ goods: code })}`}
      {...(label && { 'aria-label': label })}
    >
      {children}
    </Link>
  );
}
