import type { Client } from 'urql';
import type { ScanInput } from '@/features/scanning/scan-input';
import { verifyInput } from '@/features/scanning/verify-input';
import { failureOf, type Failure } from '@/lib/failure';
import { VerifyQuery, type ScanMode, type Verdict } from './verification.documents';

/** A line that is half dead never says so; nobody at a counter waits longer. */
const PATIENCE_MS = 20_000;

const SILENT: Failure = { code: 'NETWORK', message: 'No answer came.' };

export type Answer = { readonly verdict: Verdict } | { readonly failure: Failure };

/** Asks what a pack is. An answer from a cache could be an OK that is none any more. */
export async function askVerdict(client: Client, scan: ScanInput, mode: ScanMode): Promise<Answer> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const silence = new Promise<Answer>((resolve) => {
    timer = setTimeout(() => resolve({ failure: SILENT }), PATIENCE_MS);
  });
  const asked = client
    .query(VerifyQuery, { scan: verifyInput(scan, mode) }, { requestPolicy: 'network-only' })
    .toPromise()
    .then(({ data, error }): Answer =>
      data ? { verdict: data.verify } : { failure: error ? failureOf(error) : SILENT },
    );
  return Promise.race([asked, silence]).finally(() => clearTimeout(timer));
}
