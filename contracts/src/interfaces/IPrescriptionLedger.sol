// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.0;

import {IAuthorised} from './IAuthorised.sol';

/// @title Prescription items and how much of each is left
/// @notice An item is one substance or product in one quantity of base units (tablets, millilitres); every repeat
/// is an item of its own. What was prescribed, for whom, is nowhere on the ledger.
/// @dev An item is identified by keccak256(abi.encode(prescriber, id)), so that a random id cannot be taken first
/// by somebody else. A fill needs a voucher `Fill(bytes32 item,uint32 pharmacy,uint32 upTo,uint64 deadline)`, EIP-712,
/// signed by the item's fresh key. `upTo` bounds the base units ever filled on the item: `used` only grows, also
/// when a fill is undone, so no voucher serves twice. A voucher names its pharmacy and is useless to anybody else.
interface IPrescriptionLedger is IAuthorised {
    /// @notice What an item keeps, in one storage word.
    /// @dev Two of its fields are shortened hashes. A key that passes for the item's takes about 2^112 tries. A forged
    /// history of fills, by which a pharmacy would give back a fill that never happened, takes about 2^72, and would
    /// still be seen by everybody who follows the events.
    /// @param key The low 112 bits of the fresh key's address; 0 means cancelled.
    /// @param remaining Base units that may still be filled.
    /// @param used Base units ever filled; never falls.
    /// @param firstDay First day on which it may be filled, in days since 1970.
    /// @param lastDay Last day on which it may be filled.
    /// @param fills Digest of the outstanding fills in order, each chained to the one before: an undo must name a fill that happened.
    struct Item {
        uint112 key;
        uint24 remaining;
        uint24 used;
        uint16 firstDay;
        uint16 lastDay;
        uint72 fills;
    }

    /// @notice One item to issue.
    /// @param operation Operation id.
    /// @param prescriber The party that prescribes.
    /// @param id Random id, unrelated to those of other items and repeats.
    /// @param key Address of a fresh key that signs the fills; made for this item alone.
    /// @param quantity Base units, 1 to 2^20 - 1.
    /// @param firstDay First day on which it may be filled (it opens when that day begins anywhere on earth).
    /// @param lastDay Last day (it closes when that day has ended everywhere).
    struct IssueItem {
        bytes16 operation;
        uint32 prescriber;
        bytes32 id;
        address key;
        uint32 quantity;
        uint16 firstDay;
        uint16 lastDay;
    }

    /// @notice One item to cancel.
    /// @param party The prescriber itself, or a regulator.
    struct CancelItem {
        bytes16 operation;
        uint32 party;
        uint32 prescriber;
        bytes32 id;
    }

    /// @notice The patient's permission to fill, signed by the item's key.
    /// @param item The item's storage key.
    /// @param pharmacy The only party that may use it.
    /// @param upTo Base units up to which the item may have been used after the fill.
    /// @param deadline Unix time in seconds after which the voucher is void.
    /// @param r First word of the signature.
    /// @param vs Second word: s, with the parity in the highest bit (EIP-2098).
    struct Voucher {
        bytes32 item;
        uint32 pharmacy;
        uint32 upTo;
        uint64 deadline;
        bytes32 r;
        bytes32 vs;
    }

    /// @notice An item was issued.
    event Issued(
        bytes16 indexed operation,
        bytes32 indexed item,
        uint32 indexed prescriber,
        address key,
        uint32 quantity,
        uint16 firstDay,
        uint16 lastDay
    );

    /// @notice An item was cancelled; nothing can be filled on it any more. Its fills can still be undone.
    event Cancelled(bytes16 indexed operation, bytes32 indexed item, uint32 indexed party);

    /// @notice Thrown when anybody but the lot ledger fills or gives back.
    error OnlyLotLedger();

    /// @notice Thrown when an id was issued before by the same prescriber.
    error AlreadyIssued();

    /// @notice Thrown when the quantity is 0 or 2^20 or more.
    error InvalidQuantity();

    /// @notice Thrown when the last day lies before the first.
    error InvalidDays();

    /// @notice Thrown when the key's address is zero in its low 112 bits.
    error InvalidKey();

    /// @notice Thrown when no such item was issued.
    error UnknownItem();

    /// @notice Thrown when the item is cancelled.
    error ItemCancelled();

    /// @notice Thrown when the item's first day has not begun.
    error ItemNotYetValid();

    /// @notice Thrown when the item's last day is over.
    error ItemExpired();

    /// @notice Thrown when less than the asked quantity is left: nobody over-dispenses.
    error QuantityExceeded();

    /// @notice Thrown when the voucher's deadline has passed.
    error VoucherExpired();

    /// @notice Thrown when the voucher was used before, or allows less than is asked; or when the item was filled and
    /// undone so often that `used` is full.
    error VoucherSpent();

    /// @notice Thrown when the voucher is not signed by the item's key for this pharmacy on this chain.
    error InvalidVoucher();

    /// @notice Thrown when the fills named by an undo are not the item's: either the fill never happened, or another
    /// fill or undo was recorded since. Retry with the fills as they are now.
    error StaleFills();

    /// @notice Issues up to 200 items.
    function issueMany(IssueItem[] calldata items) external;

    /// @notice Cancels up to 200 items.
    function cancelMany(CancelItem[] calldata items) external;

    /// @notice Takes a quantity from an item. Lot ledger only.
    /// @dev Changes nothing unless it returns 0.
    /// @param quantity Base units.
    /// @param fill What the quantity is taken for:
    /// keccak256(abi.encodePacked(lot, uint32 index, uint32 pharmacy, uint32 quantity, uint16 day)).
    /// @param voucher The patient's permission, for the pharmacy that asks.
    /// @param proven Whether this same voucher was accepted before in this call, so that its signature is known good.
    /// @return refusal 0, or the selector of the error that stands against it.
    function consume(
        uint32 quantity,
        bytes32 fill,
        Voucher calldata voucher,
        bool proven
    ) external returns (bytes4 refusal);

    /// @notice Gives a quantity back. Lot ledger only.
    /// @dev Changes nothing unless it returns 0.
    /// @param item The item's storage key.
    /// @param quantity What the fill had taken.
    /// @param before The item's digest before the fill.
    /// @param fill The fill.
    /// @param later The outstanding fills after it, in order.
    /// @return refusal 0, or the selector of the error that stands against it.
    function giveBack(
        bytes32 item,
        uint32 quantity,
        uint72 before,
        bytes32 fill,
        bytes32[] calldata later
    ) external returns (bytes4 refusal);

    /// @notice An item's record; all zero if it was never issued.
    function itemOf(bytes32 item) external view returns (Item memory);

    /// @notice The EIP-712 domain separator that vouchers are signed for.
    function domainSeparator() external view returns (bytes32);
}
