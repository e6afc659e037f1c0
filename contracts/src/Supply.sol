// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Custody} from './Custody.sol';
import {ILotLedger} from './interfaces/ILotLedger.sol';
import {IPrescriptionLedger} from './interfaces/IPrescriptionLedger.sol';
import {Calendar} from './libraries/Calendar.sol';
import {Refusals} from './libraries/Refusals.sol';
import {Roles} from './libraries/Roles.sol';
import {UnitWords} from './libraries/UnitWords.sol';
import {DispenseOrder} from './types/DispenseOrder.sol';
import {LotHead, WITHDRAWN} from './types/LotHead.sol';
import {SegmentSlot} from './types/SegmentSlot.sol';

/// @title Supply: dispense, undo, and the report of what already happened
abstract contract Supply is Custody {
    using UnitWords for mapping(uint32 => uint256);

    uint16 private constant UNDO_DAYS = 10;
    /// @dev Statuses that a report may overwrite: the pack was there to be handed out.
    uint16 private constant REPORTABLE = uint16(
        (1 << uint256(UnitStatus.Active)) |
            (1 << uint256(UnitStatus.Opened)) |
            (1 << uint256(UnitStatus.Locked)) |
            (1 << uint256(UnitStatus.Missing))
    );
    uint16 private constant UNDOABLE = uint16(
        (1 << uint256(UnitStatus.Supplied)) |
            (1 << uint256(UnitStatus.Filled)) |
            (1 << uint256(UnitStatus.Opened)) |
            (1 << uint256(UnitStatus.Emptied)) |
            (1 << uint256(UnitStatus.Irregular)) |
            (1 << uint256(UnitStatus.IrregularlyFilled)) |
            (1 << uint256(UnitStatus.Exported)) |
            (1 << uint256(UnitStatus.Sampled)) |
            (1 << uint256(UnitStatus.FreeSample))
    );

    IPrescriptionLedger public immutable prescriptions;

    constructor(IPrescriptionLedger prescriptions_) {
        prescriptions = prescriptions_;
    }

    /// @inheritdoc ILotLedger
    function dispenseMany(DispenseItem[] calldata items, IPrescriptionLedger.Voucher[] calldata vouchers) external {
        _limit(items.length);
        Session memory session;
        // Bit n: voucher n was accepted in this call. Positions have 8 bits.
        uint256 proven;
        for (uint256 i; i < items.length; ++i) {
            DispenseOrder order = items[i].order;
            bytes4 refusal = _dispense(session, items[i].lot, order, vouchers, proven);
            if (refusal == Refusals.NONE) proven |= 1 << order.voucher();
            else emit Refused(order.operation(), order.party(), refusal);
        }
    }

    /// @inheritdoc ILotLedger
    function undoDispenseMany(UndoItem[] calldata items) external {
        _limit(items.length);
        Session memory session;
        for (uint256 i; i < items.length; ++i) {
            UndoItem calldata item = items[i];
            bytes4 refusal = _undo(session, item);
            if (refusal != Refusals.NONE) emit Refused(item.operation, item.party, refusal);
        }
    }

    /// @inheritdoc ILotLedger
    function reportSupplyMany(ReportItem[] calldata items, IPrescriptionLedger.Voucher[] calldata vouchers) external {
        _limit(items.length);
        Session memory session;
        for (uint256 i; i < items.length; ++i) {
            ReportItem calldata item = items[i];
            bytes4 refusal = _reportSupply(session, item, vouchers);
            if (refusal != Refusals.NONE) emit Refused(item.operation, item.party, refusal);
        }
    }

    /* ONE ITEM EACH: 0 and an event, or a refusal and no change */

    function _dispense(
        Session memory session,
        bytes32 lot,
        DispenseOrder order,
        IPrescriptionLedger.Voucher[] calldata vouchers,
        uint256 proven
    ) private returns (bytes4 refusal) {
        refusal = _authorise(session, order.party(), Roles.PHARMACY, Roles.OPERATE);
        if (refusal != Refusals.NONE) return refusal;
        if (!_validCodes(order.portion(), order.basis())) return InvalidCode.selector;
        bool prescribed = order.basis() == uint8(SupplyBasis.Prescribed);
        if (prescribed != (order.voucher() != 0)) return InvalidCode.selector;
        uint32 index = order.index();
        LotHead head;
        SegmentSlot segment;
        uint32 base;
        (refusal, head, segment, base, ) = _find(lot, index, index + 1, order.hint());
        if (refusal != Refusals.NONE) return refusal;
        refusal = _heldRefusal(segment, order.party());
        if (refusal != Refusals.NONE) return refusal;
        refusal = _lotRefusal(head, lot, index, index + 1);
        if (refusal != Refusals.NONE) return refusal;
        (UnitStatus status, ) = words[lot].read(index);
        bool opened = status == UnitStatus.Opened && order.portion() != uint8(Portion.Whole);
        if (status != UnitStatus.Active && !opened) return _statusRefusal(status);

        bytes32 item;
        if (prescribed) {
            if (order.voucher() > vouchers.length) return IPrescriptionLedger.InvalidVoucher.selector;
            IPrescriptionLedger.Voucher calldata voucher = vouchers[order.voucher() - 1];
            item = voucher.item;
            bytes32 fill = _fill(lot, index, order.party(), order.quantity(), Calendar.today());
            refusal = _charge(order.party(), order.quantity(), fill, voucher, (proven >> order.voucher()) & 1 == 1);
            if (refusal != Refusals.NONE) return refusal;
        }

        _touch(lot, base, segment);
        words[lot].write(index, _lane(head, _supplied(order.portion(), prescribed)));
        emit Dispensed(lot, item, order);
    }

    function _undo(Session memory session, UndoItem calldata asked) private returns (bytes4) {
        bytes4 refusal = _authorise(session, asked.party, Roles.STOCK, Roles.OPERATE);
        if (refusal != Refusals.NONE) return refusal;
        (bytes4 lost, LotHead head, SegmentSlot segment, ) = _findUnit(asked.lot, asked.index, asked.hint);
        if (lost != Refusals.NONE) return lost;
        refusal = _heldRefusal(segment, asked.party);
        if (refusal != Refusals.NONE) return refusal;
        if (head.has(WITHDRAWN)) return LotIsWithdrawn.selector;
        if (_isRecalled(head, asked.lot, asked.index, asked.index + 1)) return LotIsRecalled.selector;
        if (Calendar.isOver(head.expiryDay())) return LotIsExpired.selector;
        (UnitStatus status, uint16 since) = words[asked.lot].read(asked.index);
        if ((UNDOABLE >> uint256(status)) & 1 == 0) return _statusRefusal(status);
        if (uint8(status) != asked.status) return StatusMismatch.selector;
        uint16 today = Calendar.today();
        if (since == UnitWords.LAST_DAY || today - head.registeredDay() - since > UNDO_DAYS) {
            return UndoWindowOver.selector;
        }

        bytes32 fill;
        if (asked.item != 0) {
            if (asked.day > today || today - asked.day > UNDO_DAYS) return UndoWindowOver.selector;
            fill = _fill(asked.lot, asked.index, asked.party, asked.quantity, asked.day);
            refusal = prescriptions.giveBack(asked.item, asked.quantity, asked.before, fill, asked.later);
            if (refusal != Refusals.NONE) return refusal;
        } else if (status == UnitStatus.Filled || status == UnitStatus.IrregularlyFilled) {
            return ItemRequired.selector;
        }

        bool opened = status == UnitStatus.Opened || status == UnitStatus.Emptied;
        UnitStatus next = opened ? UnitStatus.Opened : UnitStatus.Active;
        // An opened bottle keeps its day; an active unit's lane is all zero.
        if (status != UnitStatus.Opened) words[asked.lot].write(asked.index, opened ? _lane(head, next) : 0);
        emit Undone(
            asked.operation,
            asked.lot,
            asked.party,
            asked.index,
            uint8(status),
            uint8(next),
            asked.item,
            asked.quantity,
            fill,
            asked.before
        );
        return Refusals.NONE;
    }

    function _reportSupply(
        Session memory session,
        ReportItem calldata asked,
        IPrescriptionLedger.Voucher[] calldata vouchers
    ) private returns (bytes4) {
        bytes4 refusal = _authorise(session, asked.party, Roles.PHARMACY | Roles.REGULATOR, Roles.OPERATE);
        if (refusal != Refusals.NONE) return refusal;
        if (!_validCodes(asked.portion, asked.basis)) return InvalidCode.selector;
        (bytes4 lost, LotHead head, SegmentSlot segment, uint32 base) = _findUnit(asked.lot, asked.index, asked.hint);
        if (lost != Refusals.NONE) return lost;

        Reported memory outcome;
        outcome.day = Calendar.today();
        if (asked.voucher != 0) _chargeReport(asked, vouchers, outcome);
        (outcome.previous, ) = words[asked.lot].read(asked.index);
        outcome.status = outcome.previous;
        outcome.held = _heldRefusal(segment, asked.party) == Refusals.NONE;
        if (outcome.held && (REPORTABLE >> uint256(outcome.previous)) & 1 == 1) {
            outcome.status = _reported(asked.portion, outcome.previous, outcome.charged);
            _touch(asked.lot, base, segment);
            words[asked.lot].write(asked.index, _lane(head, outcome.status));
        }
        _emitReported(asked, outcome);
        return Refusals.NONE;
    }

    /* SHARED */

    struct Reported {
        bytes32 item;
        bytes4 fillRefusal;
        uint16 day;
        UnitStatus previous;
        UnitStatus status;
        bool held;
        bool charged;
    }

    /// @dev Charges the prescription item of a report if it can; the report stands either way.
    function _chargeReport(
        ReportItem calldata asked,
        IPrescriptionLedger.Voucher[] calldata vouchers,
        Reported memory outcome
    ) private {
        if (asked.voucher > vouchers.length) {
            outcome.fillRefusal = IPrescriptionLedger.InvalidVoucher.selector;
            return;
        }
        IPrescriptionLedger.Voucher calldata voucher = vouchers[asked.voucher - 1];
        bytes32 fill = _fill(asked.lot, asked.index, asked.party, asked.quantity, outcome.day);
        outcome.item = voucher.item;
        outcome.fillRefusal = _charge(asked.party, asked.quantity, fill, voucher, false);
        outcome.charged = outcome.fillRefusal == Refusals.NONE;
    }

    /// @dev A voucher is for one pharmacy: a copy from a pending transaction is of no use to another.
    function _charge(
        uint32 party,
        uint32 quantity,
        bytes32 fill,
        IPrescriptionLedger.Voucher calldata voucher,
        bool proven
    ) private returns (bytes4) {
        if (voucher.pharmacy != party) return IPrescriptionLedger.InvalidVoucher.selector;
        return prescriptions.consume(quantity, fill, voucher, proven);
    }

    function _emitReported(ReportItem calldata asked, Reported memory outcome) private {
        emit SupplyReported(
            asked.operation,
            asked.lot,
            asked.party,
            asked.index,
            asked.portion,
            asked.basis,
            asked.reason,
            asked.quantity,
            outcome.item,
            outcome.day,
            uint8(outcome.previous),
            uint8(outcome.status),
            outcome.held,
            outcome.fillRefusal
        );
    }

    function _findUnit(
        bytes32 lot,
        uint32 index,
        uint32 hint
    ) private view returns (bytes4 refusal, LotHead head, SegmentSlot segment, uint32 base) {
        if (index == type(uint32).max) return (UnknownUnit.selector, head, segment, base);
        (refusal, head, segment, base, ) = _find(lot, index, index + 1, hint);
    }

    function _touch(bytes32 lot, uint32 base, SegmentSlot segment) private {
        if (!segment.touched()) segments[lot][base] = segment.withTouch();
    }

    function _fill(
        bytes32 lot,
        uint32 index,
        uint32 party,
        uint32 quantity,
        uint16 day
    ) private pure returns (bytes32) {
        return keccak256(abi.encodePacked(lot, index, party, quantity, day));
    }

    function _validCodes(uint8 portion, uint8 basis) private pure returns (bool) {
        return portion <= uint8(type(Portion).max) && basis <= uint8(type(SupplyBasis).max);
    }

    function _supplied(uint8 portion, bool filled) private pure returns (UnitStatus) {
        if (portion == uint8(Portion.Part)) return UnitStatus.Opened;
        if (portion == uint8(Portion.Last)) return UnitStatus.Emptied;
        return filled ? UnitStatus.Filled : UnitStatus.Supplied;
    }

    function _reported(uint8 portion, UnitStatus previous, bool filled) private pure returns (UnitStatus) {
        if (portion == uint8(Portion.Part)) return UnitStatus.Opened;
        if (portion == uint8(Portion.Last) || previous == UnitStatus.Opened) return UnitStatus.Emptied;
        return filled ? UnitStatus.IrregularlyFilled : UnitStatus.Irregular;
    }
}
