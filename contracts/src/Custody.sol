// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {LotBook} from './LotBook.sol';
import {ILotLedger} from './interfaces/ILotLedger.sol';
import {InclusionProof} from './libraries/InclusionProof.sol';
import {Refusals} from './libraries/Refusals.sol';
import {Roles} from './libraries/Roles.sol';
import {Segments} from './libraries/Segments.sol';
import {UnitWords} from './libraries/UnitWords.sol';
import {LotHead} from './types/LotHead.sol';
import {SegmentSlot, heldSegment, newSegment} from './types/SegmentSlot.sol';

/// @title Custody: who holds which units, and how they move
abstract contract Custody is LotBook {
    using Segments for mapping(uint32 => SegmentSlot);
    using UnitWords for mapping(uint32 => uint256);

    /* SHIPPING */

    /// @inheritdoc ILotLedger
    function shipMany(ShipItem[] calldata items) external {
        _shipMany(items, false);
    }

    /// @inheritdoc ILotLedger
    function returnToMany(ShipItem[] calldata items) external {
        _shipMany(items, true);
    }

    /// @inheritdoc ILotLedger
    function receiveMany(RangeItem[] calldata items) external {
        _each(items, _receive);
    }

    /// @inheritdoc ILotLedger
    function rejectMany(RangeItem[] calldata items) external {
        _each(items, _reject);
    }

    /// @inheritdoc ILotLedger
    function voidShipmentMany(RangeItem[] calldata items) external {
        _each(items, _void);
    }

    /* EXCEPTIONS */

    /// @inheritdoc ILotLedger
    function reportMissingMany(RangeItem[] calldata items) external {
        _each(items, _reportMissing);
    }

    /// @inheritdoc ILotLedger
    function claimMany(ClaimItem[] calldata items) external {
        _limit(items.length);
        Session memory session;
        for (uint256 i; i < items.length; ++i) {
            ClaimItem calldata item = items[i];
            bytes4 refusal = _claim(session, item);
            if (refusal != Refusals.NONE) emit Refused(item.operation, item.party, refusal);
        }
    }

    /// @inheritdoc ILotLedger
    function reassign(
        bytes16 operation,
        uint32 party,
        bytes32 lot,
        uint32 start,
        uint32 end,
        uint32 hint,
        uint32 receiver
    ) external {
        _authoriseOne(party, Roles.REGULATOR, Roles.OPERATE);
        (bytes4 refusal, LotHead head, SegmentSlot segment, uint32 base, ) = _find(lot, start, end, hint);
        Refusals.raise(refusal);
        Refusals.raise(_receiverRefusal(head, segment.holder(), receiver, false));
        Refusals.raise(_rangeRefusal(lot, segment, start, end, UnitWords.ACTIVE_ONLY));

        SegmentSlot part = newSegment(end, segment.holder(), receiver, SegmentState.Ordered, false);
        segments[lot].carve(base, segment, start, part);
        emit Reassigned(operation, lot, party, segment.holder(), receiver, start, end);
    }

    /* ONE ITEM EACH: 0 and an event, or a refusal and no change */

    function _shipMany(ShipItem[] calldata items, bool returned) private {
        _limit(items.length);
        Session memory session;
        for (uint256 i; i < items.length; ++i) {
            ShipItem calldata item = items[i];
            bytes4 refusal = _ship(session, item, returned);
            if (refusal != Refusals.NONE) emit Refused(item.operation, item.party, refusal);
        }
    }

    function _ship(Session memory session, ShipItem calldata asked, bool returned) private returns (bytes4) {
        bytes4 refusal = _authorise(session, asked.party, Roles.STOCK, Roles.OPERATE);
        if (refusal != Refusals.NONE) return refusal;
        (bytes4 lost, LotHead head, SegmentSlot segment, uint32 base, ) = _find(
            asked.lot,
            asked.start,
            asked.end,
            asked.hint
        );
        if (lost != Refusals.NONE) return lost;
        refusal = _heldRefusal(segment, asked.party);
        if (refusal != Refusals.NONE) return refusal;
        bool restricted = _lotRefusal(head, asked.lot, asked.start, asked.end) != Refusals.NONE;
        refusal = _receiverRefusal(head, asked.party, asked.receiver, restricted);
        if (refusal != Refusals.NONE) return refusal;
        refusal = _rangeRefusal(asked.lot, segment, asked.start, asked.end, UnitWords.ACTIVE_ONLY);
        if (refusal != Refusals.NONE) return refusal;

        // All active, so what is in transit is untouched.
        SegmentSlot part = newSegment(asked.end, asked.party, asked.receiver, SegmentState.Shipped, false);
        segments[asked.lot].carve(base, segment, asked.start, part);
        emit Shipped(asked.operation, asked.lot, asked.party, asked.receiver, asked.start, asked.end, returned);
        return Refusals.NONE;
    }

    function _receive(Session memory session, RangeItem calldata asked) private returns (bytes4) {
        (bytes4 refusal, LotHead head, SegmentSlot segment, uint32 base, uint32 left) = _findIncoming(session, asked);
        if (refusal != Refusals.NONE) return refusal;
        (bytes32 lot, uint32 start, uint32 end) = (asked.lot, asked.start, asked.end);
        if (segment.state() == SegmentState.Shipped && !_mayHoldRestricted(head, session)) {
            if (_lotRefusal(head, lot, start, end) != Refusals.NONE) return OnlyToMakerOrDisposer.selector;
        }

        SegmentSlot part = heldSegment(end, session.party, false);
        uint32 joined = segments[lot].carveAndJoin(left, base, segment, start, part);
        emit Received(asked.operation, lot, session.party, start, end, joined);
        return Refusals.NONE;
    }

    function _reject(Session memory session, RangeItem calldata asked) private returns (bytes4) {
        (bytes4 refusal, , SegmentSlot segment, uint32 base, ) = _findIncoming(session, asked);
        if (refusal != Refusals.NONE) return refusal;

        _settle(asked, base, segment, false);
        emit Rejected(asked.operation, asked.lot, asked.party, segment.holder(), asked.start, asked.end);
        return Refusals.NONE;
    }

    function _void(Session memory session, RangeItem calldata asked) private returns (bytes4) {
        bytes4 refusal = _authorise(session, asked.party, Roles.STOCK, Roles.OPERATE);
        if (refusal != Refusals.NONE) return refusal;
        (bytes4 lost, , SegmentSlot segment, uint32 base, ) = _find(asked.lot, asked.start, asked.end, asked.hint);
        if (lost != Refusals.NONE) return lost;
        if (segment.holder() != asked.party) return NotHolder.selector;
        if (segment.state() != SegmentState.Shipped) return NotInTransit.selector;

        _settle(asked, base, segment, false);
        emit ShipmentVoided(asked.operation, asked.lot, asked.party, asked.start, asked.end);
        return Refusals.NONE;
    }

    function _reportMissing(Session memory session, RangeItem calldata asked) private returns (bytes4) {
        bytes4 refusal = _authorise(session, asked.party, Roles.STOCK, Roles.OPERATE);
        if (refusal != Refusals.NONE) return refusal;
        (bytes4 lost, LotHead head, SegmentSlot segment, uint32 base, ) = _find(
            asked.lot,
            asked.start,
            asked.end,
            asked.hint
        );
        if (lost != Refusals.NONE) return lost;
        if (segment.state() == SegmentState.Held) {
            if (segment.holder() != asked.party) return NotHolder.selector;
        } else if (segment.receiver() != asked.party) {
            return NotReceiver.selector;
        }
        if (asked.end - asked.start > MAX_RANGE) return RangeTooLarge.selector;
        refusal = _rangeRefusal(asked.lot, segment, asked.start, asked.end, UnitWords.ACTIVE_ONLY);
        if (refusal != Refusals.NONE) return refusal;

        _settle(asked, base, segment, true);
        words[asked.lot].fill(asked.start, asked.end, _lane(head, UnitStatus.Missing));
        emit ReportedMissing(asked.operation, asked.lot, asked.party, segment.holder(), asked.start, asked.end);
        return Refusals.NONE;
    }

    function _claim(Session memory session, ClaimItem calldata asked) private returns (bytes4) {
        bytes4 refusal = _authorise(session, asked.party, Roles.STOCK, Roles.OPERATE);
        if (refusal != Refusals.NONE) return refusal;
        if (asked.index == type(uint32).max) return UnknownUnit.selector;
        (bytes4 lost, LotHead head, SegmentSlot segment, uint32 base, ) = _find(
            asked.lot,
            asked.index,
            asked.index + 1,
            asked.hint
        );
        if (lost != Refusals.NONE) return lost;
        if (segment.holder() == asked.party) return AlreadyHolder.selector;
        if (segment.state() == SegmentState.Ordered) return InTransit.selector;
        if (!_mayHoldRestricted(head, session)) {
            refusal = _lotRefusal(head, asked.lot, asked.index, asked.index + 1);
            if (refusal != Refusals.NONE) return OnlyToMakerOrDisposer.selector;
        }
        (UnitStatus status, ) = words[asked.lot].read(asked.index);
        if (status != UnitStatus.Active && status != UnitStatus.Missing) return _statusRefusal(status);
        bytes32 root = roots[asked.lot];
        if (!InclusionProof.holds(asked.proof, asked.index, head.units(), asked.commitment, root)) {
            return InvalidProof.selector;
        }

        // A missing unit that is claimed is found: it changes hands as an active one.
        if (status == UnitStatus.Missing) words[asked.lot].write(asked.index, 0);
        SegmentSlot part = heldSegment(asked.index + 1, asked.party, false);
        segments[asked.lot].carve(base, segment, asked.index, part);
        emit Claimed(asked.operation, asked.lot, asked.party, segment.holder(), asked.index);
        return Refusals.NONE;
    }

    /* SHARED */

    /// @dev The range back to its holder.
    function _settle(RangeItem calldata asked, uint32 base, SegmentSlot segment, bool touched) private {
        SegmentSlot part = heldSegment(asked.end, segment.holder(), touched);
        segments[asked.lot].carve(base, segment, asked.start, part);
    }

    function _findIncoming(
        Session memory session,
        RangeItem calldata asked
    ) private view returns (bytes4 refusal, LotHead head, SegmentSlot segment, uint32 base, uint32 left) {
        refusal = _authorise(session, asked.party, Roles.STOCK, Roles.OPERATE);
        if (refusal != Refusals.NONE) return (refusal, head, segment, base, left);
        (refusal, head, segment, base, left) = _find(asked.lot, asked.start, asked.end, asked.hint);
        if (refusal == Refusals.NONE && segment.receiver() != asked.party) refusal = NotReceiver.selector;
    }

    function _heldRefusal(SegmentSlot segment, uint32 party) internal pure returns (bytes4) {
        if (segment.holder() != party) return NotHolder.selector;
        if (segment.state() != SegmentState.Held) return InTransit.selector;
        return Refusals.NONE;
    }

    function _receiverRefusal(
        LotHead head,
        uint32 holder,
        uint32 receiver,
        bool restricted
    ) private view returns (bytes4) {
        (uint16 roles, , bool active) = registry.authority(receiver, address(0));
        if (!active || roles & Roles.STOCK == 0 || receiver == holder) return InvalidReceiver.selector;
        bool open = !restricted || receiver == head.maker() || roles & Roles.DISPOSER != 0;
        return open ? Refusals.NONE : OnlyToMakerOrDisposer.selector;
    }

    /// @dev Whether a recalled, withdrawn, expired or held lot may come to the party.
    function _mayHoldRestricted(LotHead head, Session memory session) private pure returns (bool) {
        return session.party == head.maker() || session.roles & Roles.DISPOSER != 0;
    }
}
