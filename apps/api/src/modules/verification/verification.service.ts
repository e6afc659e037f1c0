import type { Pack } from '@custodia/gs1';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Actor } from '../../platform/access/index.js';
import type { EventPayload } from '../../platform/events/index.js';
import { localDay } from '../lots/index.js';
import { MARKETS } from '../parties/index.js';
import { ThresholdsService } from '../thresholds/index.js';
import { GuessBrake } from './guess-brake.js';
import { ScanFactsReader } from './scan-facts.reader.js';
import type { ScanMode } from './scan-facts.js';
import { ScanRecorder } from './scan-recorder.js';
import { ScanRecord, type ScanChannel } from './scan-record.entity.js';
import { readScan } from './unread.rules.js';
import { decide } from './verdict.rules.js';
import type { Verdict } from './verdict.js';

/** A scan as a client sends it. */
export interface Scan {
  /** The text as decoded, the separator as \u001d, with the symbology identifier if the scanner sends it. */
  readonly data: string;
  readonly channel: ScanChannel;
  readonly layout?: string | null;
  readonly repaired?: boolean | null;
  readonly rawHash?: string | null;
  readonly eventTime?: Date | null;
  readonly mode?: ScanMode | null;
}

/** Answers what a pack is. It reads PostgreSQL only, so it answers while the ledger cannot be reached. */
@Injectable()
export class VerificationService {
  constructor(
    private readonly database: DataSource,
    private readonly facts: ScanFactsReader,
    private readonly recorder: ScanRecorder,
    private readonly brake: GuessBrake,
    private readonly thresholds: ThresholdsService,
  ) {}

  /** The verdict on a scan, which is written down. */
  async verify(actor: Actor, scan: Scan): Promise<Verdict> {
    const read = readScan(scan.data);
    const verdict =
      'verdict' in read
        ? read.verdict
        : await this.check(actor, read.pack, scan.mode ?? 'VERIFY', { readAt: scan.eventTime });
    this.record(actor, scan, verdict);
    return verdict;
  }

  /** The verdict on a pack; of one that was asked about without its expiry, nothing is said of that. */
  async check(
    actor: Actor,
    pack: Pack,
    mode: ScanMode,
    { withoutExpiry = false, readAt }: { withoutExpiry?: boolean; readAt?: Date | null | undefined } = {},
  ): Promise<Verdict> {
    await this.brake.turn(actor.siteId);
    const { facts, timeZone } = await this.facts.read(pack, actor);
    const { repeatTolerance, slipDays } = await this.thresholds.ownRepeats(actor);
    const hotline = await this.thresholds.hotline(actor);
    const { custodyRequired, undoDays } = MARKETS[actor.market];
    const now = new Date();
    const verdict = decide(
      { ...facts, withoutExpiry },
      {
        siteId: actor.siteId,
        roles: actor.roles,
        mode,
        today: localDay(now, timeZone),
        readOn: localDay(readAt && readAt < now ? readAt : now, timeZone),
        custodyRequired,
        undoDays,
        repeatTolerance,
        slipDays,
        hotline,
      },
    );
    if (verdict.type === 'UnknownSerial' && !verdict.nearMiss) this.brake.note(actor.siteId);
    return verdict;
  }

  /** Writes a scan down and, where it is their business, tells those who watch for fraud. */
  record(actor: Actor, scan: Omit<Scan, 'data'>, verdict: Verdict): void {
    const at = new Date();
    const { gtin, serial, lot, expiry } = verdict.scan ?? {
      gtin: null,
      serial: null,
      lot: null,
      expiry: null,
    };
    const eventTime = scan.eventTime ?? at;
    const mode = scan.mode ?? 'VERIFY';
    this.recorder.add({
      flag: flagOf(actor, scan.channel, mode, eventTime, verdict),
      record: {
        at,
        eventTime,
        siteId: actor.siteId,
        userId: actor.userId,
        verdict: verdict.type,
        light: verdict.light,
        mode,
        channel: scan.channel,
        layout: scan.layout ?? null,
        repaired: scan.repaired ?? false,
        rawHash: scan.rawHash ?? null,
        nearMiss: isNearMiss(verdict),
        scanFault: 'fault' in verdict ? verdict.fault : null,
        flagged: verdict.raisesAlert,
        gtin,
        serial,
        lot,
        expiry,
        runId: verdict.found?.runId ?? null,
        idx: verdict.found?.index ?? null,
      },
    });
  }

  /** The site's last scans, newest first. */
  async recent(actor: Actor, count: number): Promise<ScanRecord[]> {
    await this.recorder.flush();
    return this.database
      .getRepository(ScanRecord)
      .find({ where: { siteId: actor.siteId }, order: { id: 'DESC' }, take: count });
  }
}

function isNearMiss(verdict: Verdict): boolean {
  return 'nearMiss' in verdict && verdict.nearMiss;
}

function flagOf(
  actor: Actor,
  channel: ScanChannel,
  mode: ScanMode,
  at: Date,
  verdict: Verdict,
): EventPayload<'scan.flagged'> {
  const { scan, found } = verdict;
  return {
    at: at.toISOString(),
    siteId: actor.siteId,
    userId: actor.userId,
    verdict: verdict.type,
    code: verdict.code,
    channel,
    mode,
    raisesAlert: verdict.raisesAlert,
    nearMiss: isNearMiss(verdict),
    ...(scan?.gtin && { gtin: scan.gtin }),
    ...(scan?.serial && { serial: scan.serial }),
    ...(scan?.lot && { lot: scan.lot }),
    ...(scan?.expiry && { expiry: scan.expiry }),
    ...(found && { runId: found.runId, idx: found.index }),
    ...(verdict.type === 'RecordMismatch' && {
      // What the reader may not see stays out of an alert that the reader may see.
      mismatch: { field: verdict.field, read: verdict.read, expected: verdict.expected ?? 'not shown' },
    }),
  };
}
