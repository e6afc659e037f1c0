// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.0;

/// @title The parties of the consortium
/// @notice A party is a licensed site: its roles, GLN, standing, endpoint, HPKE public key, and the keys that act
/// for it. What lets somebody in takes two keys of a regulator, one that proposes and one that approves: an admission,
/// a new role, a key, a reinstatement. What keeps somebody out takes one, at once: a suspension, a key taken away.
/// @dev Who approves says once more what is approved, so that two keys have signed the same thing, word for word. Roles are a bit mask, see `Roles`. Rights of a key are a bit mask: 1 operates (all daily calls), 2 approves
/// (the second signature of a recall or withdrawal). A key that ever served a regulator can never serve another
/// party, and the other way round, so that a hosting node cannot hold a regulator's key by mistake.
interface IPartyRegistry {
    /// @notice `Unknown` was never admitted.
    enum Standing {
        Unknown,
        Active,
        Suspended
    }

    /// @notice Which side a key was first given to; it never changes.
    enum Side {
        Unused,
        Trade,
        Regulator
    }

    /// @param gln The site's Global Location Number as an integer of up to 13 digits.
    /// @param roles Bit mask of `Roles`.
    /// @param standing Whether the party may act.
    /// @param hpkeKey X25519 public key to which documents for the party are sealed.
    /// @param endpoint URL of the node that answers for the party.
    struct Party {
        uint64 gln;
        uint16 roles;
        Standing standing;
        bytes32 hpkeKey;
        string endpoint;
    }

    /// @notice A key that a party has from its admission on.
    struct KeyGrant {
        address key;
        uint8 rights;
    }

    /// @notice A regulator's key proposed to admit a party; it counts once another of its keys approves.
    /// @param content Hash of all that was proposed, the keys too; they stand in the call.
    event AdmissionProposed(
        bytes16 indexed operation,
        uint32 indexed party,
        uint32 indexed regulator,
        uint64 gln,
        uint16 roles,
        bytes32 hpkeKey,
        string endpoint,
        bytes32 content
    );

    /// @notice A party was admitted; a `KeyChanged` follows for each of its keys.
    event PartyAdmitted(
        bytes16 indexed operation,
        uint32 indexed party,
        uint32 indexed regulator,
        uint64 gln,
        uint16 roles,
        bytes32 hpkeKey,
        string endpoint
    );

    /// @notice A regulator's key proposed other roles for a party; they count once another of its keys approves.
    event RolesProposed(bytes16 indexed operation, uint32 indexed party, uint32 indexed regulator, uint16 roles);

    /// @notice A party's licence changed.
    event RolesChanged(bytes16 indexed operation, uint32 indexed party, uint32 indexed regulator, uint16 roles);

    /// @notice A party was suspended, for a reason kept off the ledger.
    event PartyWasSuspended(bytes16 indexed operation, uint32 indexed party, uint32 indexed regulator);

    /// @notice A regulator's key proposed to reinstate a party, which counts once another of its keys approves.
    event ReinstatementProposed(bytes16 indexed operation, uint32 indexed party, uint32 indexed regulator);

    /// @notice A suspended party may act again.
    event PartyReinstated(bytes16 indexed operation, uint32 indexed party, uint32 indexed regulator);

    /// @notice A key was given rights for a party (`rights` 0: taken away).
    event KeyChanged(
        bytes16 indexed operation,
        uint32 indexed party,
        uint32 indexed regulator,
        address key,
        uint8 rights
    );

    /// @notice A regulator's key proposed rights for a key; they count once another of its keys approves.
    event KeyProposed(
        bytes16 indexed operation,
        uint32 indexed party,
        uint32 indexed regulator,
        address key,
        uint8 rights
    );

    /// @notice A proposal of the regulator was taken back: nobody can approve it any more.
    event OrderRetracted(bytes16 indexed operation, uint32 indexed regulator, bytes16 indexed proposal);

    /// @notice A party changed how it is reached.
    event ProfileChanged(bytes16 indexed operation, uint32 indexed party, bytes32 hpkeKey, string endpoint);

    /// @notice Thrown when the sender holds no operating key of the party it names.
    error NotOperator();

    /// @notice Thrown when the party in whose name the call is made is suspended.
    error PartySuspended();

    /// @notice Thrown when the party in whose name the call is made is no regulator.
    error MissingRole();

    /// @notice Thrown when a party id is admitted twice.
    error AlreadyAdmitted();

    /// @notice Thrown when the party concerned was never admitted.
    error UnknownParty();

    /// @notice Thrown when roles are empty, unknown, or mix the regulator with others: a regulator is nothing else.
    error InvalidRoles();

    /// @notice Thrown when a GLN is 0 or longer than 13 digits.
    error InvalidGln();

    /// @notice Thrown when rights are none of operate, approve or both, the key is the zero address, or one
    /// is withdrawn that has no rights.
    error InvalidKey();

    /// @notice Thrown when a regulator's key is given to another party, or another party's key to a regulator.
    error KeyOfOtherSide();

    /// @notice Thrown when one key asks alone for what takes two: a regulator's key is taken away. Also when a consortium is
    /// founded with fewer than two keys.
    error NeedsSecondKey();

    /// @notice Thrown when an operation id proposes a second time.
    error AlreadyProposed();

    /// @notice Thrown when there is no such proposal of the regulator, or it was approved or taken back before.
    error UnknownProposal();

    /// @notice Thrown when a proposal is approved after it stood for `PROPOSAL_STANDS`.
    error ProposalExpired();

    /// @notice Thrown when what is approved is not what was proposed.
    error OtherThanProposed();

    /// @notice Thrown when the key that proposed is the one that approves.
    error SameKey();

    /// @notice Thrown when a regulator suspends itself, or one of the two keys that decide is the one concerned.
    error NotOnOneself();

    /// @notice Thrown when a party is suspended that is not active, or reinstated that is not suspended.
    error WrongStanding();

    /// @notice How long a proposal can be approved, in seconds.
    function PROPOSAL_STANDS() external view returns (uint256);

    /// @notice The first of two signatures that admit a party with its keys. The regulator chooses the id, so that no
    /// counter is shared between transactions.
    /// @param operation Operation id, repeated by the event; approvals name it.
    /// @param regulator The regulator in whose name the sender acts.
    /// @param party The new party's id, not 0 and not taken.
    /// @param gln Global Location Number as an integer.
    /// @param roles Bit mask of `Roles`.
    /// @param hpkeKey X25519 public key.
    /// @param endpoint URL of the node that answers for the party.
    /// @param keys The keys that act for it from the beginning, with their rights.
    function proposeAdmission(
        bytes16 operation,
        uint32 regulator,
        uint32 party,
        uint64 gln,
        uint16 roles,
        bytes32 hpkeKey,
        string calldata endpoint,
        KeyGrant[] calldata keys
    ) external;

    /// @notice The second signature, by another key of the same regulator, one with the right to approve.
    /// @dev As for every approval, the key that proposed must still operate, and what is approved is what was proposed.
    /// @param proposal Operation id of the proposal.
    function approveAdmission(
        bytes16 operation,
        uint32 regulator,
        bytes16 proposal,
        uint32 party,
        uint64 gln,
        uint16 roles,
        bytes32 hpkeKey,
        string calldata endpoint,
        KeyGrant[] calldata keys
    ) external;

    /// @notice The first of two signatures that change the roles of a party other than a regulator.
    function proposeRoles(bytes16 operation, uint32 regulator, uint32 party, uint16 roles) external;

    /// @notice The second signature under other roles.
    function approveRoles(bytes16 operation, uint32 regulator, bytes16 proposal, uint32 party, uint16 roles) external;

    /// @notice Stops a party from changing anything, at once, by one key. Its stock stays where it is until a regulator
    /// reassigns it.
    function suspend(bytes16 operation, uint32 regulator, uint32 party) external;

    /// @notice The first of two signatures that let a suspended party act again.
    function proposeReinstatement(bytes16 operation, uint32 regulator, uint32 party) external;

    /// @notice The second signature under a reinstatement.
    function approveReinstatement(bytes16 operation, uint32 regulator, bytes16 proposal, uint32 party) external;

    /// @notice Takes all rights of a key of a party away, at once, by one key: a stolen one is stopped without delay. Not
    /// of a regulator's keys: of those a thief would leave only his own.
    function withdrawKey(bytes16 operation, uint32 regulator, uint32 party, address key) external;

    /// @notice The first of two signatures that change the rights of any key: the only way to give one, and to and from a
    /// regulator's keys. Whoever steals one key of a regulator cannot make two of it.
    /// @param rights 0 none, 1 operate, 2 approve, 3 both.
    function proposeKey(bytes16 operation, uint32 regulator, uint32 party, address key, uint8 rights) external;

    /// @notice The second signature under the rights of a key. Emits `KeyChanged`.
    function approveKey(
        bytes16 operation,
        uint32 regulator,
        bytes16 proposal,
        uint32 party,
        address key,
        uint8 rights
    ) external;

    /// @notice Takes back any of the proposals above, as long as it is not approved, by any operating key of the regulator.
    /// @param proposal Operation id of the proposal.
    function retractOrder(bytes16 operation, uint32 regulator, bytes16 proposal) external;

    /// @notice A party changes its endpoint and HPKE key itself.
    function changeProfile(bytes16 operation, uint32 party, bytes32 hpkeKey, string calldata endpoint) external;

    /// @notice What a key may do for a party, in one read for the other contracts.
    /// @return roles The party's roles.
    /// @return rights The key's rights for the party, 0 if none.
    /// @return active Whether the party is admitted and not suspended.
    function authority(uint32 party, address key) external view returns (uint16 roles, uint8 rights, bool active);

    /// @notice A party's record; all zero if it was never admitted.
    function partyOf(uint32 party) external view returns (Party memory);

    /// @notice Which side a key belongs to.
    function sideOf(address key) external view returns (Side);
}
