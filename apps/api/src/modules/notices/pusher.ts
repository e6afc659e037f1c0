import { Injectable } from '@nestjs/common';
import { Config } from '../../config.js';
import { guardedPost, type Posted } from '../../platform/http/index.js';
import { pushEndpoint } from './push.rules.js';
import { vapidHeader, vapidKey, type VapidKey } from './vapid.js';

/** A phone that is away for longer is told by the e-mail. */
const KEPT_S = 7 * 86_400;

/**
 * Wakes a browser by its maker's push service (RFC 8030). What is sent has no content: the service learns that something
 * happened, and the browser shows words that it has already. Without a key, nothing is sent.
 */
@Injectable()
export class Pusher {
  readonly #key: VapidKey | undefined;

  constructor(private readonly config: Config) {
    this.#key = config.push && vapidKey(config.push.key);
  }

  /** What browsers bind their subscription to; undefined where nothing is sent. */
  get publicKey(): string | undefined {
    return this.#key?.publicKey;
  }

  /** @returns undefined for what is no address at a push service that is sent to */
  endpointOf(text: string): URL | undefined {
    return this.config.push && pushEndpoint(text, this.config.push.services);
  }

  async send(endpoint: string, now: Date, timeoutMs: number): Promise<Posted> {
    const url = this.endpointOf(endpoint);
    if (!url || !this.#key) return { failure: 'RECEIVER_GONE', status: null };
    const headers = {
      authorization: vapidHeader(this.#key, url, this.config.push?.contact, now),
      ttl: String(KEPT_S),
      // RFC 8030, 5.3 and 5.4: somebody may be waiting at a desk; of what waits for the device, one is enough.
      urgency: 'high',
      topic: 'record',
      'user-agent': 'Custodia-Push/1',
    };
    const posted = await guardedPost(url, headers, '', { inside: this.config.webhookNetworks, timeoutMs });
    // RFC 8030, 7.3: a subscription that has expired is not found.
    return posted.status === 404 ? { ...posted, failure: 'RECEIVER_GONE' } : posted;
  }
}
