import { Injectable } from '@nestjs/common';
import type { Actor } from '../../platform/access/index.js';
import { notFound } from '../../platform/errors/index.js';
import type { PaperLanguage } from '../../platform/http/index.js';
import { SiteReader, type SiteView } from '../parties/index.js';
import { epcisDocument, type Places } from './epcis-document.js';
import { tracePaper } from './trace-paper.js';
import { TraceReader, type Asked, type TraceView } from './trace.reader.js';

/** The way of a pack in forms to be kept and passed on: of what the actor may see of it. */
@Injectable()
export class TracePapers {
  constructor(
    private readonly reader: TraceReader,
    private readonly sites: SiteReader,
  ) {}

  async epcis(actor: Actor, asked: Asked): Promise<string> {
    const view = await this.view(actor, asked);
    return JSON.stringify(epcisDocument(view, await this.places(view), new Date()), null, 2);
  }

  async pdf(actor: Actor, asked: Asked, language: PaperLanguage): Promise<Buffer> {
    const view = await this.view(actor, asked);
    const own = await this.sites.byId(actor.siteId);
    return tracePaper(view, await this.places(view), {
      language,
      timeZone: own?.timeZone ?? 'UTC',
      madeAt: new Date(),
      madeFor: own?.name ?? '',
    });
  }

  private async view(actor: Actor, asked: Asked): Promise<TraceView> {
    const view = await this.reader.trace(actor, asked);
    if (!view) throw notFound('pack');
    return view;
  }

  private async places({ hops }: TraceView): Promise<Places> {
    const parties = new Set(hops.flatMap(({ party, other }) => [party, other]).filter((id) => id !== null));
    const sites = await Promise.all(
      [...parties].map(async (id): Promise<[number, SiteView][]> => {
        const site = await this.sites.byParty(id);
        return site ? [[id, site]] : [];
      }),
    );
    return new Map(sites.flat());
  }
}
