import type { Kind } from './world.js';

/** A value that names nothing that exists: it is about to be made. */
type New = 'new';

const BY_LAST_WORD: Record<string, Kind | New> = {
  caseId: 'case',
  gln: 'new',
  gtin: 'gtin',
  incidentId: 'incident',
  incidentIds: 'incident',
  itemId: 'item',
  itemIds: 'item',
  lineId: 'line',
  lineIds: 'line',
  lotId: 'lot',
  owedId: 'owed',
  // Between a patient and a site; modules/records/records.spec.ts asks for another's.
  pairingId: 'new',
  proposalId: 'partyProposal',
  requestId: 'new',
  // Sealed files of records; modules/records/record-files.spec.ts asks for others'.
  fileId: 'new',
  // modules/records/patient-says-no.spec.ts asks for another's.
  refusalId: 'new',
  reportId: 'new',
  aboutSiteId: 'new',
  prescriptionId: 'prescription',
  productGtin: 'product',
  productId: 'product',
  recallId: 'recall',
  runId: 'run',
  shipmentId: 'shipment',
  siteId: 'site',
  sscc: 'container',
  children: 'container',
  toSiteId: 'site',
  userId: 'user',
  webhookId: 'webhook',
  deliveryId: 'delivery',
};

const BY_PATH: Record<string, Kind | New> = {
  'alert.id': 'alert',
  'takeAlert.id': 'alert',
  'case.id': 'case',
  'seeCase.id': 'case',
  'takeCase.id': 'case',
  'changeDuties.userId': 'colleague',
  'removeMember.userId': 'colleague',
  'revokeInvitation.id': 'invitation',
  'removeWebhook.id': 'spareWebhook',
  'testWebhook.id': 'webhook',
  'renewWebhookSecret.id': 'webhook',
  'addMachineKey.machineId': 'machine',
  'changeMachine.machineId': 'machine',
  'revokeMachine.machineId': 'machine',
  'revokeMachineKey.id': 'machineKey',
  'endSession.id': 'session',
  'renamePasskey.id': 'passkey',
  'removePasskey.id': 'passkey',
  'dispensing.id': 'dispensing',
  'openOverriddenWarnings.id': 'dispensing',
  'incident.id': 'incident',
  'lot.id': 'lot',
  'openPrescription.id': 'prescription',
  'operation.id': 'operation',
  'owedBalance.id': 'owed',
  'prescription.id': 'prescription',
  'product.id': 'product',
  'recall.id': 'recall',
  // modules/records/emergency.spec.ts asks for another's.
  'reviewEmergency.input.id': 'new',
  // modules/records/chart-copies.spec.ts asks for another's.
  'openCopy.id': 'new',
  'partyProposal.id': 'partyProposal',
  'run.id': 'run',
  'shipment.id': 'shipment',
  'site.id': 'site',
  'packContainer.input.sscc': 'new',
  'receive.input.lineIds': 'shipmentLine',
  'registerProduct.input.gtin': 'new',
  'rejectShipment.input.lineIds': 'shipmentLine',
  'selectSite.siteId': 'workplace',
};

/** What the id at a place among an operation's arguments is of; undefined where nobody has said so yet. */
export function kindAt(operation: string, path: string): Kind | New | undefined {
  return BY_PATH[`${operation}.${path}`] ?? BY_LAST_WORD[path.slice(path.lastIndexOf('.') + 1)];
}

/** What everybody may look up: that such an id exists is no secret. */
export const DIRECTORIES: readonly (Kind | New)[] = ['site', 'product', 'new'];
