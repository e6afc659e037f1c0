// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Authorised} from './Authorised.sol';
import {IPartyRegistry} from './interfaces/IPartyRegistry.sol';
import {IPrescriptionLedger} from './interfaces/IPrescriptionLedger.sol';
import {Calendar} from './libraries/Calendar.sol';
import {FillVoucher} from './libraries/FillVoucher.sol';
import {Refusals} from './libraries/Refusals.sol';
import {Roles} from './libraries/Roles.sol';

/// @title The prescription ledger; see `IPrescriptionLedger`
contract PrescriptionLedger is IPrescriptionLedger, Authorised {
    address public immutable lotLedger;

    bytes32 private immutable domainAtDeployment;
    uint256 private immutable chainAtDeployment;

    mapping(bytes32 item => Item) private items_;

    constructor(IPartyRegistry registry_, address lotLedger_) Authorised(registry_) {
        lotLedger = lotLedger_;
        domainAtDeployment = FillVoucher.domain(address(this));
        chainAtDeployment = block.chainid;
    }

    modifier onlyLotLedger() {
        if (msg.sender != lotLedger) revert OnlyLotLedger();
        _;
    }

    /// @inheritdoc IPrescriptionLedger
    function issueMany(IssueItem[] calldata items) external {
        _limit(items.length);
        Session memory session;
        for (uint256 i; i < items.length; ++i) {
            _report(items[i].operation, items[i].prescriber, _issue(session, items[i]));
        }
    }

    /// @inheritdoc IPrescriptionLedger
    function cancelMany(CancelItem[] calldata items) external {
        _limit(items.length);
        Session memory session;
        for (uint256 i; i < items.length; ++i) {
            _report(items[i].operation, items[i].party, _cancel(session, items[i]));
        }
    }

    /// @inheritdoc IPrescriptionLedger
    function consume(uint32 pharmacy, uint32 quantity, bytes32 fill, Voucher calldata voucher)
        external
        onlyLotLedger
        returns (bytes4)
    {
        Item memory item = items_[voucher.item];
        if (item.lastDay == 0) return UnknownItem.selector;
        if (item.key == 0) return ItemCancelled.selector;
        if (quantity == 0) return InvalidQuantity.selector;
        if (!Calendar.hasBegun(item.firstDay)) return ItemNotYetValid.selector;
        if (Calendar.isOver(item.lastDay)) return ItemExpired.selector;
        if (block.timestamp > voucher.deadline) return VoucherExpired.selector;
        if (quantity > item.remaining) return QuantityExceeded.selector;
        uint256 used = uint256(item.used) + quantity;
        if (used > voucher.upTo || used > type(uint24).max) return VoucherSpent.selector;
        if (!_signed(item.key, pharmacy, voucher)) return InvalidVoucher.selector;

        // Both fit: `used` was just bounded, and quantity is at most `remaining`.
        item.remaining -= uint24(quantity);
        item.used = uint24(used);
        item.fills = _chain(item.fills, fill);
        items_[voucher.item] = item;
        return Refusals.NONE;
    }

    /// @inheritdoc IPrescriptionLedger
    function giveBack(bytes32 item, uint32 quantity, uint56 before, bytes32 fill, bytes32[] calldata later)
        external
        onlyLotLedger
        returns (bytes4)
    {
        Item memory record = items_[item];
        if (record.lastDay == 0) return UnknownItem.selector;
        if (record.key == 0) return ItemCancelled.selector;
        uint56 with = _chain(before, fill);
        uint56 without = before;
        for (uint256 i; i < later.length; ++i) {
            with = _chain(with, later[i]);
            without = _chain(without, later[i]);
        }
        if (with != record.fills) return StaleFills.selector;

        // The fill took this quantity from `remaining`, so the sum is at most what was prescribed.
        record.remaining += uint24(quantity);
        record.fills = without;
        items_[item] = record;
        return Refusals.NONE;
    }

    /// @inheritdoc IPrescriptionLedger
    function itemOf(bytes32 item) external view returns (Item memory) {
        return items_[item];
    }

    /// @inheritdoc IPrescriptionLedger
    function domainSeparator() public view returns (bytes32) {
        // After a chain splits, vouchers of one branch are void on the other.
        return block.chainid == chainAtDeployment ? domainAtDeployment : FillVoucher.domain(address(this));
    }

    function _issue(Session memory session, IssueItem calldata asked) private returns (bytes4) {
        bytes4 refusal = _authorise(session, asked.prescriber, Roles.PRESCRIBER, Roles.OPERATE);
        if (refusal != Refusals.NONE) return refusal;
        bytes32 item = _keyOf(asked.prescriber, asked.id);
        if (items_[item].lastDay != 0) return AlreadyIssued.selector;
        if (asked.quantity == 0 || asked.quantity > type(uint24).max) return InvalidQuantity.selector;
        if (asked.lastDay < asked.firstDay || asked.lastDay == 0) return InvalidDays.selector;
        uint120 key = uint120(uint160(asked.key));
        if (key == 0) return InvalidKey.selector;

        items_[item] = Item(key, uint24(asked.quantity), 0, asked.firstDay, asked.lastDay, 0);
        emit Issued(
            asked.operation, item, asked.prescriber, asked.key, asked.quantity, asked.firstDay, asked.lastDay
        );
        return Refusals.NONE;
    }

    function _cancel(Session memory session, CancelItem calldata asked) private returns (bytes4) {
        bool own = asked.party == asked.prescriber;
        bytes4 refusal =
            _authorise(session, asked.party, own ? Roles.PRESCRIBER : Roles.REGULATOR, Roles.OPERATE);
        if (refusal != Refusals.NONE) return refusal;
        bytes32 item = _keyOf(asked.prescriber, asked.id);
        if (items_[item].lastDay == 0) return UnknownItem.selector;
        if (items_[item].key == 0) return ItemCancelled.selector;

        items_[item].key = 0;
        emit Cancelled(asked.operation, item, asked.party);
        return Refusals.NONE;
    }

    /// @dev A basket shares one voucher: its signature is checked once a transaction.
    function _signed(uint120 key, uint32 pharmacy, Voucher calldata voucher) private returns (bool) {
        bytes32 digest = FillVoucher.digest(domainSeparator(), pharmacy, voucher);
        bytes32 slot = keccak256(abi.encode(digest, voucher.r, voucher.vs));
        bool proven;
        assembly ("memory-safe") {
            proven := tload(slot)
        }
        if (proven) return true;
        // A malformed signature recovers 0, and no key is 0.
        if (uint120(uint160(FillVoucher.signer(digest, voucher.r, voucher.vs))) != key) return false;
        assembly ("memory-safe") {
            tstore(slot, 1)
        }
        return true;
    }

    function _keyOf(uint32 prescriber, bytes32 id) private pure returns (bytes32) {
        return keccak256(abi.encode(prescriber, id));
    }

    function _chain(uint56 fills, bytes32 fill) private pure returns (uint56) {
        return uint56(uint256(keccak256(abi.encode(fills, fill))));
    }
}
