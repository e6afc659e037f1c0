import { LETTERS, type Letter } from './roles.js';

/**
 * The whole policy of access, one line for each door of the API. Reviewed by people; a door without a line fails.
 *
 * M manufacturer, D distributor, P pharmacy, R prescriber, X disposer, G regulator, S sponsor:
 *   -  refused
 *   o  what concerns the own site; another's answers like what does not exist
 *   a  what concerns anybody (for a pharmacy: whoever brings the patient's code, or the pack)
 *   .  open, but there is nothing of the own site to name or see, and another's answers like what does not exist
 * stranger: `in` has to sign in first, `open` need not.
 * suspended: what is left of it to the people of a suspended site, `reads` or `stops`.
 * duty: `+` needs a duty besides the role: people of the site without it are refused.
 */
export interface Expected {
  readonly letters: Readonly<Record<Letter, string>>;
  readonly stranger: 'in' | 'open';
  readonly suspended: 'reads' | 'stops';
  readonly duty: boolean;
}

const TABLE = `
query alert                                   o o o - - a -   in    reads
query alerts                                  o o o - - a -   in    reads
query case                                    o . o - - a -   in    reads
query cases                                   o . o - - a -   in    reads
query container                               o o o - . - -   in    reads
query auditEntries                            o o o o o a .   in    reads +
GET /files/audit.csv                          o o o o o a .   in    reads +
GET /files/audit.jsonl                        o o o o o a .   in    reads +
query members                                 o o o o o o o   in    reads +
query siteDuties                              . . . . . . .   in    reads +
query invitations                             o o o o o o o   in    reads +
query myMailChoice                            . . . . . . .   in    reads
mutation chooseMail                           . . . . . . .   in    stops
query webhooks                                o o o o o o o   in    reads +
query webhookDeliveries                       o o o o o o o   in    reads +
mutation changeWebhook                        o o o . . o .   in    stops +
mutation renewWebhookSecret                   o o o o o o o   in    stops +
mutation addWebhook                           . . . . . . .   in    stops +
mutation removeWebhook                        o o o o o o o   in    stops +
mutation sendDeliveryAgain                    o o o o o o o   in    stops +
mutation testWebhook                          o o o o o o o   in    stops +
query heldInvitation                          . . . . . . .   open  reads
mutation acceptInvitation                     . . . . . . .   open  reads
mutation invitationPasskeyOptions             . . . . . . .   open  reads
mutation changeDuties                         o o o o o o o   in    stops +
mutation invitePerson                         . . . . . . .   in    stops +
mutation joinSite                             . . . . . . .   in    reads
mutation removeMember                         o o o o o o o   in    stops +
mutation revokeInvitation                     o o o o o o o   in    stops +
query machines                                o o o o o o o   in    reads +
query machineScopes                           . . . . . . .   in    reads +
mutation createMachine                        . . . . . . .   in    stops +
mutation addMachineKey                        o o o o o o o   in    stops +
mutation revokeMachineKey                     o o o o o o o   in    stops +
mutation changeMachine                        o o o o o o o   in    stops +
mutation revokeMachine                        o o o o o o o   in    stops +
POST /oauth/token                             . . . . . . .   open  reads
query containers                              . . o - . - -   in    reads
query demoAccounts                            . . . . . . .   open  reads
query dispensing                              - - o - - - -   in    reads
query dispensings                             - - o - - - -   in    reads
query holding                                 o o o - o - -   in    reads
query holdings                                o o o - o - -   in    reads
query incident                                o o o - - a -   in    reads
query incidents                               o o o - - a -   in    reads
query ledgerStatus                            . . . . . . .   in    reads
query lot                                     o o o . o a .   in    reads
query lots                                    o o o . o a .   in    reads
query markets                                 . . . . . . .   in    reads
query me                                      . . . . . . .   open  reads
query myFactors                               . . . . . . .   in    reads
query myPasskeys                              o o o o o o o   in    reads
query mySessions                              o o o o o o o   in    reads
query notices                                 o . . - - a -   in    reads
query openPrescription                        - - a - - - -   in    stops
query operation                               o o o o o . .   in    reads
query operations                              o o o o o . .   in    reads
query owedBalance                             - - o - - - -   in    reads
query owedBalances                            - - o - - - -   in    reads
query packInStock                             . . o - . - -   in    reads
query parties                                 - - - - - . -   in    reads
query partyProposal                           - - - - - o -   in    reads
query partyProposals                          - - - - - o -   in    reads
query prescription                            - - - o - - -   in    reads
query prescriptions                           - - - o - - -   in    reads
query product                                 . . . . . . .   in    reads
query products                                . . . . . . .   in    reads
query recall                                  o o o - o a -   in    reads
query recalls                                 o o o - o a -   in    reads
query recentScans                             . . . - . . -   in    reads
query scanFaults                              . . . - . . -   in    reads
query countryRules                            - - - - - . -   in    reads
query ruleChanges                             - - - - - . -   in    reads
query ruleThresholds                          - - - - - . -   in    reads
query ruleRates                               - - - - - . -   in    reads
query warningRates                            - - - - - . -   in    reads
query interactions                            - - . . - - -   in    reads
mutation countWarnings                        - - . . - - -   in    stops
mutation openOverriddenWarnings               - - o . - - -   in    reads
query run                                     o o o . o a .   in    reads
query shipment                                o o o - o - -   in    reads
query shipments                               o o o - o - -   in    reads
query site                                    . . . . . . .   in    reads
query sites                                   . . . . . . .   in    reads
query substances                              . . . . . . .   in    reads
query terminalOperators                       . . . . . . .   open  reads
query trace                                   . . . - . a -   in    reads
query traceGoods                              . . . - . . -   in    reads
GET /files/trace/epcis.json                   . . . - . a -   in    reads
GET /files/trace/trace.pdf                    . . . - . a -   in    reads
query verify                                  a a a - a a -   in    reads
mutation acknowledgeRecall                    - o o - - - -   in    stops
mutation addPasskey                           . . . . . . .   in    reads
mutation amendLot                             o - - - - - -   in    stops
mutation answerScan                           . . . - . - -   in    stops
mutation answerCase                           o . o - - a -   in    stops
mutation askInCase                            - - - - - a -   in    stops
mutation askInCases                           - - - - - a -   in    stops
mutation approveRecall                        o - - - - . -   in    stops +
mutation beginPasskey                         . . . . . . .   in    reads
mutation beginTotp                            . . . . . . .   in    reads
mutation cancelPrescription                   - - - o - - -   in    stops
mutation changeHotline                        - - - - - . -   in    stops
mutation changeThreshold                      - - - - - . -   in    stops
mutation claimUnits                           a a a - a - -   in    stops
mutation changePassword                       . . . . . . .   in    reads
mutation closeIncident                        - - - - - a -   in    stops
mutation closeIncidents                       - - - - - a -   in    stops
mutation confirmSignIn                        . . . . . . .   open  reads
mutation confirmTotp                          . . . . . . .   in    reads
mutation correctPatient                       - - o - - - -   in    stops
mutation decommission                         o o o - o a -   in    stops
mutation dispense                             - - a - - - -   in    stops
mutation holdLot                              o - - - - a -   in    stops
mutation issuePrescription                    - - - . - - -   in    stops
mutation makeEvidence                         - - - - - a -   in    stops
mutation openCase                             - - o - - a -   in    stops
mutation packContainer (containers)           . . o - . - -   in    stops
mutation packContainer (ranges)               o o o - o - -   in    stops
mutation passkeySignInOptions                 . . . . . . .   open  reads
mutation passkeyStepUpOptions                 . . . . . . .   in    reads
mutation proposeRecall                        o - - - - a -   in    stops +
mutation recallShipment                       o . o - . - -   in    stops
mutation readNotices                          . . . - - . -   in    stops
mutation receive                              . o . - o - -   in    stops
mutation recordNotDispensed                   - - a - - - -   in    stops
mutation registerLot                          o - - - - - -   in    stops
mutation registerProduct                      . - - - - - -   in    stops
mutation rejectShipment                       . o . - o - -   in    stops
mutation releaseLot                           o - - - - a -   in    stops
mutation renamePasskey                        o o o o o o o   in    reads
mutation removePasskey                        o o o o o o o   in    reads
mutation removeTotp                           . . . . . . .   in    reads
mutation renewRecoveryCodes                   . . . . . . .   in    reads
mutation reopenIncidents                      - - - - - a -   in    stops
mutation reportMissing                        o o o - o - -   in    stops
mutation reportSupply (lines)                 - - . - - - -   in    stops
mutation reportSupply (refused)               - - o - - - -   in    stops
mutation retractRecall                        o - - - - . -   in    stops +
mutation returnGoods (containers)             . . o - . - -   in    stops
mutation returnGoods (ranges)                 o o o - o - -   in    stops
mutation closeCase                            - - - - - a -   in    stops
mutation endSession                           o o o o o o o   in    reads
mutation endOtherSessions                     . . . . . . .   in    reads
mutation escalateCase                         - - - - - a -   in    stops
mutation nameCaseSites                        - - - - - a -   in    stops
mutation seeCase                              - - - - - a -   in    stops
mutation takeCase                             - - - - - a -   in    stops
mutation selectSite                           o o o o o o o   in    reads
mutation setFirstPassword                     . . . . . . .   in    reads
mutation setPin                               . . . . . . .   in    reads
mutation settleOwed                           - - o - - - -   in    stops
mutation ship (containers)                    . . o - . - -   in    stops
mutation ship (ranges)                        o o o - o - -   in    stops
mutation openContainer                        . . o - . - -   in    stops
mutation signIn                               . . . . . . .   open  reads
mutation stepUp                               . . . . . . .   in    reads
mutation signInWithPasskey                    . . . . . . .   open  reads
mutation approvePartyProposal                 - - - - - o -   in    stops +
mutation endPartyProposal                     - - - - - o -   in    stops +
mutation proposeAdmission                     - - - - - . -   in    stops +
mutation proposeLedgerId                      - - - - - . -   in    stops +
mutation proposeReinstatement                 - - - - - . -   in    stops +
mutation suspendParty                         - - - - - . -   in    stops +
mutation switchOperator                       o o o o o o o   open  reads
mutation takeAlert                            - - - - - a -   in    stops
mutation takeIncidents                        - - - - - a -   in    stops
mutation undoDispense                         - - o - - - -   in    stops
GET /checkConnectivity                        a a a - a a -   in    reads
POST /files/cases/:id/photos                  . . . - - . -   in    stops
GET /files/cases/:id/photos/:entry            o . o - - a -   in    reads
GET /files/cases/:id/quarantine.pdf           o . o - - a -   in    reads
GET /files/cases/:id/fda-3911.txt             - - - - - a -   in    stops
GET /files/cases/:id/eu-rapid-alert.txt       - - - - - a -   in    stops
GET /files/evidence/:file.json                - - - - - . -   in    reads
GET /files/evidence/:file.pdf                 - - - - - . -   in    reads
GET /files/containers/:sscc/label.pdf         o o o - . - -   in    reads
GET /files/containers/:sscc/label.png         o o o - . - -   in    reads
GET /files/containers/:sscc/label.svg         o o o - . - -   in    reads
GET /files/containers/:sscc/label.zpl         o o o - . - -   in    reads
GET /health/live                              . . . . . . .   open  reads
GET /health/ready                             . . . . . . .   open  reads
GET /lots/runs/:id/label.png                  o . o . . a .   in    reads
GET /lots/runs/:id/label.svg                  o . o . . a .   in    reads
GET /lots/runs/:id/labels.pdf                 o . . . . a .   in    reads
GET /lots/runs/:id/labels.zpl                 o . . . . a .   in    reads
GET /lots/runs/:id/rejected.csv               . - - - - - -   in    stops
GET /verify/gtin/:gtin/lot/:lot/ser/:serial   a a a - a a -   in    reads
POST /lots/runs                               . - - - - - -   in    stops
query patient                                 . . . . . . .   open  reads
query myRecord                                - - - - - - -   in    reads
query myAccessRequests                        - - - - - - -   in    reads
query recalledLots                              - - - - - - -   in    reads
query recordPairings                          - - . . - - -   in    reads
query accessRequests                          - - . . - - -   in    reads
mutation signUp                               . . . . . . .   open  reads
mutation signInPatient                        . . . . . . .   open  reads
mutation confirmPatientSignIn                 . . . . . . .   open  reads
mutation keepKeybag                           - - - - - - -   in    stops
mutation keepEpochs                           - - - - - - -   in    stops
mutation keepChildhood                        - - - - - - -   in    stops
mutation newRecordCode                        - - - - - - -   in    stops
mutation allowAccess                          - - - - - - -   in    stops
mutation handOnKeys                           - - - - - - -   in    stops
mutation denyAccess                           - - - - - - -   in    stops
mutation revokeAccess                         - - - - - - -   in    stops
mutation consentToExport                      - - - - - - -   in    stops
mutation eraseRecord                          - - - - - - -   in    stops
mutation pairRecord                           - - . . - - -   in    stops
mutation askAccess                            - - . . - - -   in    stops
mutation certifyWriter                        - - . . - - -   in    stops
query chartCopies                             - - . . - - -   in    reads
query myCopies                                - - - - - - -   in    reads
mutation takeCopy                             - - . . - - -   in    stops
mutation openCopy                             - - . . - - -   in    stops
query recordUpload                            - - . . - - -   in    stops
mutation startRecordFile                      - - . . - - -   in    stops
mutation keepRecordFile                       - - . . - - -   in    stops
mutation dropRecordFile                       - - . . - - -   in    stops
POST /files/records/:file/parts/:part         - - . . - - -   in    stops
GET /files/records/:file/parts/:part          - - . . - - -   in    reads
GET /files/own-record/:file/parts/:part       - - - - - - -   in    reads
mutation startOwnRecordFile                   - - - - - - -   in    stops
mutation keepOwnRecordFile                    - - - - - - -   in    stops
mutation dropOwnRecordFile                    - - - - - - -   in    stops
POST /files/own-record/:file/parts/:part      - - - - - - -   in    stops
query myPushNotices                           - - - - - - -   in    reads
mutation takePushNotices                      - - - - - - -   in    stops
mutation endPushNotices                       - - - - - - -   in    stops
mutation keepNewsAddresses                    - - - - - - -   in    stops
POST /notices                                 . . . . . . .   open  reads
query myEmergency                             - - - - - - -   in    reads
query emergencyAccesses                       - - - . - - -   in    reads +
query emergencyCounts                         . . . . . . .   open  reads
mutation keepEmergency                        - - - - - - -   in    stops
mutation stopEmergency                        - - - - - - -   in    stops
mutation newEmergencyCard                     - - - - - - -   in    stops
mutation findForEmergency                     - - - . - - -   in    stops
mutation recordEmergency                      - - - . - - -   in    stops
mutation reviewEmergency                      - - - . - - -   in    stops +
query checkPack                               - - - - - - -   in    reads
query myCares                                 - - - - - - -   in    reads
query carersTold                              - - - - - - -   in    reads
mutation tellCarers                           - - - - - - -   in    stops
mutation askToCare                            - - - - - - -   in    stops
mutation letCarerAnswer                       - - - - - - -   in    stops
mutation endCarerAnswers                      - - - - - - -   in    stops
query myAccessRefusals                        - - - - - - -   in    reads
mutation takeBackRefusal                      - - - - - - -   in    stops
query myAccessReports                         - - - - - - -   in    reads
query accessReports                           - - . . - . -   in    reads +
mutation reportAccess                         - - - - - - -   in    stops
mutation answerReport                         - - . . - . -   in    stops +
mutation withdrawAccessRequest                - - . . - - -   in    stops
mutation lockTerminal                         . . . . . . .   in    reads
mutation signOut                              . . . . . . .   open  reads
`;

export const EXPECTED: ReadonlyMap<string, Expected> = new Map(
  TABLE.trim()
    .split('\n')
    .map((line) => {
      const [, name, letters = '', stranger, suspended, duty] =
        /^(\S.*?) +((?:[-oa.] ){6}[-oa.]) +(\w+) +(\w+) ?(\+)?$/.exec(line) ?? [];
      if (!name) throw new Error(`Not a line of the table: ${line}`);
      const each = letters.split(' ').map((letter, n) => [LETTERS[n]!, letter]);
      return [
        name,
        { letters: Object.fromEntries(each), stranger, suspended, duty: duty === '+' } as Expected,
      ] as const;
    }),
);
