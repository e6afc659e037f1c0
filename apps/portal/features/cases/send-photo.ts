import { csrfHeaders } from '@/lib/csrf';
import type { Failure } from '@/lib/failure';

/** Sends a photo into a case. @returns why it was refused, if it was. */
export async function sendPhoto(caseId: string, photo: File, text: string): Promise<Failure | undefined> {
  const body = new FormData();
  body.append('text', text);
  body.append('photo', photo);
  try {
    const response = await fetch(`/files/cases/${caseId}/photos`, {
      method: 'POST',
      headers: csrfHeaders(),
      body,
    });
    if (response.ok) return undefined;
    const answer = (await response.json()) as Partial<Failure>;
    return { code: answer.code ?? 'UNKNOWN', message: answer.message ?? response.statusText };
  } catch {
    return { code: 'NETWORK', message: 'The photo did not arrive. Try again.' };
  }
}
