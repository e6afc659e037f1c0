import { PERMISSIONS } from '@custodia/access';
import type { Type } from '@nestjs/common';
import { PATH_METADATA } from '@nestjs/common/constants.js';
import { MetadataScanner } from '@nestjs/core';
import { describe, expect, it } from 'vitest';
import { ApiModule } from '../../app.module.js';
import { controllersOf, resolversOf } from '../graphql/resolvers-of.js';
import { ALLOWANCE } from './allow.decorator.js';
import { BEFORE_SECOND_FACTOR } from './before-second-factor.decorator.js';
import { FRESH } from './fresh.decorator.js';

// Metadata keys of @nestjs/graphql, which does not export them.
const OPERATION = 'graphql:resolver_type';

interface Operation {
  name: string;
  allowance: unknown;
  fresh: boolean;
  beforeSecondFactor: boolean;
}

function operationsOf(classes: Type[], mark: string, isOperation: (mark: unknown) => boolean): Operation[] {
  const scanner = new MetadataScanner();
  return classes.flatMap((type) => {
    const prototype = type.prototype as Record<string, object>;
    return scanner
      .getAllMethodNames(prototype)
      .filter((method) => isOperation(Reflect.getMetadata(mark, prototype[method]!)))
      .map((method) => ({
        name: `${type.name}.${method}`,
        allowance: Reflect.getMetadata(ALLOWANCE, prototype[method]!) as unknown,
        fresh: Reflect.hasMetadata(FRESH, prototype[method]!),
        beforeSecondFactor: Reflect.hasMetadata(BEFORE_SECOND_FACTOR, prototype[method]!),
      }));
  });
}

const isRootField = (kind: unknown) => ['Query', 'Mutation', 'Subscription'].includes(String(kind));

describe('every operation of the API', () => {
  const operations = [
    ...operationsOf(resolversOf(ApiModule), OPERATION, isRootField),
    ...operationsOf(controllersOf(ApiModule), PATH_METADATA, (path) => path !== undefined),
  ];

  it('is found by this spec', () => {
    const names = operations.map(({ name }) => name);
    expect(names).toContain('SignInResolver.signIn');
    expect(names).toContain('HealthController.ready');
    expect(names).toContain('StreamController.stream');
  });

  it('says whom it is open to', () => {
    expect(operations.filter(({ allowance }) => allowance === undefined).map(({ name }) => name)).toEqual([]);
  });

  it('names a permission that exists', () => {
    const known = new Set<unknown>([...PERMISSIONS, 'public', 'signed-in']);
    expect(operations.filter(({ allowance }) => !known.has(allowance))).toEqual([]);
  });

  it('asks for a factor of the last minutes where a screen that was left open would do most harm', () => {
    expect(
      operations
        .filter(({ fresh }) => fresh)
        .map(({ name }) => name)
        .sort(),
    ).toEqual([
      'AuditController.csv',
      'AuditController.json',
      'EmergencyResolver.recordEmergency',
      'MachinesResolver.addMachineKey',
      'MachinesResolver.changeMachine',
      'MachinesResolver.createMachine',
      'NoticesResolver.addWebhook',
      'NoticesResolver.removeWebhook',
      'NoticesResolver.renewWebhookSecret',
      'OwnAccountResolver.setFirstPassword',
      'PartyOrdersResolver.suspendParty',
      'PartyProposalsResolver.approvePartyProposal',
      'PartyProposalsResolver.endPartyProposal',
      'PartyProposalsResolver.proposeAdmission',
      'PartyProposalsResolver.proposeLedgerId',
      'PartyProposalsResolver.proposeReinstatement',
      'PasskeysResolver.addPasskey',
      'PasskeysResolver.beginPasskey',
      'PasskeysResolver.removePasskey',
      'PatientRecordsResolver.consentToExport',
      'PatientRecordsResolver.eraseRecord',
      'PeopleResolver.changeDuties',
      'PeopleResolver.invitePerson',
      'PeopleResolver.removeMember',
      'RecallsResolver.approveRecall',
      'RecallsResolver.proposeRecall',
      'RecallsResolver.retractRecall',
      'SecondFactorResolver.beginTotp',
      'SecondFactorResolver.confirmTotp',
      'SecondFactorResolver.removeTotp',
      'SecondFactorResolver.renewRecoveryCodes',
    ]);
  });

  it('is closed to who has yet to show a second factor, but for setting one up, showing it, and leaving', () => {
    const open = operations.filter(({ beforeSecondFactor }) => beforeSecondFactor);
    expect(open.map(({ name }) => name).sort()).toEqual([
      'PasskeysResolver.addPasskey',
      'PasskeysResolver.beginPasskey',
      'PasskeysResolver.passkeyStepUpOptions',
      'SecondFactorResolver.beginTotp',
      'SecondFactorResolver.confirmTotp',
      'SecondFactorResolver.myFactors',
      'SecondFactorResolver.stepUp',
      'SignInResolver.lockTerminal',
    ]);
    expect(open.map(({ allowance }) => allowance)).toEqual(open.map(() => 'signed-in'));
  });

  it('is open to the public only where it was decided', () => {
    const open = operations.filter(({ allowance }) => allowance === 'public').map(({ name }) => name);
    expect(open.sort()).toEqual([
      'EmergencyResolver.emergencyCounts',
      'HealthController.live',
      'HealthController.ready',
      'MachineTokenController.token',
      'PasskeysResolver.passkeySignInOptions',
      'PasskeysResolver.signInWithPasskey',
      'PatientAccountResolver.confirmPatientSignIn',
      'PatientAccountResolver.patient',
      'PatientAccountResolver.signInPatient',
      'PatientAccountResolver.signUp',
      'PeopleResolver.acceptInvitation',
      'PeopleResolver.heldInvitation',
      'PeopleResolver.invitationPasskeyOptions',
      'RecordNewsController.hear',
      'SignInResolver.confirmSignIn',
      'SignInResolver.demoAccounts',
      'SignInResolver.me',
      'SignInResolver.signIn',
      'SignInResolver.signOut',
      'SignInResolver.switchOperator',
      'SignInResolver.terminalOperators',
    ]);
  });
});
