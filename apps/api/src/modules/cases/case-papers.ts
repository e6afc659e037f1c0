import { Injectable } from '@nestjs/common';
import PDFDocument from 'pdfkit';
import { DataSource } from 'typeorm';
import type { Actor } from '../../platform/access/index.js';
import { notFound } from '../../platform/errors/index.js';
import type { PaperLanguage } from '../../platform/http/index.js';
import { lettersFor } from '../../platform/paper/index.js';
import { AlertsReader } from '../alerts/index.js';
import { LotsQueries } from '../lots/index.js';
import { SiteReader, UserNames } from '../parties/index.js';
import { ThresholdsService } from '../thresholds/index.js';
import type { DraftFacts } from './case-drafts.js';
import { caseNumber } from './case-number.js';
import { CaseWords } from './case-words.js';
import { CasesReader, type CaseView } from './cases.reader.js';

const MM = 72 / 25.4;

const QUARANTINE: Readonly<
  Record<PaperLanguage, Readonly<Record<'title' | 'rule' | 'lot' | 'serial' | 'since' | 'authority', string>>>
> = {
  en: {
    title: 'QUARANTINE',
    rule: 'Do not dispense, do not send back',
    lot: 'Lot',
    serial: 'Serial',
    since: 'Since',
    authority: 'Authority',
  },
  fr: {
    title: 'QUARANTAINE',
    rule: 'Ne pas délivrer, ne pas renvoyer',
    lot: 'Lot',
    serial: 'N° de série',
    since: 'Depuis le',
    authority: 'Autorité',
  },
  de: {
    title: 'QUARANTÄNE',
    rule: 'Nicht abgeben, nicht zurücksenden',
    lot: 'Charge',
    serial: 'Seriennummer',
    since: 'Seit',
    authority: 'Behörde',
  },
};

/** What is printed of a case: labels and drafts. */
@Injectable()
export class CasePapers {
  constructor(
    private readonly database: DataSource,
    private readonly reader: CasesReader,
    private readonly caseWords: CaseWords,
    private readonly alerts: AlertsReader,
    private readonly lots: LotsQueries,
    private readonly sites: SiteReader,
    private readonly users: UserNames,
    private readonly thresholds: ThresholdsService,
  ) {}

  /** What the case knows that forms ask for. */
  async facts(actor: Actor, caseId: string): Promise<DraftFacts> {
    const file = await this.file(actor, caseId);
    const incident = await this.alerts.incident(actor, file.incidentId);
    const alerts = await this.alerts.alertsOf(actor, file.incidentId);
    const productId = alerts.find((alert) => alert.productId)?.productId;
    const product = productId ? await this.lots.productById(productId) : null;
    const entries = await this.reader.entries(actor, file);
    const sites = await Promise.all(file.siteIds.map((id) => this.sites.byId(id)));
    const own = await this.sites.byId(actor.siteId);
    const expiry = alerts.map(({ evidence }) => evidence['expiry']).find((one) => typeof one === 'string');
    return {
      number: caseNumber(file),
      openedAt: file.openedAt,
      title: incident?.title ?? '',
      sentences: [...new Set(alerts.map(({ sentence }) => sentence))].slice(0, 20),
      product: product && { name: product.name, gtin: product.gtin, strength: product.strength ?? null },
      maker: file.makerSiteId ? ((await this.sites.byId(file.makerSiteId))?.name ?? null) : null,
      lots: distinct(alerts.map(({ lotNumber }) => lotNumber)),
      serials: distinct(alerts.map(({ serial }) => serial)),
      expiry: typeof expiry === 'string' ? expiry : null,
      places: sites.flatMap((site) => (site ? [`${site.name}, ${site.region ?? site.country}`] : [])),
      actions: entries
        .filter(({ kind, side }) => side === 'REGULATOR' && kind !== 'TAKEN')
        .map(({ at, kind, text }) => `${at.toISOString().slice(0, 10)} ${kind.toLowerCase()}: ${text}`),
      hotline: await this.thresholds.hotline(actor),
      reporter: {
        organisation: own?.name ?? '',
        person: (actor.userId && (await this.users.nameOf(actor.userId))) || '',
      },
    };
  }

  /** A label for a pack that is set aside, 74 by 52 mm: big enough to be read across a shelf. */
  async quarantineLabel(actor: Actor, caseId: string, language: PaperLanguage): Promise<Buffer> {
    const printed = QUARANTINE[language];
    const { number, product, lots, serials, openedAt, hotline } = await this.facts(actor, caseId);
    const document = new PDFDocument({
      size: [74 * MM, 52 * MM],
      margin: 4 * MM,
      info: { Title: `${printed.title} ${number}` },
    });
    const pages: Buffer[] = [];
    document.on('data', (page: Buffer) => pages.push(page));
    const ended = new Promise<void>((resolve, reject) => document.on('end', resolve).on('error', reject));
    const width = 66 * MM;
    document
      .lineWidth(2)
      .rect(MM, MM, 72 * MM, 50 * MM)
      .stroke();
    document.font('Helvetica-Bold').fontSize(17).text(printed.title, { width, align: 'center' });
    document.fontSize(10).text(printed.rule, { width, align: 'center' }).moveDown(0.4);
    document.fontSize(16).text(number, { width, align: 'center' }).moveDown(0.3);
    for (const line of [
      product?.name,
      product && `GTIN ${product.gtin}`,
      lots.length > 0 && `${printed.lot} ${lots.slice(0, 3).join(', ')}`,
      serials.length === 1 && `${printed.serial} ${serials[0]}`,
      `${printed.since} ${openedAt.toISOString().slice(0, 10)}`,
      hotline && `${printed.authority} ${hotline}`,
    ])
      if (line) {
        const shown = lettersFor(document, line);
        document.fontSize(8).text(shown, { width, height: 10, ellipsis: true });
      }
    document.end();
    await ended;
    return Buffer.concat(pages);
  }

  /** A photo of a case that the actor may read. */
  async photo(actor: Actor, caseId: string, entryId: string): Promise<{ type: string; bytes: Buffer }> {
    const file = await this.file(actor, caseId);
    const entry = (await this.reader.entries(actor, file)).find(({ id }) => id === entryId);
    const [photo] = entry
      ? await this.database.query<{ type: string; bytes: Buffer }[]>(
          'SELECT type, bytes FROM case_photo WHERE entry_id = $1',
          [entry.id],
        )
      : [];
    if (!photo) throw notFound('photo');
    return { type: photo.type, bytes: await this.caseWords.openPhoto(entryId, photo.bytes) };
  }

  private async file(actor: Actor, caseId: string): Promise<CaseView> {
    const file = await this.reader.case(actor, caseId);
    if (!file) throw notFound('case');
    return file;
  }
}

function distinct(values: readonly (string | null)[]): string[] {
  return [...new Set(values.filter((value) => value !== null))];
}
