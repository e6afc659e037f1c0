import { env } from '@/lib/env';

const HOP_BY_HOP = [
  'connection',
  'keep-alive',
  'transfer-encoding',
  'te',
  'upgrade',
  'host',
  'content-length',
];

/**
 * Passes a request on to the API and pipes the answer back as it arrives: browsers see one origin, event streams are
 * not held back by compression, and an upload is not collected in memory. (A rewrite in next.config would fix the
 * API's address at build time.)
 */
export function passToApi(request: Request): Promise<Response> {
  const { pathname, search } = new URL(request.url);
  return passOn(request, new URL(pathname + search, env.apiOrigin));
}

/**
 * Passes a request on to one of the release nodes: `/nodes/1/…` is the first. Who is signed in is none of a node's
 * business, so that cookies stay here.
 */
export async function passToNode(request: Request): Promise<Response> {
  const { pathname, search } = new URL(request.url);
  const [, number, path] = /^\/nodes\/([1-9])(\/v1\/.*)$/.exec(pathname) ?? [];
  const origin = env.nodeOrigins[Number(number) - 1];
  if (!origin || !path)
    return Response.json({ code: 'NOT_FOUND', message: 'There is no such release node.' }, { status: 404 });
  const answer = await passOn(request, new URL(path + search, origin), ['cookie', 'authorization']);
  answer.headers.delete('set-cookie');
  return answer;
}

async function passOn(request: Request, target: URL, withheld: readonly string[] = []): Promise<Response> {
  const headers = new Headers(request.headers);
  for (const name of [...HOP_BY_HOP, ...withheld]) headers.delete(name);
  headers.set('accept-encoding', 'identity');
  const hasBody = request.method !== 'GET' && request.method !== 'HEAD';
  try {
    const answer = await fetch(target, {
      method: request.method,
      headers,
      body: hasBody ? request.body : null,
      signal: request.signal,
      redirect: 'manual',
      cache: 'no-store',
      // Required by fetch for a streamed request body.
      ...(hasBody ? { duplex: 'half' } : {}),
    } as RequestInit);
    const answered = new Headers(answer.headers);
    for (const name of HOP_BY_HOP) answered.delete(name);
    answered.set('cache-control', answered.get('cache-control') ?? 'no-store');
    // `no-transform` keeps the portal from compressing, and so from holding back, an event stream.
    if (answered.get('content-type')?.startsWith('text/event-stream')) {
      answered.set('cache-control', 'no-cache, no-transform');
      answered.set('x-accel-buffering', 'no');
    }
    return new Response(answer.body, { status: answer.status, headers: answered });
  } catch (error) {
    if (request.signal.aborted) return new Response(null, { status: 499 });
    const message =
      'The service cannot be reached at the moment. Try again in a minute: nothing is done twice.';
    console.error(`${target.origin} did not answer:`, error instanceof Error ? error.message : error);
    return Response.json(
      { errors: [{ message, extensions: { code: 'API_UNREACHABLE' } }] },
      { status: 502, headers: { 'cache-control': 'no-store' } },
    );
  }
}
