// What a patient's and a reader's device do with a record, and how long each takes; run by parts/records.ts in the browser
// and in Node alike.
import { Aes256Gcm, CipherSuite, DhkemX25519HkdfSha256, HkdfSha256 } from '@hpke/core';
import { signGrant, signRevocation } from '@custodia/ledger/consents';
import * as vault from '@custodia/vault';
import * as nodes from '@custodia/vault/nodes';
import { argon2id } from 'hash-wasm';

const HOUR = 3600;
const seconds = () => Math.floor(Date.now() / 1000);
const random = (length) => crypto.getRandomValues(new Uint8Array(length));

/** The one patient and the one reader of this device. */
let patient;
let reader;

async function timed(work) {
  const started = performance.now();
  const value = await work();
  return [performance.now() - started, value];
}

/** A new record: keys, a passphrase and a code that are both tried, and a directory at the nodes. */
async function signUp(doors) {
  const unlockers = [
    { kind: 'passphrase', passphrase: vault.newPassphrase() },
    { kind: 'recovery-code', code: vault.newRecoveryCode() },
  ];
  const [took] = await timed(async () => {
    const { gate, realm } = await nodes.gateOf(doors);
    const keybag = await vault.createKeybag(unlockers);
    for (const unlocker of unlockers) await vault.openKeybag(keybag.bytes, unlocker);
    const keys = await vault.patientKeysOf(keybag.rootSecret);
    const epochs = await Promise.all(vault.CATEGORIES.map((category) => vault.newEpoch(category, 1)));
    await Promise.all(epochs.map((epoch) => vault.keepEpoch(epoch, realm, keys)));
    const published = await vault.signDirectory(keys, realm, { version: 1, gate, epochs });
    await nodes.publishDirectory(doors, keys.pseudonym, published);
    const directory = await nodes.fetchDirectory(doors, realm, keys.pseudonym);
    patient = { keys, realm, gate, epochs, directory };
  });
  // The passphrase is hashed twice: to seal the root secret, and to try whether it opens it.
  const [limit] = await timed(async () => {
    for (let n = 0; n < 2; n++)
      await argon2id({
        password: 'a passphrase of the bench',
        salt: random(16),
        parallelism: 1,
        iterations: 3,
        memorySize: 64 * 1024,
        hashLength: 32,
      });
  });
  return { took, limit };
}

/** Seals entries one after the other, as a counter does, and hands them in. */
async function seal(doors, count) {
  const author = await vault.newSigningKey();
  const envelopes = [];
  const [took] = await timed(async () => {
    for (let n = 0; n < count; n++) {
      const sealed = await vault.sealEntry(patient.directory, 'medications', dispense(n), author);
      envelopes.push(sealed.envelope);
    }
  });
  const { keys } = patient;
  const outcomes = await nodes.putEntries(doors, keys.pseudonym, envelopes, { sign: keys.sign });
  if (outcomes.some(({ outcome }) => outcome !== 'TAKEN')) throw new Error('The nodes refuse an entry.');
  const [limit] = await timed(() => rawSeals(Math.min(count, 50)));
  return { took: took / count, limit: limit / Math.min(count, 50) };
}

function dispense(n) {
  const display = 'Amoxicillin 500 mg capsules';
  return {
    kind: 'fhir/R4/MedicationDispense',
    author: { name: 'Harbor Pharmacy', party: 30 },
    createdAt: seconds(),
    body: {
      resourceType: 'MedicationDispense',
      identifier: [{ system: 'urn:custodia:dispense-line', value: String(n) }],
      status: 'completed',
      medicationCodeableConcept: {
        coding: [{ system: 'https://www.gs1.org/gtin', code: '03614145678941', display }],
        text: display,
      },
      quantity: { value: 30, unit: 'capsules' },
      whenHandedOver: '2026-11-23T10:00:00Z',
      performer: [{ actor: { display: 'Harbor Pharmacy' } }],
    },
  };
}

/** A new reader is granted the medicines: the nodes have the opening, and what is returned goes to the ledger. */
async function grant(doors) {
  const [kem, sign] = [await vault.newKeyPair(), await vault.newSigningKey()];
  const holder = { kemKey: kem.publicKey, signKey: sign.publicKey };
  const { keys, realm, epochs } = patient;
  const terms = {
    grantee: holder,
    categories: ['medications'],
    purpose: 'TREAT',
    notAfter: seconds() + 24 * HOUR,
  };
  const [took, made] = await timed(async () => {
    const granted = await vault.makeGrant(keys, realm, terms, epochs);
    await nodes.putOpening(doors, keys.pseudonym, granted.openingBytes);
    return granted;
  });
  const { commitment, lastDay } = made.opening;
  const domain = { chainId: realm.chainId, consentRegistry: realm.registry };
  const signed = signGrant(made.controllerKey, domain, { commitment, lastDay, deadline: seconds() + HOUR });
  const keysOfEpochs = made.epochs.map((wrap) => vault.openGranted(wrap, made.opening, kem.privateKey));
  reader = { grant: made, holder, sign, epochs: await Promise.all(keysOfEpochs) };
  return { took, signed: { ...signed, deadline: String(signed.deadline) } };
}

/** Stops the access at all nodes. */
async function revoke(doors) {
  const { opening, controllerKey } = reader.grant;
  const domain = { chainId: patient.realm.chainId, consentRegistry: patient.realm.registry };
  const [took, stopped] = await timed(() => {
    const terms = { commitment: opening.commitment, deadline: seconds() + HOUR };
    return nodes.stopConsent(doors, signRevocation(controllerKey, domain, terms));
  });
  if (stopped !== doors.length) throw new Error('A node did not stop.');
  return { took };
}

/** Lists what was granted and has some of it opened: how long after the last node's answer the first and all are open. */
async function open(doors, count) {
  const who = { organisation: 'Heart Clinic', person: 'Dr Ada Byron' };
  const { holder, sign, epochs } = reader;
  const { opening } = reader.grant;
  const looking = { holder, sign, ...who };
  const started = performance.now();
  const list = await nodes.listGrantedEntries(doors, patient.gate, opening.consent, looking);
  const listed = performance.now() - started;
  const envelopes = list.entries.slice(0, count);
  let answered = 0;
  let first;
  const plainFetch = globalThis.fetch;
  globalThis.fetch = async (...request) => {
    const response = await plainFetch(...request);
    const json = response.json.bind(response);
    response.json = () => json().finally(() => (answered = performance.now()));
    return response;
  };
  const reading = { opening, gate: patient.gate, envelopes, epochs, purpose: 'TREAT', ...who };
  const asked = performance.now();
  const opened = await nodes
    .requestRelease(doors, { ...reading, grantee: { holder, sign } }, () => (first ??= performance.now()))
    .finally(() => (globalThis.fetch = plainFetch));
  const done = performance.now();
  const read = [...opened.entries.values()].filter(({ kind }) => kind === 'read');
  if (read.length !== count) throw new Error(`${read.length} of ${count} entries were read.`);
  const limit = await rawOpens(count);
  return { listed, released: answered - asked, first: first - answered, all: done - answered, limit };
}

/** Asks for the same entries again and again, and opens none: what the nodes release in a second. */
async function release(doors, count, times) {
  const who = { organisation: 'Heart Clinic', person: 'Dr Ada Byron' };
  const { opening } = reader.grant;
  const { holder, sign } = reader;
  const list = await nodes.listGrantedEntries(doors, patient.gate, opening.consent, { holder, sign, ...who });
  const entryIds = list.entries.slice(0, count).map(({ header }) => header.entryId);
  const ids = patient.gate.map(({ id }) => id);
  const { publicKey } = await vault.newKeyPair();
  const [took] = await timed(async () => {
    for (let n = 0; n < times; n++) {
      const asked = { consent: opening.consent, entryIds, purpose: 'TREAT', ...who, time: seconds() };
      const requests = await vault.makeRequests(ids, asked, holder, sign, { publicKey });
      const answers = await Promise.all(
        [...requests.values()].map((body, door) => fetch(`${doors[door].url}/v1/releases`, message(body))),
      );
      const texts = await Promise.all(answers.map((answer) => answer.text()));
      const refusal = answers.findIndex(({ ok }) => !ok);
      if (refusal >= 0) throw new Error(`A node does not release: ${texts[refusal]}`);
    }
  });
  return { took };
}

const message = (body) => ({ method: 'POST', body, headers: { 'content-type': 'application/json' } });

/** RFC 9180 alone, with its own key derivation: what an entry costs at least. */
const hpke = new CipherSuite({
  kem: new DhkemX25519HkdfSha256(),
  kdf: new HkdfSha256(),
  aead: new Aes256Gcm(),
});
const CONTENT_BYTES = 1024;

/** An entry's five messages, and its content. */
async function rawSeals(count) {
  const { publicKey } = await hpke.kem.generateKeyPair();
  for (let n = 0; n < count; n++) {
    await Promise.all(
      [1, 2, 3, 4, 5].map(() => hpke.seal({ recipientPublicKey: publicKey }, random(32).buffer)),
    );
    await encrypted(random(CONTENT_BYTES));
  }
}

/** As many messages under a pre-shared key, and contents, as there are entries, all at once. @returns milliseconds */
async function rawOpens(count) {
  const recipientKey = await hpke.kem.generateKeyPair();
  const psk = { key: random(32).buffer, id: random(16).buffer };
  const sealed = [];
  for (let n = 0; n < count; n++) {
    const message = await hpke.seal({ recipientPublicKey: recipientKey.publicKey, psk }, random(32).buffer);
    sealed.push({ ...message, content: await encrypted(random(CONTENT_BYTES)) });
  }
  const [took] = await timed(() =>
    Promise.all(
      sealed.map(async ({ enc, ct, content: { key, iv, body } }) => {
        await hpke.open({ recipientKey, enc, psk }, ct);
        const imported = await crypto.subtle.importKey('raw', key, 'AES-GCM', false, ['decrypt']);
        await crypto.subtle.decrypt({ name: 'AES-GCM', iv }, imported, body);
      }),
    ),
  );
  return took;
}

async function encrypted(plain) {
  const [key, iv] = [random(32), random(12)];
  const imported = await crypto.subtle.importKey('raw', key, 'AES-GCM', false, ['encrypt']);
  return { key, iv, body: await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, imported, plain) };
}

/** Also for the browser, whose page has no other way to reach a module. */
export const device = { signUp, seal, grant, revoke, open, release, rawOpens };
globalThis.device = device;
