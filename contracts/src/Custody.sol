// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {LotBook} from './LotBook.sol';
import {ILotLedger} from './interfaces/ILotLedger.sol';
import {InclusionProof} from './libraries/InclusionProof.sol';
import {Refusals} from './libraries/Refusals.sol';
import {Roles} from './libraries/Roles.sol';
import {Segments} from './libraries/Segments.sol';
import {UnitWords} from './libraries/UnitWords.sol';

/// @title Custody: who holds which units, and how they move
abstract contract Custody is LotBook {
    using Segments for mapping(uint32 => Segment);
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
        _limit(items.length);
        Session memory session;
        for (uint256 i; i < items.length; ++i) {
            _report(items[i].operation, items[i].party, _receive(session, items[i]));
        }
    }

    /// @inheritdoc ILotLedger
    function rejectMany(RangeItem[] calldata items) external {
        _limit(items.length);
        Session memory session;
        for (uint256 i; i < items.length; ++i) {
            _report(items[i].operation, items[i].party, _reject(session, items[i]));
        }
    }

    /// @inheritdoc ILotLedger
    function voidShipmentMany(RangeItem[] calldata items) external {
        _limit(items.length);
        Session memory session;
        for (uint256 i; i < items.length; ++i) {
            _report(items[i].operation, items[i].party, _void(session, items[i]));
        }
    }

    /* EXCEPTIONS */

    /// @inheritdoc ILotLedger
    function reportMissingMany(RangeItem[] calldata items) external {
        _limit(items.length);
        Session memory session;
        for (uint256 i; i < items.length; ++i) {
            _report(items[i].operation, items[i].party, _reportMissing(session, items[i]));
        }
    }

    /// @inheritdoc ILotLedger
    function claimMany(ClaimItem[] calldata items) external {
        _limit(items.length);
        Session memory session;
        for (uint256 i; i < items.length; ++i) {
            _report(items[i].operation, items[i].party, _claim(session, items[i]));
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
        (bytes4 refusal, Head memory head, Segments.Place memory place, Segment memory segment) =
            _find(lot, start, end, hint);
        Refusals.raise(refusal);
        Refusals.raise(_receiverRefusal(head, segment.holder, receiver, false));
        Refusals.raise(_rangeRefusal(lot, segment, start, end, UnitWords.ACTIVE_ONLY));

        uint32 holder = segment.holder;
        segments[lot].carve(place.base, segment, start, Segment(end, holder, receiver, SegmentState.Ordered, false));
        emit Reassigned(operation, lot, party, holder, receiver, start, end);
    }

    /* ONE ITEM EACH: 0 and an event, or a refusal and no change */

    function _shipMany(ShipItem[] calldata items, bool returned) private {
        _limit(items.length);
        Session memory session;
        for (uint256 i; i < items.length; ++i) {
            _report(items[i].operation, items[i].party, _ship(session, items[i], returned));
        }
    }

    function _ship(Session memory session, ShipItem calldata asked, bool returned) private returns (bytes4) {
        bytes4 refusal = _authorise(session, asked.party, Roles.STOCK, Roles.OPERATE);
        if (refusal != Refusals.NONE) return refusal;
        (bytes4 lost, Head memory head, Segments.Place memory place, Segment memory segment) =
            _find(asked.lot, asked.start, asked.end, asked.hint);
        if (lost != Refusals.NONE) return lost;
        refusal = _heldRefusal(segment, asked.party);
        if (refusal != Refusals.NONE) return refusal;
        bool restricted = _lotRefusal(head, asked.lot, asked.start, asked.end) != Refusals.NONE;
        refusal = _receiverRefusal(head, asked.party, asked.receiver, restricted);
        if (refusal != Refusals.NONE) return refusal;
        refusal = _rangeRefusal(asked.lot, segment, asked.start, asked.end, UnitWords.ACTIVE_ONLY);
        if (refusal != Refusals.NONE) return refusal;

        // All active, so what is in transit is untouched.
        Segment memory part = Segment(asked.end, asked.party, asked.receiver, SegmentState.Shipped, false);
        segments[asked.lot].carve(place.base, segment, asked.start, part);
        emit Shipped(
            asked.operation, asked.lot, asked.party, asked.receiver, asked.start, asked.end, returned
        );
        return Refusals.NONE;
    }

    function _receive(Session memory session, RangeItem calldata asked) private returns (bytes4) {
        (bytes4 refusal, Head memory head, Segments.Place memory place, Segment memory segment) =
            _findIncoming(session, asked);
        if (refusal != Refusals.NONE) return refusal;
        if (segment.state == SegmentState.Shipped && !_mayHoldRestricted(head, asked.party, session.roles)) {
            if (_lotRefusal(head, asked.lot, asked.start, asked.end) != Refusals.NONE) {
                return OnlyToMakerOrDisposer.selector;
            }
        }

        Segment memory part = Segment(asked.end, asked.party, 0, SegmentState.Held, false);
        segments[asked.lot].carve(place.base, segment, asked.start, part);
        uint32 left = place.base == asked.start ? place.left : Segments.NO_START;
        (uint32 start, uint32 end) = segments[asked.lot].merge(left, asked.start);
        emit Received(asked.operation, asked.lot, asked.party, asked.start, asked.end, start, end);
        return Refusals.NONE;
    }

    function _reject(Session memory session, RangeItem calldata asked) private returns (bytes4) {
        (bytes4 refusal,, Segments.Place memory place, Segment memory segment) = _findIncoming(session, asked);
        if (refusal != Refusals.NONE) return refusal;

        uint32 shipper = segment.holder;
        _settle(asked, place, segment, false);
        emit Rejected(asked.operation, asked.lot, asked.party, shipper, asked.start, asked.end);
        return Refusals.NONE;
    }

    function _void(Session memory session, RangeItem calldata asked) private returns (bytes4) {
        bytes4 refusal = _authorise(session, asked.party, Roles.STOCK, Roles.OPERATE);
        if (refusal != Refusals.NONE) return refusal;
        (bytes4 lost,, Segments.Place memory place, Segment memory segment) =
            _find(asked.lot, asked.start, asked.end, asked.hint);
        if (lost != Refusals.NONE) return lost;
        if (segment.holder != asked.party) return NotHolder.selector;
        if (segment.state != SegmentState.Shipped) return NotInTransit.selector;

        _settle(asked, place, segment, false);
        emit ShipmentVoided(asked.operation, asked.lot, asked.party, asked.start, asked.end);
        return Refusals.NONE;
    }

    function _reportMissing(Session memory session, RangeItem calldata asked) private returns (bytes4) {
        bytes4 refusal = _authorise(session, asked.party, Roles.STOCK, Roles.OPERATE);
        if (refusal != Refusals.NONE) return refusal;
        (bytes4 lost, Head memory head, Segments.Place memory place, Segment memory segment) =
            _find(asked.lot, asked.start, asked.end, asked.hint);
        if (lost != Refusals.NONE) return lost;
        if (segment.state == SegmentState.Held) {
            if (segment.holder != asked.party) return NotHolder.selector;
        } else if (segment.receiver != asked.party) {
            return NotReceiver.selector;
        }
        if (asked.end - asked.start > MAX_RANGE) return RangeTooLarge.selector;
        refusal = _rangeRefusal(asked.lot, segment, asked.start, asked.end, UnitWords.ACTIVE_ONLY);
        if (refusal != Refusals.NONE) return refusal;

        uint32 holder = segment.holder;
        _settle(asked, place, segment, true);
        words[asked.lot].fill(asked.start, asked.end, _lane(head, UnitStatus.Missing));
        emit ReportedMissing(asked.operation, asked.lot, asked.party, holder, asked.start, asked.end);
        return Refusals.NONE;
    }

    function _claim(Session memory session, ClaimItem calldata asked) private returns (bytes4) {
        bytes4 refusal = _authorise(session, asked.party, Roles.STOCK, Roles.OPERATE);
        if (refusal != Refusals.NONE) return refusal;
        if (asked.index == type(uint32).max) return UnknownUnit.selector;
        (bytes4 lost, Head memory head, Segments.Place memory place, Segment memory segment) =
            _find(asked.lot, asked.index, asked.index + 1, asked.hint);
        if (lost != Refusals.NONE) return lost;
        if (segment.holder == asked.party) return AlreadyHolder.selector;
        if (segment.state == SegmentState.Ordered) return InTransit.selector;
        if (!_mayHoldRestricted(head, asked.party, session.roles)) {
            refusal = _lotRefusal(head, asked.lot, asked.index, asked.index + 1);
            if (refusal != Refusals.NONE) return OnlyToMakerOrDisposer.selector;
        }
        (UnitStatus status,) = words[asked.lot].read(asked.index);
        if (status != UnitStatus.Active && status != UnitStatus.Missing) return _statusRefusal(status);
        bytes32 root = roots[asked.lot];
        if (!InclusionProof.holds(asked.proof, asked.index, head.units, asked.commitment, root)) {
            return InvalidProof.selector;
        }

        // A missing unit that is claimed is found: it changes hands as an active one.
        if (status == UnitStatus.Missing) words[asked.lot].write(asked.index, 0);
        uint32 from = segment.holder;
        Segment memory part = Segment(asked.index + 1, asked.party, 0, SegmentState.Held, false);
        segments[asked.lot].carve(place.base, segment, asked.index, part);
        emit Claimed(asked.operation, asked.lot, asked.party, from, asked.index);
        return Refusals.NONE;
    }

    /* SHARED */

    /// @dev The range back to its holder.
    function _settle(
        RangeItem calldata asked,
        Segments.Place memory place,
        Segment memory segment,
        bool touched
    ) private {
        Segment memory part = Segment(asked.end, segment.holder, 0, SegmentState.Held, touched);
        segments[asked.lot].carve(place.base, segment, asked.start, part);
    }

    function _findIncoming(Session memory session, RangeItem calldata asked)
        private
        view
        returns (bytes4 refusal, Head memory head, Segments.Place memory place, Segment memory segment)
    {
        refusal = _authorise(session, asked.party, Roles.STOCK, Roles.OPERATE);
        if (refusal != Refusals.NONE) return (refusal, head, place, segment);
        (refusal, head, place, segment) = _find(asked.lot, asked.start, asked.end, asked.hint);
        if (refusal == Refusals.NONE && segment.receiver != asked.party) refusal = NotReceiver.selector;
    }

    function _heldRefusal(Segment memory segment, uint32 party) internal pure returns (bytes4) {
        if (segment.holder != party) return NotHolder.selector;
        if (segment.state != SegmentState.Held) return InTransit.selector;
        return Refusals.NONE;
    }

    function _receiverRefusal(Head memory head, uint32 holder, uint32 receiver, bool restricted)
        private
        view
        returns (bytes4)
    {
        (uint16 roles,, bool active) = registry.authority(receiver, address(0));
        if (!active || roles & Roles.STOCK == 0 || receiver == holder) return InvalidReceiver.selector;
        if (restricted && !_mayHoldRestricted(head, receiver, roles)) return OnlyToMakerOrDisposer.selector;
        return Refusals.NONE;
    }

    /// @dev Where a recalled, withdrawn, expired or held lot may go.
    function _mayHoldRestricted(Head memory head, uint32 party, uint16 roles) private pure returns (bool) {
        return party == head.maker || roles & Roles.DISPOSER != 0;
    }
}
