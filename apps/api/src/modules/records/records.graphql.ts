import { Field, Float, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import { DateTime, wordEnum } from '../../platform/graphql/index.js';
import { OperationType, type Operation } from '../../platform/work/index.js';
import { SiteType, type SiteView } from '../parties/index.js';
import { REQUEST_STATUSES, type RequestStatus } from './request.rules.js';

export const AccessRequestStatusEnum = wordEnum(
  'AccessRequestStatus',
  REQUEST_STATUSES,
  'What became of a request.',
  {
    OPEN: 'It waits for the patient.',
    ALLOWED: 'The patient allowed it. Whether the access still stands says the consent.',
    DENIED: 'The patient said no.',
    WITHDRAWN: 'The site took it back.',
  },
);

/** In what form a patient takes the record along. */
export const EXPORT_FORMS = ['SAFE_FILE', 'SUMMARY', 'PAPER'] as const;
export type ExportForm = (typeof EXPORT_FORMS)[number];

export const ExportFormEnum = wordEnum(
  'RecordExportForm',
  EXPORT_FORMS,
  'In what form a patient takes the record along.',
  {
    SAFE_FILE: 'All of it with what each author signed, in a file that a passphrase opens.',
    SUMMARY: 'What holds now, in clear, as an International Patient Summary.',
    PAPER: 'What holds now, printed.',
  },
);

@ObjectType('EpochWrap', { description: 'The key of an epoch, sealed to the patient.' })
export class EpochWrapType {
  @Field(() => String, { description: 'The part of the record, such as cardiology.' })
  category!: string;

  @Field(() => Int, {
    description: 'Counts the keys of this part, from 1: a new one begins after an access has ended.',
  })
  epoch!: number;

  @Field(() => String, { description: 'JSON, as the patient’s device wrote it.' })
  wrap!: string;

  @Field(() => DateTime, {
    description: 'An access that ended later could still have this key: then a new epoch is due.',
  })
  keptAt!: Date;
}

@ObjectType('PatientRecord', {
  description: 'What the patient’s devices keep here. Nobody here can open it.',
})
export class PatientRecordType {
  @Field(() => String, { description: '0x-hex, 32 bytes.' })
  pseudonym!: string;

  @Field(() => String, { description: 'Canonical JSON.' })
  keybag!: string;

  @Field(() => Int, { description: 'Grows with every change of what opens the record.' })
  keybagVersion!: number;

  @Field(() => [EpochWrapType], { description: 'The keys of all parts, oldest first within each.' })
  epochs!: EpochWrapType[];

  @Field(() => String, {
    nullable: true,
    description:
      'JSON, sealed on the device to the record itself: of a child’s record, until when it is kept for the child.',
  })
  childhood!: string | null;
}

@ObjectType('RecordCode', {
  description: 'A code that a patient shows at a desk: once, and for five minutes.',
})
export class RecordCodeType {
  @Field(() => String, {
    description: 'Eight letters and digits, without those that are mistaken for others.',
  })
  code!: string;

  @Field(() => DateTime, { description: 'Five minutes after it was made; a newer code ends it, too.' })
  expiresAt!: Date;
}

@ObjectType('RecordConsent', { description: 'What a patient’s device made for somebody who asked.' })
export class RecordConsentType {
  @Field(() => String, { description: 'Canonical JSON, signed by the patient.' })
  opening!: string;

  @Field(() => [String], {
    description: 'Keys of epochs, sealed to the reader’s device. Alone they open nothing.',
  })
  wraps!: string[];

  @Field(() => DateTime, { description: 'When the consent ends by itself.' })
  notAfter!: Date;

  @Field(() => DateTime, {
    nullable: true,
    description: 'When the patient took it back here; null while it stands.',
  })
  revokedAt!: Date | null;

  @Field(() => OperationType, { nullable: true, description: 'The grant on its way to the ledger.' })
  granting!: Operation | null;

  @Field(() => OperationType, { nullable: true, description: 'The revocation on its way to the ledger.' })
  revoking!: Operation | null;
}

@ObjectType('AccessRequest', { description: 'Somebody asks to read a part of a record.' })
export class AccessRequestType {
  @Field(() => ID, { description: 'Names the request in every answer to it.' })
  id!: string;

  @Field(() => SiteType, { nullable: true, description: 'Where the person works; null for a carer.' })
  site!: SiteView | null;

  @Field(() => String, { description: 'Who asks, as the site names its people, and carers themselves.' })
  person!: string;

  @Field(() => String, { description: 'Public key of the asking person’s device, base64url.' })
  kemKey!: string;

  @Field(() => String, {
    description: 'Public key by which the same device signs what it asks of release nodes, base64url.',
  })
  signKey!: string;

  @Field(() => String, { description: 'A code of v3-ActReason: TREAT or, of a carer, SUPNWK.' })
  purpose!: string;

  @Field(() => [String], { description: 'The parts of the record that are asked for, such as medications.' })
  categories!: string[];

  @Field(() => DateTime, { description: 'How long reading is asked for; a year at most.' })
  until!: Date;

  @Field(() => String, {
    description: 'What it is about, as the person wrote it to the patient; empty where nothing was written.',
  })
  words!: string;

  @Field(() => AccessRequestStatusEnum, { description: 'What became of it.' })
  status!: RequestStatus;

  @Field(() => DateTime, { description: 'When it was asked.' })
  createdAt!: Date;

  @Field(() => RecordConsentType, {
    nullable: true,
    description: 'The patient’s consent, once there is one.',
  })
  consent!: RecordConsentType | null;

  @Field(() => String, {
    nullable: true,
    description: 'The carer who answered in the patient’s stead; null where the patient did.',
  })
  answeredBy!: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Of a carer’s request: the patient’s word that the carer answers requests, canonical JSON; null where there is none.',
  })
  mandate!: string | null;
}

@ObjectType('RecordPairing', { description: 'A patient as a site knows one: by its own number.' })
export class RecordPairingType {
  @Field(() => ID, { description: 'Names the pair of site and patient in requests.' })
  id!: string;

  @Field(() => String, { description: '0x-hex, 32 bytes.' })
  pseudonym!: string;

  @Field(() => String, { description: 'The site’s own number for the patient.' })
  ownNumber!: string;

  @Field(() => DateTime, { description: 'When the patient showed a code at the site.' })
  createdAt!: Date;
}

@InputType()
export class KeepKeybagInput {
  @Field(() => String, { description: '0x-hex, 32 bytes.' })
  pseudonym!: string;

  @Field(() => String, {
    description:
      'Canonical JSON with what opens the record, sealed on the device; 32,768 characters at most.',
  })
  keybag!: string;

  @Field(() => Int, {
    description: 'Grows with every change; one that is not above what is kept is refused as KEYBAG_OLDER.',
  })
  version!: number;
}

@InputType()
export class EpochWrapInput {
  @Field(() => String, { description: 'The part of the record, such as cardiology.' })
  category!: string;

  @Field(() => Int, {
    description: 'Counts the keys of this part, from 1. One that is kept already stays as it is.',
  })
  epoch!: number;

  @Field(() => String, {
    description: 'The key as JSON, sealed on the device to the patient; 2,000 characters at most.',
  })
  wrap!: string;
}

@InputType()
export class PairRecordInput {
  @Field(() => String, { description: 'As the patient’s screen shows it.' })
  code!: string;

  @Field(() => String, { description: 'The site’s own number for the patient; no name.' })
  ownNumber!: string;
}

@InputType()
export class AskAccessInput {
  @Field(() => ID, { description: 'A patient of your own site.' })
  pairingId!: string;

  @Field(() => String, {
    description:
      'X25519 public key of the device that will read, 32 bytes as base64url. A key serves one person at one site.',
  })
  kemKey!: string;

  @Field(() => String, { description: 'Ed25519 public key of the same device, 32 bytes as base64url.' })
  signKey!: string;

  @Field(() => String, { description: 'A code of HL7’s v3-ActReason: TREAT, and no other.' })
  purpose!: string;

  @Field(() => [String], {
    description:
      'One or more of medications, allergies, cardiology, laboratory, mental-health, sexual-health, substance-use and emergency-summary.',
  })
  categories!: string[];

  @Field(() => DateTime, { description: 'In the future, and within 366 days.' })
  until!: Date;

  @Field(() => String, { description: 'What it is about, in words to the patient; 500 characters at most.' })
  words!: string;
}

@InputType({ description: 'A consent’s message, signed by its controller: for the ledger.' })
export class SignedConsentInput {
  @Field(() => String, { description: 'Salted hash of the consent’s terms, 0x-hex, 32 bytes.' })
  commitment!: string;

  @Field(() => String, { description: 'Fresh address of this one consent, 0x-hex, 20 bytes.' })
  controller!: string;

  @Field(() => Float, { description: 'Unix time in seconds.' })
  deadline!: number;

  @Field(() => String, { description: 'First half of the EIP-712 signature (ERC-2098), 0x-hex, 32 bytes.' })
  r!: string;

  @Field(() => String, { description: 'Second half of the EIP-712 signature (ERC-2098), 0x-hex, 32 bytes.' })
  vs!: string;
}

@InputType()
export class AllowAccessInput {
  @Field(() => ID, {
    description:
      'An open request about the own record, or of somebody who lets the actor answer; REQUEST_ANSWERED where it no longer is.',
  })
  requestId!: string;

  @Field(() => String, {
    description:
      'What the commitment was made of, canonical JSON, signed by the patient or by a carer with a mandate; 4,000 characters at most.',
  })
  opening!: string;

  @Field(() => [String], { description: 'Keys of epochs, sealed to the reader’s device; 200 at most.' })
  wraps!: string[];

  @Field(() => DateTime, { description: 'When the consent ends by itself.' })
  notAfter!: Date;

  @Field(() => SignedConsentInput, {
    description: 'The grant for the ledger; CONSENT_INVALID where its signature is not its controller’s.',
  })
  grant!: SignedConsentInput;

  @Field(() => Int, { description: 'Last day, UTC, in days since 1970.' })
  lastDay!: number;
}

@InputType({ description: 'Keys of later epochs, for a reader whose access goes on.' })
export class HandOnKeysInput {
  @Field(() => ID, { description: 'A request that was allowed, and is not stopped.' })
  requestId!: string;

  @Field(() => [String], { description: 'Keys of epochs, sealed to the reader’s device.' })
  wraps!: string[];
}

@InputType()
export class RevokeAccessInput {
  @Field(() => ID, { description: 'A request that was allowed.' })
  requestId!: string;

  @Field(() => SignedConsentInput, {
    description:
      'The revocation for the ledger; CONSENT_INVALID where its signature is not its controller’s.',
  })
  revocation!: SignedConsentInput;
}
