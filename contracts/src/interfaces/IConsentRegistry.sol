// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.0;

/// @title Consents: that a grant exists, until when, and that it was revoked
/// @notice A patient's grant is a salted commitment and the address of a fresh key made for this grant alone, its
/// controller. Who grants, to whom, which category and for what purpose is nowhere on the ledger, and two grants of
/// one patient have nothing in common.
/// @dev A consent is identified by keccak256(abi.encode(commitment, controller)), so that nobody can take another's
/// commitment first. Calls are EIP-712 messages of the controller, `Grant(bytes32 commitment,address
/// controller,uint16 lastDay,uint64 deadline)` and `Revoke(bytes32 consent,uint64 deadline)`, and anyone may relay
/// them. They need no nonces: a consent is granted at most once and revoked at most once, and revoked is final,
/// whichever message comes first. A relayer can delay a message until its deadline, and can neither reorder nor
/// repeat it with effect.
/// @dev Warning: the registry does not say that a patient consented. Anybody can register a commitment; only its
/// opening, with the patient's own signature, shows whose it is. Whoever releases data checks both.
interface IConsentRegistry {
    /// @notice What the registry knows of a consent.
    enum Standing {
        Unknown,
        Granted,
        Revoked
    }

    /// @notice A consent was granted.
    /// @param operation Operation id of the relayer, which the controller does not sign.
    /// @param consent keccak256(abi.encode(commitment, controller)).
    /// @param lastDay Last day on which it is active, UTC, in days since 1970.
    event ConsentGranted(bytes16 indexed operation, bytes32 indexed consent, uint16 lastDay);

    /// @notice A consent was revoked, granted or not; it can never become active again.
    event ConsentRevoked(bytes16 indexed operation, bytes32 indexed consent);

    /// @notice Thrown when the consent was granted before.
    error AlreadyGranted();

    /// @notice Thrown when the consent was revoked, which is final.
    error AlreadyRevoked();

    /// @notice Thrown when the last day is over.
    error InvalidLastDay();

    /// @notice Thrown when the message's deadline has passed.
    error MessageExpired();

    /// @notice Thrown when the message is not signed by the controller for this registry on this chain.
    error InvalidSignature();

    /// @notice Records a grant.
    /// @param operation Operation id, repeated by the event.
    /// @param commitment Salted commitment to what is granted.
    /// @param controller Address of a fresh key, made for this grant alone.
    /// @param lastDay Last day on which the consent is active, UTC, in days since 1970.
    /// @param deadline Unix time in seconds after which the message is void.
    /// @param r First word of the controller's signature.
    /// @param vs Second word: s, with the parity in the highest bit (EIP-2098).
    function grant(
        bytes16 operation,
        bytes32 commitment,
        address controller,
        uint16 lastDay,
        uint64 deadline,
        bytes32 r,
        bytes32 vs
    ) external;

    /// @notice Revokes a consent for good, also one that was not granted yet.
    /// @param operation Operation id, repeated by the event.
    /// @param commitment The grant's commitment.
    /// @param controller The grant's controller.
    /// @param deadline Unix time in seconds after which the message is void.
    /// @param r First word of the controller's signature.
    /// @param vs Second word, as above.
    function revoke(
        bytes16 operation,
        bytes32 commitment,
        address controller,
        uint64 deadline,
        bytes32 r,
        bytes32 vs
    ) external;

    /// @notice Whether a consent is granted, not revoked, and its last day is not over.
    function isActive(bytes32 consent) external view returns (bool);

    /// @notice What the registry knows of a consent, and its last day; 0 unless it is granted.
    function consentOf(bytes32 consent) external view returns (Standing standing, uint16 lastDay);

    /// @notice The EIP-712 domain separator that messages are signed for.
    function domainSeparator() external view returns (bytes32);
}
