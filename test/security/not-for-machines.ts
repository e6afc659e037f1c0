/**
 * What no machine may, whatever its scopes: what is about who signs in, and what happens between a patient and the person
 * who cares for them. So is everything that takes a duty. All else they may as people do, with the scope for it: a door
 * that is neither here nor open to them fails.
 */
export const NOT_FOR_MACHINES: ReadonlySet<string> = new Set(
  `
GET /files/own-record/:file/parts/:part
GET /files/records/:file/parts/:part
GET /health/live
GET /health/ready
POST /files/own-record/:file/parts/:part
POST /files/records/:file/parts/:part
POST /notices
POST /oauth/token
mutation acceptInvitation
mutation addPasskey
mutation allowAccess
mutation askAccess
mutation askToCare
mutation beginPasskey
mutation beginTotp
mutation certifyWriter
mutation changePassword
mutation chooseMail
mutation confirmPatientSignIn
mutation confirmSignIn
mutation confirmTotp
mutation consentToExport
mutation countWarnings
mutation denyAccess
mutation dropOwnRecordFile
mutation dropRecordFile
mutation endCarerAnswers
mutation endOtherSessions
mutation endSession
mutation endPushNotices
mutation eraseRecord
mutation findForEmergency
mutation handOnKeys
mutation invitationPasskeyOptions
mutation joinSite
mutation letCarerAnswer
mutation keepChildhood
mutation keepEmergency
mutation keepEpochs
mutation keepKeybag
mutation keepNewsAddresses
mutation keepOwnRecordFile
mutation keepRecordFile
mutation lockTerminal
mutation newEmergencyCard
mutation newRecordCode
mutation openCopy
mutation openOverriddenWarnings
mutation pairRecord
mutation passkeySignInOptions
mutation passkeyStepUpOptions
mutation recordEmergency
mutation removePasskey
mutation removeTotp
mutation renamePasskey
mutation renewRecoveryCodes
mutation reportAccess
mutation revokeAccess
mutation selectSite
mutation setFirstPassword
mutation setPin
mutation signIn
mutation signInPatient
mutation signInWithPasskey
mutation signOut
mutation signUp
mutation startOwnRecordFile
mutation startRecordFile
mutation stepUp
mutation stopEmergency
mutation switchOperator
mutation takeBackRefusal
mutation takeCopy
mutation takePushNotices
mutation tellCarers
mutation withdrawAccessRequest
query accessRequests
query carersTold
query chartCopies
query checkPack
query demoAccounts
query emergencyCounts
query heldInvitation
query interactions
query markets
query me
query myAccessRefusals
query myAccessReports
query myAccessRequests
query myCares
query myCopies
query myEmergency
query myFactors
query myMailChoice
query myPasskeys
query myPushNotices
query myRecord
query mySessions
query patient
query recordPairings
query recordUpload
query terminalOperators
`
    .trim()
    .split('\n'),
);
