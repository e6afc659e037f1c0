// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Custody} from './Custody.sol';
import {ILotLedger} from './interfaces/ILotLedger.sol';
import {Refusals} from './libraries/Refusals.sol';
import {Roles} from './libraries/Roles.sol';
import {Segments} from './libraries/Segments.sol';
import {UnitWords} from './libraries/UnitWords.sol';
import {LotHead} from './types/LotHead.sol';
import {SegmentSlot, heldSegment} from './types/SegmentSlot.sol';

/// @title Units that leave the market otherwise than by supply, and locks
/// @dev Each cuts its range out of the segment, so that only that range is touched.
abstract contract Decommissioning is Custody {
    using Segments for mapping(uint32 => SegmentSlot);
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
            DecommissionItem calldata item = items[i];
            bytes4 refusal = _decommission(session, item);
            if (refusal != Refusals.NONE) emit Refused(item.operation, item.party, refusal);
        }
    }

    /// @inheritdoc ILotLedger
    function lockMany(RangeItem[] calldata items) external {
        _each(items, _lock);
    }

    /// @inheritdoc ILotLedger
    function unlockMany(RangeItem[] calldata items) external {
        _each(items, _unlock);
    }

    function _decommission(Session memory session, DecommissionItem calldata asked) private returns (bytes4) {
        bytes4 refusal = _authorise(session, asked.party, Roles.STOCK, Roles.OPERATE);
        if (refusal != Refusals.NONE) return refusal;
        if (asked.status < uint8(UnitStatus.Exported) || asked.status > uint8(UnitStatus.Stolen)) {
            return InvalidCode.selector;
        }
        UnitStatus status = UnitStatus(asked.status);
        (bytes4 lost, LotHead head, SegmentSlot segment, uint32 base, ) = _find(
            asked.lot,
            asked.start,
            asked.end,
            asked.hint
        );
        if (lost != Refusals.NONE) return lost;
        if (segment.holder() != asked.party) return NotHolder.selector;
        // Theft happens on the road, too; the shipper is the last holder.
        if (segment.state() != SegmentState.Held && status != UnitStatus.Stolen) return InTransit.selector;
        uint16 allowed = ACTIVE | OPENED | LOCKED | MISSING;
        if (status != UnitStatus.Stolen && status != UnitStatus.Destroyed) {
            allowed = ACTIVE;
            refusal = _lotRefusal(head, asked.lot, asked.start, asked.end);
            if (refusal != Refusals.NONE) return refusal;
        }
        refusal = _changeRefusal(asked.lot, segment, asked.start, asked.end, allowed);
        if (refusal != Refusals.NONE) return refusal;

        _change(asked.lot, base, segment, asked.start, asked.end, _lane(head, status));
        emit Decommissioned(asked.operation, asked.lot, asked.party, asked.start, asked.end, asked.status);
        return Refusals.NONE;
    }

    function _lock(Session memory session, RangeItem calldata asked) private returns (bytes4) {
        (bytes4 refusal, LotHead head, SegmentSlot segment, uint32 base) = _findControlled(session, asked);
        if (refusal != Refusals.NONE) return refusal;
        bool seized = session.roles == Roles.REGULATOR;
        uint16 allowed = seized ? ACTIVE | LOCKED : ACTIVE;
        refusal = _changeRefusal(asked.lot, segment, asked.start, asked.end, allowed);
        if (refusal != Refusals.NONE) return refusal;

        UnitStatus status = seized ? UnitStatus.Seized : UnitStatus.Locked;
        _change(asked.lot, base, segment, asked.start, asked.end, _lane(head, status));
        emit UnitsLocked(asked.operation, asked.lot, asked.party, asked.start, asked.end, uint8(status));
        return Refusals.NONE;
    }

    function _unlock(Session memory session, RangeItem calldata asked) private returns (bytes4) {
        (bytes4 refusal, , SegmentSlot segment, uint32 base) = _findControlled(session, asked);
        if (refusal != Refusals.NONE) return refusal;
        uint16 allowed = session.roles == Roles.REGULATOR ? LOCKED | MISSING | SEIZED : LOCKED | MISSING;
        refusal = _changeRefusal(asked.lot, segment, asked.start, asked.end, allowed);
        if (refusal != Refusals.NONE) return refusal;

        _change(asked.lot, base, segment, asked.start, asked.end, 0);
        emit UnitsUnlocked(asked.operation, asked.lot, asked.party, asked.start, asked.end);
        return Refusals.NONE;
    }

    /// @dev At rest with the party, or with anybody if the party is a regulator.
    function _findControlled(
        Session memory session,
        RangeItem calldata asked
    ) private view returns (bytes4 refusal, LotHead head, SegmentSlot segment, uint32 base) {
        refusal = _authorise(session, asked.party, Roles.STOCK | Roles.REGULATOR, Roles.OPERATE);
        if (refusal != Refusals.NONE) return (refusal, head, segment, base);
        (refusal, head, segment, base, ) = _find(asked.lot, asked.start, asked.end, asked.hint);
        if (refusal != Refusals.NONE) return (refusal, head, segment, base);
        refusal = _heldRefusal(segment, session.roles == Roles.REGULATOR ? segment.holder() : asked.party);
    }

    function _changeRefusal(
        bytes32 lot,
        SegmentSlot segment,
        uint32 start,
        uint32 end,
        uint16 allowed
    ) private view returns (bytes4) {
        if (end - start > MAX_RANGE) return RangeTooLarge.selector;
        return _rangeRefusal(lot, segment, start, end, allowed);
    }

    /// @dev Sets the range's lanes and makes it a segment of its own, at rest, touched unless all of it is active.
    function _change(bytes32 lot, uint32 base, SegmentSlot segment, uint32 start, uint32 end, uint16 value) private {
        segments[lot].carve(base, segment, start, heldSegment(end, segment.holder(), value != 0));
        words[lot].fill(start, end, value);
    }
}
