import { randomBytes } from 'node:crypto';
import { aConsent } from './consents.js';

/** What patients and their clinics ask of the API about a record. */

export const SIGN_UP = `mutation ($email: String!, $password: String!) {
  signUp(input: { email: $email, password: $password, locale: "de" }) { id email } }`;
export const SIGN_IN_PATIENT = `mutation ($email: String!, $password: String!) {
  signInPatient(input: { email: $email, password: $password }) { id } }`;
export const KEEP = `mutation ($pseudonym: String!, $keybag: String!, $version: Int!) {
  keepKeybag(input: { pseudonym: $pseudonym, keybag: $keybag, version: $version }) }`;
export const OWN = '{ myRecord { pseudonym keybag keybagVersion epochs { category epoch wrap } } }';
export const PAIR = `mutation ($code: String!, $ownNumber: String!) {
  pairRecord(input: { code: $code, ownNumber: $ownNumber }) { id pseudonym ownNumber } }`;
export const ASK = 'mutation ($input: AskAccessInput!) { askAccess(input: $input) }';
export const REQUESTS = `{ myAccessRequests { id status person categories words site { name }
  consent { opening revokedAt granting { kind status } revoking { kind status } } } }`;
export const OF_SITE =
  'query ($id: ID!) { accessRequests(pairingId: $id) { id status consent { opening wraps revokedAt } } }';
export const ALLOW = 'mutation ($input: AllowAccessInput!) { allowAccess(input: $input) }';
export const DENY = 'mutation ($id: ID!) { denyAccess(requestId: $id) }';
export const ERASE = 'mutation { eraseRecord }';
export const REVOKE = 'mutation ($input: RevokeAccessInput!) { revokeAccess(input: $input) }';

export const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();
export const asked = (pairingId: string, more: object = {}) => ({
  input: {
    pairingId,
    kemKey: randomBytes(32).toString('base64url'),
    signKey: randomBytes(32).toString('base64url'),
    purpose: 'TREAT',
    categories: ['cardiology', 'medications'],
    until: inDays(2),
    words: 'Before your appointment on Friday',
    ...more,
  },
});

export const allowed = (requestId: string, consent = aConsent()) => ({
  input: {
    requestId,
    opening: '{"v":1}',
    wraps: ['{"w":1}'],
    notAfter: inDays(2),
    grant: consent.grant,
    lastDay: consent.lastDay,
  },
});
