// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Custody} from './Custody.sol';
import {ILotLedger} from './interfaces/ILotLedger.sol';
import {Refusals} from './libraries/Refusals.sol';
import {Roles} from './libraries/Roles.sol';
import {Segments} from './libraries/Segments.sol';
import {UnitWords} from './libraries/UnitWords.sol';

/// @title Units that leave the market otherwise than by supply, and locks
/// @dev Each cuts its range out of the segment, so that only that range is touched.
abstract contract Decommissioning is Custody {
    using Segments for mapping(uint32 => Segment);
    using UnitWords for mapping(uint32 => uint256);

    uint16 private constant ACTIVE = uint16(1 << uint256(UnitStatus.Active));
    uint16 private constant LOCKED = uint16(1 << uint256(UnitStatus.Locked));
    uint16 private constant SEIZED = uint16(1 << uint256(UnitStatus.Seized));
    uint16 private constant MISSING = uint16(1 << uint256(UnitStatus.Missing));
    uint16 private constant OPENED = uint16(1 << uint256(UnitStatus.Opened));

    /// @inheritdoc ILotLedger
    function decommissionMany(DecommissionItem[] calldata items) external {
        _limit(items.length);
        Session memory session;
        for (uint256 i; i < items.length; ++i) {
            _report(items[i].operation, items[i].party, _decommission(session, items[i]));
        }
    }

    /// @inheritdoc ILotLedger
    function lockMany(RangeItem[] calldata items) external {
        _limit(items.length);
        Session memory session;
        for (uint256 i; i < items.length; ++i) {
            _report(items[i].operation, items[i].party, _lock(session, items[i]));
        }
    }

    /// @inheritdoc ILotLedger
    function unlockMany(RangeItem[] calldata items) external {
        _limit(items.length);
        Session memory session;
        for (uint256 i; i < items.length; ++i) {
            _report(items[i].operation, items[i].party, _unlock(session, items[i]));
        }
    }

    function _decommission(Session memory session, DecommissionItem calldata asked) private returns (bytes4) {
        bytes4 refusal = _authorise(session, asked.party, Roles.STOCK, Roles.OPERATE);
        if (refusal != Refusals.NONE) return refusal;
        if (asked.status < uint8(UnitStatus.Exported) || asked.status > uint8(UnitStatus.Stolen)) {
            return InvalidCode.selector;
        }
        UnitStatus status = UnitStatus(asked.status);
        (bytes4 lost, Head memory head, Segments.Place memory place, Segment memory segment) =
            _find(asked.lot, asked.start, asked.end, asked.hint);
        if (lost != Refusals.NONE) return lost;
        if (segment.holder != asked.party) return NotHolder.selector;
        // Theft happens on the road, too; the shipper is the last holder.
        if (segment.state != SegmentState.Held && status != UnitStatus.Stolen) return InTransit.selector;
        uint16 allowed = ACTIVE | OPENED | LOCKED | MISSING;
        if (status != UnitStatus.Stolen && status != UnitStatus.Destroyed) {
            allowed = ACTIVE;
            refusal = _lotRefusal(head, asked.lot, asked.start, asked.end);
            if (refusal != Refusals.NONE) return refusal;
        }
        refusal = _changeRefusal(asked.lot, segment, asked.start, asked.end, allowed);
        if (refusal != Refusals.NONE) return refusal;

        _change(asked.lot, place, segment, asked.start, asked.end, _lane(head, status));
        emit Decommissioned(asked.operation, asked.lot, asked.party, asked.start, asked.end, asked.status);
        return Refusals.NONE;
    }

    function _lock(Session memory session, RangeItem calldata asked) private returns (bytes4) {
        (bytes4 refusal, Head memory head, Segments.Place memory place, Segment memory segment) =
            _findControlled(session, asked);
        if (refusal != Refusals.NONE) return refusal;
        bool seized = session.roles == Roles.REGULATOR;
        uint16 allowed = seized ? ACTIVE | LOCKED : ACTIVE;
        refusal = _changeRefusal(asked.lot, segment, asked.start, asked.end, allowed);
        if (refusal != Refusals.NONE) return refusal;

        UnitStatus status = seized ? UnitStatus.Seized : UnitStatus.Locked;
        _change(asked.lot, place, segment, asked.start, asked.end, _lane(head, status));
        emit UnitsLocked(asked.operation, asked.lot, asked.party, asked.start, asked.end, uint8(status));
        return Refusals.NONE;
    }

    function _unlock(Session memory session, RangeItem calldata asked) private returns (bytes4) {
        (bytes4 refusal,, Segments.Place memory place, Segment memory segment) = _findControlled(session, asked);
        if (refusal != Refusals.NONE) return refusal;
        uint16 allowed = session.roles == Roles.REGULATOR ? LOCKED | MISSING | SEIZED : LOCKED | MISSING;
        refusal = _changeRefusal(asked.lot, segment, asked.start, asked.end, allowed);
        if (refusal != Refusals.NONE) return refusal;

        _change(asked.lot, place, segment, asked.start, asked.end, 0);
        emit UnitsUnlocked(asked.operation, asked.lot, asked.party, asked.start, asked.end);
        return Refusals.NONE;
    }

    /// @dev At rest with the party, or with anybody if the party is a regulator.
    function _findControlled(Session memory session, RangeItem calldata asked)
        private
        view
        returns (bytes4 refusal, Head memory head, Segments.Place memory place, Segment memory segment)
    {
        refusal = _authorise(session, asked.party, Roles.STOCK | Roles.REGULATOR, Roles.OPERATE);
        if (refusal != Refusals.NONE) return (refusal, head, place, segment);
        (refusal, head, place, segment) = _find(asked.lot, asked.start, asked.end, asked.hint);
        if (refusal != Refusals.NONE) return (refusal, head, place, segment);
        refusal = _heldRefusal(segment, session.roles == Roles.REGULATOR ? segment.holder : asked.party);
    }

    function _changeRefusal(bytes32 lot, Segment memory segment, uint32 start, uint32 end, uint16 allowed)
        private
        view
        returns (bytes4)
    {
        if (end - start > MAX_RANGE) return RangeTooLarge.selector;
        return _rangeRefusal(lot, segment, start, end, allowed);
    }

    /// @dev Sets the range's lanes and makes it a segment of its own, at rest, touched unless all of it is active.
    function _change(
        bytes32 lot,
        Segments.Place memory place,
        Segment memory segment,
        uint32 start,
        uint32 end,
        uint16 value
    ) private {
        Segment memory part = Segment(end, segment.holder, 0, SegmentState.Held, value != 0);
        segments[lot].carve(place.base, segment, start, part);
        words[lot].fill(start, end, value);
    }
}
