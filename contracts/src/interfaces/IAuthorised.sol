// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.0;

/// @title What every ledger contract shares: who may call, and how an item is refused
/// @notice Every state-changing call names the `party` it speaks for; the sender must be one of that party's keys.
/// @dev Many-item calls never fail as a whole. Each item either emits its own result event or `Refused`, and both
/// repeat the item's 16-byte operation id. Operation ids are public and not unique: an event settles an operation
/// only if the transaction is the sender's own; the id merely locates it.
interface IAuthorised {
    /// @notice One item of a many-item call changed nothing.
    /// @param operation The item's operation id.
    /// @param party The party the item claimed to speak for (not proven when `reason` is `NotOperator`).
    /// @param reason The selector of one of the errors that the interfaces declare.
    event Refused(bytes16 indexed operation, uint32 indexed party, bytes4 reason);

    /// @notice Thrown when the sender holds no key of the party, or one without the right that the call needs.
    error NotOperator();

    /// @notice Thrown when the party is suspended: a suspended party changes nothing.
    error PartySuspended();

    /// @notice Thrown when the party lacks the role that the call needs.
    error MissingRole();

    /// @notice Thrown when a call carries more than 200 items.
    error TooManyItems();
}
