import { Injectable } from '@nestjs/common';
import type { Actor } from '../../platform/access/index.js';
import { DomainError, notFound } from '../../platform/errors/index.js';
import { isId, newId } from '../../platform/ids/index.js';
import { UnitOfWork, type Tx } from '../../platform/work/index.js';
import { AlertsReader, AlertsService, type ClosingCode } from '../alerts/index.js';
import { CaseEntry, type EntryKind } from './case-entry.entity.js';
import { CaseFile } from './case-file.entity.js';
import {
  ANSWER_DAYS,
  CASE_TABLE,
  askRefusal,
  sideOf,
  takesPart,
  workingDaysFrom,
  type AskRefusal,
  type CaseAction,
  type CaseSide,
} from './case.rules.js';
import { CaseWords } from './case-words.js';
import { CasesReader } from './cases.reader.js';
import { notify } from './notices.js';
import { openFile, partiesOf } from './opening.js';
import { MOST_PHOTO_BYTES, cleanPhoto } from './photo.js';

const LONGEST_TEXT = 4_000;
const MOST_AT_ONCE = 100;

/** What somebody says in a case, and to whom. */
export interface Saying {
  readonly idempotencyKey: string;
  readonly caseId: string;
  readonly text: string;
}

/** Whom the regulator asks. */
interface Question {
  readonly to: Exclude<CaseSide, 'REGULATOR'>;
}

export interface AskedAbout extends Question {
  readonly idempotencyKey: string;
  readonly incidentIds: readonly string[];
  readonly text: string;
}

/** What became of asking about one of several incidents. */
export type AskedIncident = {
  readonly id: string;
  readonly refusal: AskRefusal | null;
  readonly caseId: string | null;
};

/** Cases: everything that is said and done in them is an entry, and those whom it concerns get a notice. */
@Injectable()
export class CasesService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly alerts: AlertsReader,
    private readonly alertsService: AlertsService,
    private readonly reader: CasesReader,
    private readonly words: CaseWords,
  ) {}

  /** Opens the case of an incident; of one that has a case already, gives that one. */
  async open(
    actor: Actor,
    input: { idempotencyKey: string; incidentId: string; text: string },
  ): Promise<string> {
    const { idempotencyKey, ...asked } = input;
    const incident = await this.alerts.incident(actor, asked.incidentId);
    if (!incident) throw notFound('incident');
    const known = await this.reader.ofIncident(actor, incident.id);
    if (known) return known.id;
    const text = textOf(asked.text);
    return this.work.once(actor, 'case.open', idempotencyKey, asked, async (tx) => {
      const file = await openFile(tx, incident.id);
      if (!file) return (await tx.manager.findOneByOrFail(CaseFile, { incidentId: incident.id })).id;
      const siteIds = await sitesOf(tx, file.id);
      const side = sideOf(actor, { makerSiteId: file.makerSiteId, siteIds }) ?? 'SITE';
      await this.write(tx, actor, file, 'OPENED', side, ['MAKER', 'SITE'], text);
      tx.audit({ type: 'case', id: file.id }, { incident: incident.id });
      return file.id;
    });
  }

  /** The regulator has looked at it. */
  see(actor: Actor, caseId: string): Promise<string> {
    return this.work.run(actor, 'case.see', async (tx) => {
      const { file } = await this.taken(tx, actor, caseId, 'SEE');
      tx.audit({ type: 'case', id: file.id });
      return file.id;
    });
  }

  /** The actor investigates it from now on. */
  take(actor: Actor, caseId: string): Promise<string> {
    return this.work.run(actor, 'case.take', async (tx) => {
      const { file } = await this.taken(tx, actor, caseId, 'TAKE', { assigneeId: actor.userId });
      await this.write(tx, actor, file, 'TAKEN', 'REGULATOR', [], '');
      tx.audit({ type: 'case', id: file.id });
      return file.id;
    });
  }

  /** Asks the maker or the places; the answer is due in two working days. */
  ask(actor: Actor, { idempotencyKey, ...input }: Saying & Question): Promise<string> {
    return this.work.once(actor, 'case.ask', idempotencyKey, input, async (tx) => {
      const { file } = await this.found(tx, actor, input.caseId);
      const parties = { makerSiteId: file.makerSiteId, siteIds: await sitesOf(tx, file.id) };
      if (!takesPart(input.to, parties))
        throw new DomainError('NOBODY_TO_ASK', 'Nobody takes part on that side. Ask the other one.');
      return this.askIn(tx, actor, file, input.to, textOf(input.text));
    });
  }

  /** Asks about several incidents with the same words, each in its case, which is opened where there is none. */
  askAbout(actor: Actor, { idempotencyKey, ...input }: AskedAbout): Promise<AskedIncident[]> {
    return this.work.once(actor, 'case.ask', idempotencyKey, input, async (tx) => {
      const text = textOf(input.text);
      const ids = [...new Set(input.incidentIds)];
      if (ids.length === 0 || ids.length > MOST_AT_ONCE)
        throw new DomainError('BAD_INPUT', `Choose 1 to ${MOST_AT_ONCE} incidents.`);
      const rows = new Map<string, AskedIncident>();
      // In the order of their ids, so that two of these never wait for each other.
      for (const id of ids.toSorted()) rows.set(id, await this.askAboutOne(tx, actor, id, input.to, text));
      const outcome = ids.map((id) => rows.get(id)!);
      const refused = outcome.flatMap(({ id, refusal }) => (refusal ? [{ id, code: refusal }] : []));
      if (refused.length === ids.length)
        throw new DomainError('INCIDENTS_UNCHANGED', 'Nobody can be asked about any of these incidents.', {
          incidents: refused,
        });
      return outcome;
    });
  }

  private async askAboutOne(
    tx: Tx,
    actor: Actor,
    id: string,
    to: Question['to'],
    text: string,
  ): Promise<AskedIncident> {
    const [incident] = isId(id)
      ? await tx.sql<{ closed: boolean }>(
          `SELECT status = 'CLOSED' AS closed FROM incident WHERE id = $1 FOR UPDATE`,
          [id],
        )
      : [];
    const known = incident && (await tx.manager.findOneBy(CaseFile, { incidentId: id }));
    const file = known && (await this.lock(tx, known.id));
    const parties = file
      ? { makerSiteId: file.makerSiteId, siteIds: await sitesOf(tx, file.id) }
      : await partiesOf(tx, incident ? id : null);
    const refusal = askRefusal(to, incident ? { closed: incident.closed, parties } : null);
    if (refusal) return { id, refusal, caseId: null };
    const asked = file ?? (await this.opened(tx, actor, id));
    return { id, refusal: null, caseId: await this.askIn(tx, actor, asked, to, text) };
  }

  /** A case that says nothing but what is asked in it. */
  private async opened(tx: Tx, actor: Actor, incidentId: string): Promise<CaseFile> {
    const file =
      (await openFile(tx, incidentId)) ?? (await tx.manager.findOneByOrFail(CaseFile, { incidentId }));
    await this.write(tx, actor, file, 'OPENED', 'REGULATOR', ['MAKER', 'SITE'], '');
    return file;
  }

  private async askIn(
    tx: Tx,
    actor: Actor,
    file: CaseFile,
    to: Question['to'],
    text: string,
  ): Promise<string> {
    await this.move(tx, file, 'ASK', {
      asked: to,
      askedAt: tx.now,
      leftSince: tx.now,
      reminders: 0,
      dueAt: workingDaysFrom(tx.now, ANSWER_DAYS),
    });
    await this.write(tx, actor, file, 'QUESTION', 'REGULATOR', [to], text);
    tx.audit({ type: 'case', id: file.id }, { to });
    return file.id;
  }

  /** Anybody who takes part says something; the answer that was waited for takes the case up again. */
  answer(actor: Actor, { idempotencyKey, ...input }: Saying & { toMaker: boolean }): Promise<string> {
    return this.work.once(actor, 'case.answer', idempotencyKey, input, async (tx) => {
      const { file, side } = await this.found(tx, actor, input.caseId);
      const awaited = file.asked === side;
      const change = awaited ? { asked: null, askedAt: null, leftSince: tx.now, reminders: 0 } : {};
      await this.move(tx, file, awaited ? 'ANSWER' : 'SEE', change);
      const to: CaseSide[] =
        side === 'REGULATOR' ? ['MAKER', 'SITE'] : input.toMaker ? ['MAKER', 'SITE'] : [];
      await this.write(tx, actor, file, 'ANSWER', side, to, textOf(input.text));
      tx.audit({ type: 'case', id: file.id });
      return file.id;
    });
  }

  escalate(actor: Actor, { idempotencyKey, ...input }: Saying): Promise<string> {
    return this.work.once(actor, 'case.escalate', idempotencyKey, input, async (tx) => {
      const { file } = await this.taken(tx, actor, input.caseId, 'ESCALATE');
      await this.write(tx, actor, file, 'ESCALATED', 'REGULATOR', [], textOf(input.text));
      tx.audit({ type: 'case', id: file.id });
      return file.id;
    });
  }

  /** From now on the maker knows which places it is about; it cannot be taken back. */
  nameSites(actor: Actor, { idempotencyKey, ...input }: Saying): Promise<string> {
    return this.work.once(actor, 'case.name-sites', idempotencyKey, input, async (tx) => {
      const { file } = await this.taken(tx, actor, input.caseId, 'SEE', { sitesNamed: true });
      await this.write(tx, actor, file, 'NAMED', 'REGULATOR', ['MAKER', 'SITE'], textOf(input.text));
      tx.audit({ type: 'case', id: file.id });
      return file.id;
    });
  }

  /** Closes case and incident with what was found, which measures the rules. */
  close(actor: Actor, { idempotencyKey, ...input }: Saying & { code: ClosingCode }): Promise<string> {
    return this.work.once(actor, 'case.close', idempotencyKey, input, async (tx) => {
      const { file } = await this.taken(tx, actor, input.caseId, 'CLOSE', {
        closedAt: tx.now,
        asked: null,
        askedAt: null,
      });
      await this.alertsService.closeIn(tx, actor, {
        incidentId: file.incidentId,
        code: input.code,
        note: input.text,
      });
      await this.write(tx, actor, file, 'CLOSED', 'REGULATOR', ['MAKER', 'SITE'], textOf(input.text));
      tx.audit({ type: 'case', id: file.id }, { code: input.code });
      return file.id;
    });
  }

  /** A photo of the pack; what is no picture is refused, and what its camera wrote into it is left out. */
  async addPhoto(actor: Actor, caseId: string, bytes: Buffer, text: string): Promise<string> {
    if (bytes.length > MOST_PHOTO_BYTES)
      throw new DomainError('FILE_TOO_LARGE', 'A photo may have 5 MB. Make it smaller and try again.', {
        mostBytes: MOST_PHOTO_BYTES,
      });
    const photo = cleanPhoto(bytes);
    if (!photo) throw new DomainError('NOT_A_PHOTO', 'This file is no photo. Send a JPEG or a PNG.');
    return this.work.run(actor, 'case.photo', async (tx) => {
      const { file, side } = await this.found(tx, actor, caseId);
      await this.move(tx, file, file.status === 'CLOSED' ? 'CLOSE' : 'SEE', {});
      const id = await this.write(
        tx,
        actor,
        file,
        'PHOTO',
        side,
        ['MAKER'],
        text.trim().slice(0, LONGEST_TEXT),
      );
      await tx.sql('INSERT INTO case_photo (entry_id, type, bytes) VALUES ($1, $2, $3)', [
        id,
        photo.type,
        await this.words.sealPhoto(id, photo.bytes),
      ]);
      tx.audit({ type: 'case', id: file.id }, { photo: id });
      return id;
    });
  }

  /** The site has read its notices. */
  async readNotices(actor: Actor): Promise<void> {
    await this.work.run(actor, 'notice.read', async (tx) => {
      await tx.sql(
        `UPDATE notice SET read_at = $2
         WHERE site_id = $1 AND read_at IS NULL AND (user_id IS NULL OR user_id = $3)`,
        [actor.siteId, tx.now, actor.userId],
      );
      tx.audit({ type: 'site', id: actor.siteId });
    });
  }

  private async taken(
    tx: Tx,
    actor: Actor,
    caseId: string,
    action: CaseAction,
    change: Partial<CaseFile> = {},
  ): Promise<{ file: CaseFile; side: CaseSide }> {
    const found = await this.found(tx, actor, caseId);
    await this.move(tx, found.file, action, change);
    return found;
  }

  private async found(tx: Tx, actor: Actor, caseId: string): Promise<{ file: CaseFile; side: CaseSide }> {
    const file = await this.lock(tx, caseId);
    const side = sideOf(actor, { makerSiteId: file.makerSiteId, siteIds: await sitesOf(tx, file.id) });
    if (!side) throw notFound('case');
    return { file, side };
  }

  private async move(tx: Tx, file: CaseFile, action: CaseAction, change: Partial<CaseFile>): Promise<void> {
    const status = CASE_TABLE[action][file.status];
    if (status === null)
      throw new DomainError('CASE_CLOSED', 'This case is closed. What happens now opens another.');
    await tx.manager.update(CaseFile, file.id, { ...change, status });
  }

  private async lock(tx: Tx, id: string): Promise<CaseFile> {
    const file =
      isId(id) &&
      (await tx.manager.findOne(CaseFile, { where: { id }, lock: { mode: 'pessimistic_write' } }));
    if (!file) throw notFound('case');
    return file;
  }

  private async write(
    tx: Tx,
    actor: Actor,
    file: CaseFile,
    kind: EntryKind,
    side: CaseSide,
    to: CaseSide[],
    text: string,
  ): Promise<string> {
    const id = newId();
    const { siteId, userId: authorId } = actor;
    await tx.manager.insert(CaseEntry, {
      id,
      caseId: file.id,
      at: tx.now,
      kind,
      side,
      siteId,
      authorId,
      to,
      text: await this.words.seal(id, text),
    });
    // Who leads it has done something: it is not left. While an answer is awaited, that is what is reminded of.
    if (side === 'REGULATOR' && file.asked === null)
      await tx.manager.update(CaseFile, file.id, { leftSince: tx.now, reminders: 0 });
    await notify(tx, file, kind, [...to, 'REGULATOR'], siteId);
    return id;
  }
}

async function sitesOf(tx: Tx, caseId: string): Promise<string[]> {
  const sites = await tx.sql<{ site_id: string }>('SELECT site_id FROM case_site WHERE case_id = $1', [
    caseId,
  ]);
  return sites.map(({ site_id }) => site_id);
}

function textOf(text: string): string {
  const trimmed = text.trim();
  if (!trimmed) throw new DomainError('BAD_INPUT', 'Write what you want to say.');
  if (trimmed.length > LONGEST_TEXT)
    throw new DomainError('BAD_INPUT', `A message may have ${LONGEST_TEXT} characters.`);
  return trimmed;
}
