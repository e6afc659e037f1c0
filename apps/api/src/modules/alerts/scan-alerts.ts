import type { SiteRole } from '@custodia/access';
import { Injectable } from '@nestjs/common';
import { OnEvent, type DomainEvent } from '../../platform/events/index.js';
import type { Tx } from '../../platform/work/index.js';
import { AlertWriter } from './alert-writer.js';
import type { ScanObserved } from './observation.js';
import { Observations } from './observations.js';
import { comparedWith } from './whereabouts.rules.js';

/** Scans that were not green, or that another pharmacy may contradict. */
@Injectable()
export class ScanAlerts {
  constructor(
    private readonly observations: Observations,
    private readonly writer: AlertWriter,
  ) {}

  @OnEvent('scan.flagged')
  async onScan({ payload }: DomainEvent<'scan.flagged'>, tx: Tx): Promise<void> {
    // What only looks like a pack code, or garbles one, is a matter for the scanner's owner.
    if (payload.nearMiss || !payload.gtin) return;
    const at = new Date(payload.at);
    const site = await this.observations.site(tx, payload.siteId);
    const pack = { gtin: payload.gtin, serial: payload.serial, lot: payload.lot, expiry: payload.expiry };
    const earlierHere = await this.observations.remember(tx, {
      what: payload.verdict,
      siteId: site.id,
      pack,
      channel: payload.channel,
      at,
      waits: payload.verdict === 'UnknownSerial',
      lotKnown: payload.code !== 'LOT_UNKNOWN',
    });
    await this.writer.raise(tx, {
      kind: 'scan',
      at,
      site,
      pack,
      verdict: payload.verdict,
      code: payload.code,
      channel: payload.channel,
      dispensing: payload.mode === 'DISPENSE',
      nearMiss: payload.nearMiss,
      alarming: payload.raisesAlert,
      mismatch: payload.mismatch,
      earlierHere,
      unknownSerialsHere: await this.observations.unknownSerials(tx, site.id, at),
      waited: false,
      lotKnown: payload.code !== 'LOT_UNKNOWN',
      ...(await this.whereabouts(tx, payload, at, site.roles)),
    });
  }

  /** Looked up only for what may be alarming: most flagged scans are not. */
  private async whereabouts(
    tx: Tx,
    { runId, idx, siteId, verdict, raisesAlert }: DomainEvent<'scan.flagged'>['payload'],
    at: Date,
    roles: readonly SiteRole[],
  ): Promise<Pick<ScanObserved, 'holder' | 'elsewhere'>> {
    const nowhere = { holder: null, elsewhere: null };
    if (runId === undefined || idx === undefined) return nowhere;
    const others = comparedWith({ verdict, alarming: raisesAlert }, roles);
    if (others.length === 0) return nowhere;
    const unit = { runId, idx };
    return {
      holder:
        raisesAlert && verdict === 'NotInCustody' ? await this.observations.holder(tx, unit, siteId) : null,
      elsewhere: await this.observations.elsewhere(tx, unit, siteId, at, others),
    };
  }
}
