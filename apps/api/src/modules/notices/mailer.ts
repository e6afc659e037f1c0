import { Injectable } from '@nestjs/common';
import { createTransport, type Transporter } from 'nodemailer';
import { Config } from '../../config.js';
import type { Posted } from '../../platform/http/index.js';

const TIMEOUT_MS = 15_000;

export interface Mail {
  /** The same each time it is sent: a mail server that got it drops the second. */
  readonly id: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}

/** Sends mail by the server that the operator has named; without one, none is sent. */
@Injectable()
export class Mailer {
  readonly #transport: Transporter | undefined;
  readonly #from: string;
  readonly #domain: string;

  constructor({ mail }: Config) {
    this.#from = mail?.from ?? '';
    this.#domain = /@([^>\s]+)/.exec(this.#from)?.[1] ?? '';
    this.#transport =
      mail &&
      createTransport(mail.smtpUrl, {
        connectionTimeout: TIMEOUT_MS,
        greetingTimeout: TIMEOUT_MS,
        socketTimeout: TIMEOUT_MS,
        disableFileAccess: true,
        disableUrlAccess: true,
      } as object);
  }

  get isSet(): boolean {
    return this.#transport !== undefined;
  }

  async send({ id, to, subject, text }: Mail): Promise<Posted> {
    if (!this.#transport) return { failure: 'RECEIVER_GONE', status: null };
    try {
      await this.#transport.sendMail({
        from: this.#from,
        to: { name: '', address: to },
        subject,
        text,
        messageId: `<${id}@${this.#domain}>`,
        // RFC 3834: no holiday note shall answer it.
        headers: { 'Auto-Submitted': 'auto-generated' },
      });
      return { failure: null, status: 250 };
    } catch (error) {
      const { responseCode } = error as { responseCode?: number };
      // RFC 5321, 4.2.1: a code of 5xx is the mail server's last word on this receiver.
      if (responseCode !== undefined && responseCode >= 550 && responseCode < 560)
        return { failure: 'RECEIVER_GONE', status: responseCode };
      return { failure: responseCode === undefined ? 'NO_ANSWER' : 'REFUSED', status: responseCode ?? null };
    }
  }
}
