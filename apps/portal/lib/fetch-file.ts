import type { Failure } from './failure';
import type { Outcome } from './mutate';
import { askStepUp } from './step-up';

/** Gets a file. Where the API wants to know once more who sits there, the person is asked and it is fetched again. */
export async function fetchFile(url: string): Promise<Outcome<Blob>> {
  const response = await fetch(url).catch(() => undefined);
  try {
    if (response?.ok) return { ok: true, data: await response.blob() };
  } catch {
    return broken(); // in the middle of the file
  }
  if (!response) return broken();
  const answer = (await response.json().catch(() => ({}))) as Partial<Failure>;
  if (answer.code === 'STEP_UP_NEEDED' && (await askStepUp())) return fetchFile(url);
  return {
    ok: false,
    failure: { code: answer.code ?? 'UNKNOWN', message: answer.message ?? response.statusText },
  };
}

function broken(): Outcome<Blob> {
  return { ok: false, failure: { code: 'NETWORK', message: 'The file did not arrive. Try again.' } };
}
