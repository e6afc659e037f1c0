// What a patient's and a clinic's browser do with a record, from sign-up to reading; run by vault.browser.spec.ts.
import * as vault from '@custodia/vault';

const realm = { chainId: 31337, registry: `0x${'5e'.repeat(20)}` };
const now = 1_800_000_000;

async function run() {
  const code = vault.newRecoveryCode();
  const passphrase = vault.newPassphrase();
  const made = await vault.createKeybag([
    { kind: 'passphrase', passphrase },
    { kind: 'recovery-code', code },
  ]);
  const { rootSecret } = await vault.openKeybag(made.bytes, { kind: 'passphrase', passphrase });
  const patient = await vault.patientKeysOf(rootSecret);

  const nodes = await Promise.all(
    ['a', 'b', 'c'].map(async (id, place) => {
      const [kem, sign] = [await vault.newKeyPair(), await vault.newSigningKey()];
      return { id, place, kemPrivateKey: kem.privateKey, kemKey: kem.publicKey, signKey: sign.publicKey };
    }),
  );
  const gate = nodes.map(({ id, place, kemKey, signKey }) => ({
    id,
    kemKey,
    signKey,
    anchor: `0x${String(place).repeat(40)}`,
  }));
  const epochs = [await vault.newEpoch('medications', 1)];
  const published = await vault.signDirectory(patient, realm, { version: 1, gate, epochs });
  const directory = await vault.agreedDirectory([published, published], realm, patient.pseudonym);

  const draft = {
    kind: 'fhir/R4/MedicationDispense',
    author: { name: 'Apotheke am Markt', party: 30 },
    createdAt: now,
    body: { resourceType: 'MedicationDispense', text: 'Größe' },
  };
  const { envelope } = await vault.sealEntry(directory, 'medications', draft, await vault.newSigningKey());
  const stored = vault.readEnvelope(vault.envelopeBytes(envelope));
  const own = await vault.openOwnEntry(stored, epochs[0], patient);

  const [kem, sign, session] = [
    await vault.newKeyPair(),
    await vault.newSigningKey(),
    await vault.newKeyPair(),
  ];
  const grantee = { kemKey: kem.publicKey, signKey: sign.publicKey };
  const terms = { grantee, categories: ['medications'], purpose: 'TREAT', notAfter: now + 3600 };
  const grant = await vault.makeGrant(patient, realm, terms, epochs);
  const epoch = await vault.openGranted(grant.epochs[0], grant.opening, kem.privateKey);
  const asked = {
    consent: grant.opening.consent,
    entryIds: [stored.header.entryId],
    purpose: 'TREAT',
    organisation: 'Heart Clinic',
    person: 'Dr Ada Byron',
    time: now,
  };
  const requests = await vault.makeRequests(['a', 'b'], asked, grantee, sign, session);
  const shares = await Promise.all(
    nodes.slice(0, 2).map(async (node) => {
      const request = await vault.readRequest(requests.get(node.id));
      const released = await vault.releaseShares(node, [stored], request);
      const { shares } = await vault.openReleased(
        released,
        [stored],
        request.requestHash,
        session.privateKey,
      );
      return shares.get(stored.header.entryId);
    }),
  );
  const read = await vault.openReleasedEntry(stored, epoch, shares);
  const alone = await vault.listed(vault.openReleasedEntry(stored, epoch, shares.slice(1)));
  return { own: own.body, read: read.body, alone: alone.error?.code, code, pseudonym: patient.pseudonym };
}

globalThis.outcome = run().catch((error) => ({
  failed: `${error.code ?? ''} ${error.stack} ${error.cause}`,
}));
