import { Field, Float, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import { DateTime, wordEnum } from '../../platform/graphql/index.js';
import { OperationType, type Operation } from '../../platform/work/index.js';
import { SiteType, type SiteView } from '../parties/index.js';
import { REQUEST_STATUSES, type RequestStatus } from './request.rules.js';

export const AccessRequestStatusEnum = wordEnum(
  'AccessRequestStatus',
  REQUEST_STATUSES,
  'OPEN waits for the patient; ALLOWED says nothing of whether it still is: see the grant.',
);

@ObjectType('EpochWrap', { description: 'The key of an epoch, sealed to the patient.' })
export class EpochWrapType {
  @Field(() => String)
  category!: string;

  @Field(() => Int)
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

  @Field(() => Int)
  keybagVersion!: number;

  @Field(() => [EpochWrapType])
  epochs!: EpochWrapType[];
}

@ObjectType('RecordCode', {
  description: 'A code that a patient shows at a desk: once, and for five minutes.',
})
export class RecordCodeType {
  @Field(() => String)
  code!: string;

  @Field(() => DateTime)
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

  @Field(() => DateTime)
  notAfter!: Date;

  @Field(() => DateTime, { nullable: true })
  revokedAt!: Date | null;

  @Field(() => OperationType, { nullable: true, description: 'The grant on its way to the ledger.' })
  granting!: Operation | null;

  @Field(() => OperationType, { nullable: true, description: 'The revocation on its way to the ledger.' })
  revoking!: Operation | null;
}

@ObjectType('AccessRequest', { description: 'Somebody asks to read a part of a record.' })
export class AccessRequestType {
  @Field(() => ID)
  id!: string;

  @Field(() => SiteType)
  site!: SiteView;

  @Field(() => String, { description: 'Who asks, as the site names its people.' })
  person!: string;

  @Field(() => String, { description: 'Public key of the asking person’s device, base64url.' })
  kemKey!: string;

  @Field(() => String)
  signKey!: string;

  @Field(() => String, { description: 'A code of v3-ActReason.' })
  purpose!: string;

  @Field(() => [String])
  categories!: string[];

  @Field(() => DateTime)
  until!: Date;

  @Field(() => String)
  words!: string;

  @Field(() => AccessRequestStatusEnum)
  status!: RequestStatus;

  @Field(() => DateTime)
  createdAt!: Date;

  @Field(() => RecordConsentType, { nullable: true })
  consent!: RecordConsentType | null;
}

@ObjectType('RecordPairing', { description: 'A patient as a site knows one: by its own number.' })
export class RecordPairingType {
  @Field(() => ID)
  id!: string;

  @Field(() => String, { description: '0x-hex, 32 bytes.' })
  pseudonym!: string;

  @Field(() => String, { description: 'The site’s own number for the patient.' })
  ownNumber!: string;

  @Field(() => DateTime)
  createdAt!: Date;
}

@InputType()
export class KeepKeybagInput {
  @Field(() => String, { description: '0x-hex, 32 bytes.' })
  pseudonym!: string;

  @Field(() => String)
  keybag!: string;

  @Field(() => Int, { description: 'Grows with every change.' })
  version!: number;
}

@InputType()
export class EpochWrapInput {
  @Field(() => String)
  category!: string;

  @Field(() => Int)
  epoch!: number;

  @Field(() => String)
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
  @Field(() => ID)
  pairingId!: string;

  @Field(() => String, { description: 'Public keys of the device that will read, base64url.' })
  kemKey!: string;

  @Field(() => String)
  signKey!: string;

  @Field(() => String)
  purpose!: string;

  @Field(() => [String])
  categories!: string[];

  @Field(() => DateTime)
  until!: Date;

  @Field(() => String, { description: 'What it is about, in words to the patient.' })
  words!: string;
}

@InputType({ description: 'A consent’s message, signed by its controller: for the ledger.' })
export class SignedConsentInput {
  @Field(() => String)
  commitment!: string;

  @Field(() => String)
  controller!: string;

  @Field(() => Float, { description: 'Unix time in seconds.' })
  deadline!: number;

  @Field(() => String)
  r!: string;

  @Field(() => String)
  vs!: string;
}

@InputType()
export class AllowAccessInput {
  @Field(() => ID)
  requestId!: string;

  @Field(() => String)
  opening!: string;

  @Field(() => [String])
  wraps!: string[];

  @Field(() => DateTime)
  notAfter!: Date;

  @Field(() => SignedConsentInput)
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
  @Field(() => ID)
  requestId!: string;

  @Field(() => SignedConsentInput)
  revocation!: SignedConsentInput;
}
