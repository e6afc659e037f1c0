// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Authorised} from './Authorised.sol';
import {SignedMessages} from './SignedMessages.sol';
import {IPartyRegistry} from './interfaces/IPartyRegistry.sol';
import {IPrescriptionLedger} from './interfaces/IPrescriptionLedger.sol';
import {Calendar} from './libraries/Calendar.sol';
import {Refusals} from './libraries/Refusals.sol';
import {Roles} from './libraries/Roles.sol';
import {ItemSlot, MAX_QUANTITY, newItem} from './types/ItemSlot.sol';

/// @title The prescription ledger; see `IPrescriptionLedger`
contract PrescriptionLedger is IPrescriptionLedger, Authorised, SignedMessages {
    bytes32 private constant FILL_TYPE = keccak256('Fill(bytes32 item,uint32 pharmacy,uint32 upTo,uint64 deadline)');

    address public immutable lotLedger;

    mapping(bytes32 item => ItemSlot) private slots;

    constructor(IPartyRegistry registry_, address lotLedger_) Authorised(registry_) {
        lotLedger = lotLedger_;
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
            IssueItem calldata item = items[i];
            bytes4 refusal = _issue(session, item);
            if (refusal != Refusals.NONE) emit Refused(item.operation, item.prescriber, refusal);
        }
    }

    /// @inheritdoc IPrescriptionLedger
    function cancelMany(CancelItem[] calldata items) external {
        _limit(items.length);
        Session memory session;
        for (uint256 i; i < items.length; ++i) {
            CancelItem calldata item = items[i];
            bytes4 refusal = _cancel(session, item);
            if (refusal != Refusals.NONE) emit Refused(item.operation, item.party, refusal);
        }
    }

    /// @inheritdoc IPrescriptionLedger
    function consume(
        uint32 quantity,
        bytes32 fill,
        Voucher calldata voucher,
        bool proven
    ) external onlyLotLedger returns (bytes4) {
        ItemSlot item = slots[voucher.item];
        if (item.lastDay() == 0) return UnknownItem.selector;
        if (item.key() == 0) return ItemCancelled.selector;
        if (quantity == 0) return InvalidQuantity.selector;
        if (!Calendar.hasBegun(item.firstDay())) return ItemNotYetValid.selector;
        if (Calendar.isOver(item.lastDay())) return ItemExpired.selector;
        if (block.timestamp > voucher.deadline) return VoucherExpired.selector;
        if (quantity > item.remaining()) return QuantityExceeded.selector;
        uint256 used = uint256(item.used()) + quantity;
        if (used > voucher.upTo || used > MAX_QUANTITY) return VoucherSpent.selector;
        if (!proven && !_signed(item.key(), voucher)) return InvalidVoucher.selector;

        slots[voucher.item] = item.filled(quantity, _chain(item.fills(), fill));
        return Refusals.NONE;
    }

    /// @inheritdoc IPrescriptionLedger
    function giveBack(
        bytes32 item,
        uint32 quantity,
        uint72 before,
        bytes32 fill,
        bytes32[] calldata later
    ) external onlyLotLedger returns (bytes4) {
        ItemSlot slot = slots[item];
        if (slot.lastDay() == 0) return UnknownItem.selector;
        uint72 with = _chain(before, fill);
        uint72 without = before;
        for (uint256 i; i < later.length; ++i) {
            with = _chain(with, later[i]);
            without = _chain(without, later[i]);
        }
        if (with != slot.fills()) return StaleFills.selector;
        // Not reached by honest fills: it guards the word's layout against a collision of digests.
        if (quantity > MAX_QUANTITY - slot.remaining()) return StaleFills.selector;

        slots[item] = slot.givenBack(quantity, without);
        return Refusals.NONE;
    }

    /// @inheritdoc IPrescriptionLedger
    function itemOf(bytes32 item) external view returns (Item memory) {
        ItemSlot slot = slots[item];
        return Item(slot.key(), slot.remaining(), slot.used(), slot.firstDay(), slot.lastDay(), slot.fills());
    }

    /// @inheritdoc IPrescriptionLedger
    function domainSeparator() external view returns (bytes32) {
        return _domain();
    }

    function _issue(Session memory session, IssueItem calldata asked) private returns (bytes4) {
        bytes4 refusal = _authorise(session, asked.prescriber, Roles.PRESCRIBER, Roles.OPERATE);
        if (refusal != Refusals.NONE) return refusal;
        bytes32 item = _keyOf(asked.prescriber, asked.id);
        if (slots[item].lastDay() != 0) return AlreadyIssued.selector;
        if (asked.quantity == 0 || asked.quantity > MAX_QUANTITY) return InvalidQuantity.selector;
        if (asked.lastDay < asked.firstDay || asked.lastDay == 0) return InvalidDays.selector;
        uint112 key = uint112(uint160(asked.key));
        if (key == 0) return InvalidKey.selector;

        slots[item] = newItem(key, asked.quantity, asked.firstDay, asked.lastDay);
        emit Issued(asked.operation, item, asked.prescriber, asked.key, asked.quantity, asked.firstDay, asked.lastDay);
        return Refusals.NONE;
    }

    function _cancel(Session memory session, CancelItem calldata asked) private returns (bytes4) {
        bool own = asked.party == asked.prescriber;
        bytes4 refusal = _authorise(session, asked.party, own ? Roles.PRESCRIBER : Roles.REGULATOR, Roles.OPERATE);
        if (refusal != Refusals.NONE) return refusal;
        bytes32 item = _keyOf(asked.prescriber, asked.id);
        ItemSlot slot = slots[item];
        if (slot.lastDay() == 0) return UnknownItem.selector;
        if (slot.key() == 0) return ItemCancelled.selector;

        slots[item] = slot.cancelled();
        emit Cancelled(asked.operation, item, asked.party);
        return Refusals.NONE;
    }

    function _signed(uint112 key, Voucher calldata voucher) private view returns (bool) {
        bytes32 fill = keccak256(abi.encode(FILL_TYPE, voucher.item, voucher.pharmacy, voucher.upTo, voucher.deadline));
        // A malformed signature recovers 0, and no key is 0.
        return uint112(uint160(_signer(fill, voucher.r, voucher.vs))) == key;
    }

    function _keyOf(uint32 prescriber, bytes32 id) private pure returns (bytes32) {
        return keccak256(abi.encode(prescriber, id));
    }

    function _chain(uint72 fills, bytes32 fill) private pure returns (uint72) {
        return uint72(uint256(keccak256(abi.encodePacked(fills, fill))));
    }
}
