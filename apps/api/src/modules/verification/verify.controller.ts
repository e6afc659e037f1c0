import { GS, formatGs1Date, isGtin, parsePack } from '@custodia/gs1';
import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Allow, CurrentActor, type Actor } from '../../platform/access/index.js';
import { DomainError, notFound } from '../../platform/errors/index.js';
import { LotsQueries } from '../lots/index.js';
import { SiteReader } from '../parties/index.js';
import type { Verdict } from './verdict.js';
import { VerificationService } from './verification.service.js';

/**
 * GS1 Lightweight Messaging 1.1 for verification: machines ask about single packs. The verdict's own code travels in a header,
 * since the message has no field for it.
 */
@Controller()
export class VerifyController {
  /** By maker's site: a GLN never changes, and every check names one. */
  readonly #glns = new Map<string, string>();

  constructor(
    private readonly verification: VerificationService,
    private readonly sites: SiteReader,
    private readonly lots: LotsQueries,
  ) {}

  @Get('verify/gtin/:gtin/lot/:lot/ser/:serial')
  @Allow('unit.verify')
  async verify(
    @CurrentActor() actor: Actor,
    @Param() path: { gtin: string; lot: string; serial: string },
    @Query() query: { exp?: string; corrUUID?: string },
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const verdict = await this.ask(actor, path, query.exp);
    const responderGln = verdict.product && (await this.glnOf(verdict.product.makerSiteId));
    await reply
      .status(verdict.type === 'UnknownProduct' ? 404 : 200)
      .header('cache-control', 'private, no-cache')
      .header('x-custodia-verdict', verdict.code)
      .send({
        verificationTimestamp: new Date().toISOString(),
        ...(responderGln && { responderGLN: responderGln }),
        data: {
          verified: verdict.lmsReason === null,
          ...(verdict.lmsReason && { verificationFailureReason: verdict.lmsReason }),
          ...(verdict.lmsInfo && { additionalInfo: verdict.lmsInfo }),
        },
        ...(query.corrUUID && { corrUUID: query.corrUUID.slice(0, 36) }),
      });
  }

  /** Who answers for a GTIN; 404 where nobody here does. */
  @Get('checkConnectivity')
  @Allow('unit.verify')
  async connectivity(@Query('gtin') gtin: string | undefined, @Res() reply: FastifyReply): Promise<void> {
    const [product] = await this.lots.productsByGtin([gtin ?? '']);
    const responder = product && (await this.sites.byId(product.makerSiteId));
    if (!responder) throw notFound('product');
    await reply.header('cache-control', 'private, no-cache').send({ responderGLN: responder.gln });
  }

  private async glnOf(siteId: string): Promise<string | undefined> {
    const known = this.#glns.get(siteId) ?? (await this.sites.byId(siteId))?.gln;
    if (known) this.#glns.set(siteId, known);
    return known;
  }

  private async ask(
    actor: Actor,
    path: { gtin: string; lot: string; serial: string },
    exp: string | undefined,
  ): Promise<Verdict> {
    if (!isGtin(path.gtin))
      throw new DomainError('BAD_INPUT', 'gtin: give 14 digits with the right check digit.');
    const expiry = exp ?? NOT_SAID;
    const data = `01${path.gtin}17${expiry}10${path.lot}${GS}21${path.serial}`;
    const pack = parsePack(data);
    if (!pack.ok) throw new DomainError('BAD_INPUT', pack.error.message, { ai: pack.error.ai });
    const verdict = await this.verification.check(actor, pack, 'VERIFY', {
      withoutExpiry: exp === undefined,
    });
    this.verification.record(actor, { channel: 'API' }, verdict);
    return verdict;
  }
}

/** Asked without an expiry: a pack code has one, and any date does. */
const NOT_SAID = formatGs1Date({ iso: '2049-12-31', dayGiven: true });
