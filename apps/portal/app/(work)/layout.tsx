import type { ReactNode } from 'react';
import { LiveOperations } from '@/features/ledger/live-operations';
import { IdleLock } from '@/features/parties/idle-lock';
import { SessionProvider } from '@/features/parties/session-provider';
import { RecallNewsProvider } from '@/features/recalls/recall-news';
import { ScannerProvider } from '@/features/scanning/scanner-provider';
import { AppFrame } from '@/ui/frame/app-frame';

export default function WorkLayout({ children }: { children: ReactNode }) {
  return (
    <SessionProvider>
      <IdleLock />
      <LiveOperations>
        <RecallNewsProvider>
          <ScannerProvider>
            <AppFrame>{children}</AppFrame>
          </ScannerProvider>
        </RecallNewsProvider>
      </LiveOperations>
    </SessionProvider>
  );
}
