// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.0;

/// @title Anchors: roots of logs kept elsewhere
/// @notice Append-only. Every operator key has one chain: each anchor commits to the one before it, so that a root
/// can neither be slipped in nor left out later.
interface IAnchorLog {
    /// @notice A root was anchored.
    /// @param operation Operation id.
    /// @param operator The key whose chain grew.
    /// @param party The party in whose name it was anchored.
    /// @param kind What was anchored, for example a tree head of the access log; codes are the clients' agreement.
    /// @param root The RFC 9162 root.
    /// @param count How many leaves the root covers.
    /// @param previous The chain's head before.
    /// @param head The chain's head now: keccak256(abi.encode(previous, kind, root, count)).
    event Anchored(
        bytes16 indexed operation,
        address indexed operator,
        uint32 indexed party,
        uint16 kind,
        bytes32 root,
        uint64 count,
        bytes32 previous,
        bytes32 head
    );

    /// @notice Thrown when the sender holds no operating key of the party.
    error NotOperator();

    /// @notice Thrown when the party is suspended.
    error PartySuspended();

    /// @notice Appends a root to the sender's chain.
    /// @param operation Operation id, repeated by the event.
    /// @param party The party in whose name the sender anchors.
    /// @param kind What is anchored.
    /// @param root The RFC 9162 root.
    /// @param count How many leaves the root covers.
    function anchor(bytes16 operation, uint32 party, uint16 kind, bytes32 root, uint64 count) external;

    /// @notice The newest head of an operator's chain, 0 before its first anchor.
    function headOf(address operator) external view returns (bytes32);
}
