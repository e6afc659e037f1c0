import { Injectable } from '@nestjs/common';
import {
  CATEGORIES,
  createKeybag,
  epochJson,
  epochWrap,
  keepEpoch,
  makeGrant,
  newEpoch,
  newKeyPair,
  newSigningKey,
  openGranted,
  patientKeysOf,
  readOpening,
  sealEntry,
  signDirectory,
  type EpochKey,
  type GateNodes,
  type Json,
  type KeyPair,
  type PatientKeys,
  type Realm,
  type SigningKey,
  type Writer,
} from '@custodia/vault';
import {
  fetchDirectory,
  gateOf,
  listGrantedEntries,
  NodesError,
  publishDirectory,
  putEntries,
  putOpening,
  requestRelease,
  stopConsent,
  type NodeDoor,
} from '@custodia/vault/nodes';
import { controllerKeyOf, signGrant, signRevocation } from '@custodia/ledger/consents';
import { DataSource } from 'typeorm';
import { Config } from '../config.js';
import { systemActor, type Actor } from '../platform/access/index.js';
import { newId } from '../platform/ids/index.js';
import { DEMO_PASSWORD, PatientAccountService } from '../modules/identity/index.js';
import { ActorReader, SiteReader } from '../modules/parties/index.js';
import {
  AccessRequestsService,
  PairingService,
  PatientRecordsService,
  WritersService,
} from '../modules/records/index.js';
import { Ledger } from './ledger.js';
import { ENTRIES, LOOKERS, PATIENT, type Looker } from './demo-patient.js';

const DAY_S = 86_400;
const RELAY_DAYS = 7;

/** A record that is open here, as it would be on the patient's own device. */
interface Open {
  readonly patient: Actor;
  readonly keys: PatientKeys;
  readonly realm: Realm;
  readonly gate: GateNodes;
  readonly epochs: readonly EpochKey[];
}

interface Granted extends Looker {
  readonly actor: Actor;
  readonly organisation: string;
  readonly kem: KeyPair;
  readonly sign: SigningKey;
  readonly requestId: string;
  readonly opening: Uint8Array<ArrayBuffer>;
  readonly wraps: readonly string[];
  readonly salt: `0x${string}`;
}

/** Fills the record of the demo's patient: what devices do in their browsers is done here, through the same doors. */
@Injectable()
export class DemoRecord {
  private readonly doors: readonly NodeDoor[];

  constructor(
    private readonly database: DataSource,
    private readonly accounts: PatientAccountService,
    private readonly records: PatientRecordsService,
    private readonly pairing: PairingService,
    private readonly requests: AccessRequestsService,
    private readonly writers: WritersService,
    private readonly actors: ActorReader,
    private readonly sites: SiteReader,
    private readonly ledger: Ledger,
    config: Config,
  ) {
    this.doors = config.nodeOrigins.map((url) => ({ url }));
  }

  async fill(): Promise<void> {
    const open = await this.signUp();
    await this.write(open);
    const granted: Granted[] = [];
    for (const looker of LOOKERS) granted.push(await this.grant(open, looker));
    await this.ledger.settled();
    for (const each of granted) await this.look(open, each);
    for (const each of granted.filter(({ stopped }) => stopped)) await this.stop(open, each);
    await this.ledger.settled();
  }

  /** An account, and the record with its two unlockers. */
  private async signUp(): Promise<Open> {
    const { email, passphrase, recoveryCode } = PATIENT;
    const asked = { email, password: DEMO_PASSWORD, locale: 'en', demo: true };
    const patient = await this.actors.patient(await this.accounts.add(systemActor('seed'), asked), newId());
    if (!patient) throw new Error('The demo has no patient');
    const { gate, realm } = await gateOf(this.doors);
    const keybag = await createKeybag([
      { kind: 'passphrase', passphrase },
      { kind: 'recovery-code', code: recoveryCode },
    ]);
    const keys = await patientKeysOf(keybag.rootSecret);
    const epochs = await Promise.all(CATEGORIES.map((category) => newEpoch(category, 1)));
    await this.records.keepKeybag(patient, {
      pseudonym: keys.pseudonym,
      keybag: new TextDecoder().decode(keybag.bytes),
      version: keybag.bag.version,
    });
    const wraps = await Promise.all(epochs.map((epoch) => keepEpoch(epoch, realm, keys)));
    await this.records.keepEpochs(
      patient,
      wraps.map((wrap) => ({
        category: wrap.category,
        epoch: wrap.epoch,
        wrap: JSON.stringify(epochJson(wrap)),
      })),
    );
    const directory = await signDirectory(keys, realm, { version: 1, gate, epochs });
    await publishDirectory(this.doors, keys.pseudonym, directory);
    return { patient, keys, realm, gate, epochs };
  }

  /** Each site writes on a device for which it vouches. */
  private async write({ keys, realm }: Open): Promise<void> {
    const directory = await fetchDirectory(this.doors, realm, keys.pseudonym);
    for (const email of new Set(ENTRIES.map(({ by }) => by))) {
      const { actor, name } = await this.atWork(email);
      const sign = await newSigningKey();
      const certificate = JSON.parse(
        await this.writers.certify(actor, base64Url(sign.publicKey)),
      ) as NonNullable<Writer['certificate']>;
      const sealed = await Promise.all(
        ENTRIES.filter(({ by }) => by === email).map(({ category, daysAgo, resource }) =>
          sealEntry(
            directory,
            category,
            {
              kind: `fhir/R4/${resource.resourceType}`,
              author: { name, party: actor.partyId },
              createdAt: now() - daysAgo * DAY_S,
              body: resource as unknown as Json,
            },
            sign,
          ),
        ),
      );
      const envelopes = sealed.map(({ envelope }) => envelope);
      const outcomes = await putEntries(this.doors, keys.pseudonym, envelopes, { sign, certificate });
      const refused = outcomes.find(({ outcome }) => outcome !== 'TAKEN');
      if (refused) throw new Error(`The release nodes took no entry of ${email}: ${refused.outcome}`);
    }
  }

  private async grant({ patient, keys, realm, epochs }: Open, looker: Looker): Promise<Granted> {
    const { actor, name } = await this.atWork(looker.email);
    const [kem, sign] = await Promise.all([newKeyPair(), newSigningKey()]);
    const { code } = await this.records.newCode(patient);
    const pairing = await this.pairing.pair(actor, { code, ownNumber: looker.ownNumber });
    const notAfter = now() + looker.days * DAY_S;
    const asked = {
      purpose: 'TREAT',
      categories: looker.categories,
      until: new Date(notAfter * 1000),
      words: looker.words,
    };
    const requestId = await this.requests.ask(actor, {
      ...asked,
      pairingId: pairing.id,
      kemKey: base64Url(kem.publicKey),
      signKey: base64Url(sign.publicKey),
    });
    const grantee = { kemKey: kem.publicKey, signKey: sign.publicKey };
    const terms = { grantee, categories: looker.categories, purpose: 'TREAT', notAfter } as const;
    const made = await makeGrant(keys, realm, terms, epochs);
    const { commitment, lastDay } = made.opening;
    const domain = { chainId: realm.chainId, consentRegistry: realm.registry };
    const signed = signGrant(made.controllerKey, domain, {
      commitment,
      lastDay,
      deadline: now() + RELAY_DAYS * DAY_S,
    });
    await putOpening(this.doors, keys.pseudonym, made.openingBytes);
    const wraps = made.epochs.map((wrap) => JSON.stringify(epochJson(wrap)));
    await this.requests.allow(patient, {
      requestId,
      opening: new TextDecoder().decode(made.openingBytes),
      wraps,
      notAfter: new Date(notAfter * 1000),
      grant: { ...signed, deadline: Number(signed.deadline) },
      lastDay,
    });
    const opening = new Uint8Array(made.openingBytes);
    return { ...looker, actor, organisation: name, kem, sign, requestId, opening, wraps, salt: made.salt };
  }

  /** Reads what was granted, on the keys of a device that is forgotten afterwards. */
  private async look({ keys, realm, gate }: Open, granted: Granted): Promise<void> {
    const { actor, organisation, kem, sign } = granted;
    const opening = await readOpening(granted.opening, realm, keys.pseudonym);
    const holder = { kemKey: kem.publicKey, signKey: sign.publicKey };
    const looking = { holder, sign, organisation, person: actor.userName };
    const { entries } = await listGrantedEntries(this.doors, gate, opening.consent, looking);
    const epochs = await Promise.all(
      granted.wraps.map((wrap) =>
        openGranted(epochWrap(JSON.parse(wrap) as Json, 'wrap'), opening, kem.privateKey),
      ),
    );
    await requestRelease(this.doors, {
      opening,
      gate,
      envelopes: entries,
      epochs,
      purpose: opening.purpose,
      organisation,
      person: actor.userName,
      grantee: { holder, sign },
    });
  }

  /** The patient ends it, and the next look is refused. */
  private async stop({ patient, keys, realm, gate }: Open, granted: Granted): Promise<void> {
    const { commitment, consent } = await readOpening(granted.opening, realm, keys.pseudonym);
    const revocation = signRevocation(
      await controllerKeyOf(keys.grantSeed, granted.salt),
      { chainId: realm.chainId, consentRegistry: realm.registry },
      { commitment, deadline: now() + 365 * DAY_S },
    );
    await stopConsent(this.doors, revocation);
    const sent = { ...revocation, deadline: Number(revocation.deadline) };
    await this.requests.revoke(patient, granted.requestId, sent);
    const { actor, organisation, kem, sign } = granted;
    const holder = { kemKey: kem.publicKey, signKey: sign.publicKey };
    const looking = { holder, sign, organisation, person: actor.userName };
    try {
      await listGrantedEntries(this.doors, gate, consent, looking);
    } catch (error) {
      if (error instanceof NodesError) return;
      throw error;
    }
    throw new Error('A look that was stopped was let through');
  }

  private async atWork(email: string): Promise<{ actor: Actor; name: string }> {
    const [row] = await this.database.query<{ user_id: string; site_id: string }[]>(
      `SELECT user_id, site_id FROM membership JOIN app_user u ON u.id = user_id WHERE u.email = $1 LIMIT 1`,
      [email],
    );
    const actor = row && (await this.actors.read(row.user_id, row.site_id, newId()));
    const site = row && (await this.sites.byId(row.site_id));
    if (!actor || !site) throw new Error(`${email} has no place at a site`);
    return { actor, name: site.name };
  }
}

function now(): number {
  return Math.floor(Date.now() / 1000);
}

function base64Url(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64url');
}
