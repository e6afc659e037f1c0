// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Custody} from './Custody.sol';
import {ILotLedger} from './interfaces/ILotLedger.sol';
import {IPrescriptionLedger} from './interfaces/IPrescriptionLedger.sol';
import {Calendar} from './libraries/Calendar.sol';
import {Refusals} from './libraries/Refusals.sol';
import {Roles} from './libraries/Roles.sol';
import {Segments} from './libraries/Segments.sol';
import {UnitWords} from './libraries/UnitWords.sol';

/// @title Supply: dispense, undo, and the report of what already happened
abstract contract Supply is Custody {
    using UnitWords for mapping(uint32 => uint256);

    uint16 private constant UNDO_DAYS = 10;
    /// @dev Statuses that a report may overwrite: the pack was there to be handed out.
    uint16 private constant REPORTABLE = uint16(
        1 << uint256(UnitStatus.Active) | 1 << uint256(UnitStatus.Opened) | 1 << uint256(UnitStatus.Locked)
            | 1 << uint256(UnitStatus.Missing)
    );
    uint16 private constant UNDOABLE = uint16(
        1 << uint256(UnitStatus.Supplied) | 1 << uint256(UnitStatus.Filled) | 1 << uint256(UnitStatus.Opened)
            | 1 << uint256(UnitStatus.Emptied) | 1 << uint256(UnitStatus.Irregular)
            | 1 << uint256(UnitStatus.IrregularlyFilled) | 1 << uint256(UnitStatus.Exported)
            | 1 << uint256(UnitStatus.Sampled) | 1 << uint256(UnitStatus.FreeSample)
    );

    IPrescriptionLedger public immutable prescriptions;

    constructor(IPrescriptionLedger prescriptions_) {
        prescriptions = prescriptions_;
    }

    /// @inheritdoc ILotLedger
    function dispenseMany(DispenseItem[] calldata items, IPrescriptionLedger.Voucher[] calldata vouchers) external {
        _limit(items.length);
        Session memory session;
        for (uint256 i; i < items.length; ++i) {
            _report(items[i].operation, items[i].party, _dispense(session, items[i], vouchers));
        }
    }

    /// @inheritdoc ILotLedger
    function undoDispenseMany(UndoItem[] calldata items) external {
        _limit(items.length);
        Session memory session;
        for (uint256 i; i < items.length; ++i) {
            _report(items[i].operation, items[i].party, _undo(session, items[i]));
        }
    }

    /// @inheritdoc ILotLedger
    function reportSupplyMany(ReportItem[] calldata items, IPrescriptionLedger.Voucher[] calldata vouchers)
        external
    {
        _limit(items.length);
        Session memory session;
        for (uint256 i; i < items.length; ++i) {
            _report(items[i].operation, items[i].party, _reportSupply(session, items[i], vouchers));
        }
    }

    /* ONE ITEM EACH: 0 and an event, or a refusal and no change */

    function _dispense(
        Session memory session,
        DispenseItem calldata asked,
        IPrescriptionLedger.Voucher[] calldata vouchers
    ) private returns (bytes4) {
        bytes4 refusal = _authorise(session, asked.party, Roles.PHARMACY, Roles.OPERATE);
        if (refusal != Refusals.NONE) return refusal;
        if (!_validCodes(asked.portion, asked.basis)) return InvalidCode.selector;
        if ((asked.basis == uint8(SupplyBasis.Prescribed)) != (asked.voucher != 0)) return InvalidCode.selector;
        (bytes4 lost, Head memory head, Segments.Place memory place, Segment memory segment) =
            _findUnit(asked.lot, asked.index, asked.hint);
        if (lost != Refusals.NONE) return lost;
        refusal = _heldRefusal(segment, asked.party);
        if (refusal != Refusals.NONE) return refusal;
        refusal = _lotRefusal(head, asked.lot, asked.index, asked.index + 1);
        if (refusal != Refusals.NONE) return refusal;
        (UnitStatus status,) = words[asked.lot].read(asked.index);
        bool opened = status == UnitStatus.Opened && asked.portion != uint8(Portion.Whole);
        if (status != UnitStatus.Active && !opened) return _statusRefusal(status);

        bytes32 item;
        uint16 day = Calendar.today();
        if (asked.voucher != 0) {
            if (asked.voucher > vouchers.length) return IPrescriptionLedger.InvalidVoucher.selector;
            bytes32 fill = _fill(asked.lot, asked.index, asked.party, asked.quantity, day);
            IPrescriptionLedger.Voucher calldata voucher = vouchers[asked.voucher - 1];
            refusal = prescriptions.consume(asked.party, asked.quantity, fill, voucher);
            if (refusal != Refusals.NONE) return refusal;
            item = voucher.item;
        }

        _touch(asked.lot, place.base, segment);
        words[asked.lot].write(asked.index, _lane(head, _supplied(asked.portion, item != 0)));
        emit Dispensed(
            asked.operation,
            asked.lot,
            asked.party,
            asked.index,
            asked.portion,
            asked.basis,
            asked.quantity,
            item,
            day
        );
        return Refusals.NONE;
    }

    function _undo(Session memory session, UndoItem calldata asked) private returns (bytes4) {
        bytes4 refusal = _authorise(session, asked.party, Roles.STOCK, Roles.OPERATE);
        if (refusal != Refusals.NONE) return refusal;
        (bytes4 lost, Head memory head,, Segment memory segment) = _findUnit(asked.lot, asked.index, asked.hint);
        if (lost != Refusals.NONE) return lost;
        refusal = _heldRefusal(segment, asked.party);
        if (refusal != Refusals.NONE) return refusal;
        if (head.withdrawn) return LotIsWithdrawn.selector;
        if (_isRecalled(head, asked.lot, asked.index, asked.index + 1)) return LotIsRecalled.selector;
        if (Calendar.isOver(head.expiryDay)) return LotIsExpired.selector;
        (UnitStatus status, uint16 since) = words[asked.lot].read(asked.index);
        if (UNDOABLE >> uint256(status) & 1 == 0) return _statusRefusal(status);
        if (uint8(status) != asked.status) return StatusMismatch.selector;
        uint16 today = Calendar.today();
        if (since == UnitWords.LAST_DAY || today - head.registeredDay - since > UNDO_DAYS) {
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
            fill
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
        (bytes4 lost, Head memory head, Segments.Place memory place, Segment memory segment) =
            _findUnit(asked.lot, asked.index, asked.hint);
        if (lost != Refusals.NONE) return lost;

        Reported memory outcome;
        outcome.day = Calendar.today();
        if (asked.voucher != 0) _charge(asked, vouchers, outcome);
        (outcome.previous,) = words[asked.lot].read(asked.index);
        outcome.status = outcome.previous;
        outcome.held = _heldRefusal(segment, asked.party) == Refusals.NONE;
        if (outcome.held && REPORTABLE >> uint256(outcome.previous) & 1 == 1) {
            outcome.status = _reported(asked.portion, outcome.previous, outcome.charged);
            _touch(asked.lot, place.base, segment);
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
    function _charge(
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
        outcome.fillRefusal = prescriptions.consume(asked.party, asked.quantity, fill, voucher);
        outcome.charged = outcome.fillRefusal == Refusals.NONE;
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

    function _findUnit(bytes32 lot, uint32 index, uint32 hint)
        private
        view
        returns (bytes4 refusal, Head memory head, Segments.Place memory place, Segment memory segment)
    {
        if (index == type(uint32).max) return (UnknownUnit.selector, head, place, segment);
        return _find(lot, index, index + 1, hint);
    }

    function _touch(bytes32 lot, uint32 base, Segment memory segment) private {
        if (segment.touched) return;
        segments[lot][base].touched = true;
    }

    function _fill(bytes32 lot, uint32 index, uint32 party, uint32 quantity, uint16 day)
        private
        pure
        returns (bytes32)
    {
        return keccak256(abi.encode(lot, index, party, quantity, day));
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
