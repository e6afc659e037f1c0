// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Authorised} from './Authorised.sol';
import {ILotLedger} from './interfaces/ILotLedger.sol';
import {Calendar} from './libraries/Calendar.sol';
import {Refusals} from './libraries/Refusals.sol';
import {Roles} from './libraries/Roles.sol';
import {Segments} from './libraries/Segments.sol';
import {UnitWords} from './libraries/UnitWords.sol';
import {HELD_BY_MAKER, HELD_BY_REGULATOR, LotHead, RECALLED, WITHDRAWN, newLotHead} from './types/LotHead.sol';
import {SegmentSlot, heldSegment} from './types/SegmentSlot.sol';

/// @title Lots: registration, hold, recall, withdrawal; and the state that custody and supply build on
abstract contract LotBook is ILotLedger, Authorised {
    /// @dev How many units one item may scan or change: 256 storage words.
    uint32 internal constant MAX_RANGE = 4096;
    uint32 private constant MAX_UNITS = (1 << 28) - 1;
    uint8 private constant MAX_RECALLED_RANGES = 16;

    struct Range {
        uint32 start;
        uint32 end;
    }

    enum ProposalKind {
        None,
        Recall,
        Withdrawal,
        Approved,
        Retracted
    }

    struct Proposal {
        address proposer;
        uint32 start;
        uint32 end;
        ProposalKind kind;
        bytes32 lot;
    }

    mapping(bytes32 lot => LotHead) internal heads;
    mapping(bytes32 lot => bytes32) internal roots;
    mapping(bytes32 lot => mapping(uint32 start => SegmentSlot)) internal segments;
    mapping(bytes32 lot => mapping(uint32 word => uint256)) internal words;
    mapping(bytes32 lot => Range[]) internal recalledRanges;
    mapping(bytes32 key => Proposal) private proposals;

    /* LIFE OF A LOT */

    /// @inheritdoc ILotLedger
    function registerLot(
        bytes16 operation,
        uint32 party,
        bytes32 lotId,
        uint32 units,
        uint16 expiryDay,
        bytes32 root,
        bytes32 derivedFrom
    ) external {
        _authoriseOne(party, Roles.MANUFACTURER, Roles.OPERATE);
        bytes32 lot = keccak256(abi.encode(party, lotId));
        if (heads[lot].maker() != 0) revert AlreadyRegistered();
        if (units == 0 || units > MAX_UNITS) revert InvalidUnits();
        if (root == 0 || lotId == 0) revert InvalidRoot();
        if (Calendar.isOver(expiryDay)) revert LotIsExpired();
        if (derivedFrom != 0 && heads[derivedFrom].maker() == 0) revert UnknownLot();

        heads[lot] = newLotHead(party, units, Calendar.today(), expiryDay);
        roots[lot] = root;
        segments[lot][0] = heldSegment(units, party, false);
        emit LotRegistered(operation, lot, party, lotId, root, units, expiryDay, derivedFrom);
    }

    /// @inheritdoc ILotLedger
    function amendLot(bytes16 operation, uint32 party, bytes32 lot, uint16 expiryDay, uint16 version) external {
        _authoriseOne(party, Roles.MANUFACTURER, Roles.OPERATE);
        LotHead head = _known(lot);
        if (head.maker() != party) revert NotMakerOrRegulator();
        if (head.has(RECALLED)) revert LotIsRecalled();
        if (head.has(WITHDRAWN)) revert LotIsWithdrawn();
        if (head.version() != version) revert StaleVersion();
        heads[lot] = head.amended(expiryDay);
        emit LotAmended(operation, lot, party, expiryDay, version + 1);
    }

    /// @inheritdoc ILotLedger
    function hold(bytes16 operation, uint32 party, bytes32 lot) external {
        _setHold(party, lot, true);
        emit LotHeld(operation, lot, party);
    }

    /// @inheritdoc ILotLedger
    function release(bytes16 operation, uint32 party, bytes32 lot) external {
        _setHold(party, lot, false);
        emit LotReleased(operation, lot, party);
    }

    /// @inheritdoc ILotLedger
    function proposeRecall(
        bytes16 operation,
        uint32 party,
        bytes32 lot,
        uint32 start,
        uint32 end,
        uint8 reason
    ) external {
        LotHead head = _governed(party, lot, Roles.OPERATE);
        if (start >= end || end > head.units()) revert UnknownUnit();
        if (head.has(RECALLED)) revert LotIsRecalled();
        _propose(operation, party, Proposal(msg.sender, start, end, ProposalKind.Recall, lot));
        emit RecallProposed(operation, lot, party, start, end, false, reason);
    }

    /// @inheritdoc ILotLedger
    function proposeWithdrawal(bytes16 operation, uint32 party, bytes32 lot, uint8 reason) external {
        LotHead head = _governed(party, lot, Roles.OPERATE);
        if (head.has(WITHDRAWN)) revert LotIsWithdrawn();
        _propose(operation, party, Proposal(msg.sender, 0, head.units(), ProposalKind.Withdrawal, lot));
        emit RecallProposed(operation, lot, party, 0, head.units(), true, reason);
    }

    /// @inheritdoc ILotLedger
    function approveRecall(bytes16 operation, uint32 party, bytes16 proposal) external {
        Proposal memory proposed = _approve(party, proposal, ProposalKind.Recall);
        LotHead head = heads[proposed.lot];
        if (head.has(RECALLED)) revert LotIsRecalled();
        if (proposed.start == 0 && proposed.end == head.units()) {
            heads[proposed.lot] = head.withFlag(RECALLED, true);
        } else {
            if (head.recalledRanges() == MAX_RECALLED_RANGES) revert TooManyRanges();
            heads[proposed.lot] = head.withOneMoreRange();
            recalledRanges[proposed.lot].push(Range(proposed.start, proposed.end));
        }
        emit LotRecalled(operation, proposed.lot, party, proposed.start, proposed.end, proposal);
    }

    /// @inheritdoc ILotLedger
    function approveWithdrawal(bytes16 operation, uint32 party, bytes16 proposal) external {
        Proposal memory proposed = _approve(party, proposal, ProposalKind.Withdrawal);
        LotHead head = heads[proposed.lot];
        if (head.has(WITHDRAWN)) revert LotIsWithdrawn();
        heads[proposed.lot] = head.withFlag(WITHDRAWN, true);
        emit LotWithdrawn(operation, proposed.lot, party, proposal);
    }

    /// @inheritdoc ILotLedger
    function retractProposal(bytes16 operation, uint32 party, bytes16 proposal) external {
        Proposal storage stored = proposals[keccak256(abi.encode(party, proposal))];
        if (stored.kind != ProposalKind.Recall && stored.kind != ProposalKind.Withdrawal) revert UnknownProposal();
        bytes32 lot = stored.lot;
        _governed(party, lot, Roles.OPERATE);
        stored.kind = ProposalKind.Retracted;
        emit ProposalRetracted(operation, lot, party, proposal);
    }

    /* WHAT A LOT ALLOWS */

    /// @dev Why units of a lot may not be supplied, 0 if they may. A lot outranks its units.
    function _lotRefusal(LotHead head, bytes32 lot, uint32 start, uint32 end) internal view returns (bytes4) {
        if (!head.unrestricted()) {
            if (head.has(WITHDRAWN)) return LotIsWithdrawn.selector;
            if (_isRecalled(head, lot, start, end)) return LotIsRecalled.selector;
            if (head.has(HELD_BY_MAKER) || head.has(HELD_BY_REGULATOR)) return LotIsHeld.selector;
        }
        return Calendar.isOver(head.expiryDay()) ? LotIsExpired.selector : Refusals.NONE;
    }

    function _isRecalled(LotHead head, bytes32 lot, uint32 start, uint32 end) internal view returns (bool) {
        if (head.has(RECALLED)) return true;
        for (uint256 i; i < head.recalledRanges(); ++i) {
            Range memory range = recalledRanges[lot][i];
            if (start < range.end && range.start < end) return true;
        }
        return false;
    }

    /// @dev The lot's head, and the segment that contains the range; see `Segments.locate`.
    function _find(
        bytes32 lot,
        uint32 start,
        uint32 end,
        uint32 hint
    ) internal view returns (bytes4 refusal, LotHead head, SegmentSlot segment, uint32 base, uint32 left) {
        head = heads[lot];
        if (head.maker() == 0) {
            refusal = UnknownLot.selector;
        } else if (start >= end || end > head.units()) {
            refusal = UnknownUnit.selector;
        } else {
            (segment, base, left) = Segments.locate(segments[lot], hint, start, end);
            if (!segment.exists()) refusal = StaleHint.selector;
        }
    }

    /// @dev Why a range does not consist of units in `allowed` statuses alone, 0 if it does. An untouched segment
    /// has active units only and needs no look.
    function _rangeRefusal(
        bytes32 lot,
        SegmentSlot segment,
        uint32 start,
        uint32 end,
        uint16 allowed
    ) internal view returns (bytes4) {
        if (!segment.touched()) return allowed & UnitWords.ACTIVE_ONLY == 0 ? StatusMismatch.selector : bytes4(0);
        if (end - start > MAX_RANGE) return RangeTooLarge.selector;
        (bool met, UnitStatus status) = UnitWords.firstOutside(words[lot], start, end, allowed);
        return met ? _statusRefusal(status) : Refusals.NONE;
    }

    function _statusRefusal(UnitStatus status) internal pure returns (bytes4) {
        if (status == UnitStatus.Active) return StatusMismatch.selector;
        if (status == UnitStatus.Opened) return UnitIsOpened.selector;
        if (status <= UnitStatus.IrregularlyFilled) return AlreadySupplied.selector;
        if (status <= UnitStatus.Seized) return UnitIsLocked.selector;
        if (status == UnitStatus.Missing) return UnitIsMissing.selector;
        return UnitIsDecommissioned.selector;
    }

    function _lane(LotHead head, UnitStatus status) internal view returns (uint16) {
        return UnitWords.lane(status, Calendar.today() - head.registeredDay());
    }

    /// @dev Does `act` for each item; what it refuses is reported.
    function _each(
        RangeItem[] calldata items,
        function(Session memory, RangeItem calldata) internal returns (bytes4) act
    ) internal {
        _limit(items.length);
        Session memory session;
        for (uint256 i; i < items.length; ++i) {
            RangeItem calldata item = items[i];
            bytes4 refusal = act(session, item);
            if (refusal != Refusals.NONE) emit Refused(item.operation, item.party, refusal);
        }
    }

    /* GOVERNANCE */

    function _known(bytes32 lot) private view returns (LotHead head) {
        head = heads[lot];
        if (head.maker() == 0) revert UnknownLot();
    }

    function _governed(uint32 party, bytes32 lot, uint8 right) private view returns (LotHead head) {
        Session memory session = _authoriseOne(party, Roles.ALL, right);
        head = _known(lot);
        if (head.maker() != party && session.roles != Roles.REGULATOR) revert NotMakerOrRegulator();
    }

    /// @dev Two flags, so that a maker cannot lift a regulator's hold.
    function _setHold(uint32 party, bytes32 lot, bool held) private {
        LotHead head = _governed(party, lot, Roles.OPERATE);
        uint256 flag = head.maker() == party ? HELD_BY_MAKER : HELD_BY_REGULATOR;
        if (head.has(flag) == held) revert HoldUnchanged();
        heads[lot] = head.withFlag(flag, held);
    }

    function _propose(bytes16 operation, uint32 party, Proposal memory proposal) private {
        Proposal storage stored = proposals[keccak256(abi.encode(party, operation))];
        if (stored.kind != ProposalKind.None) revert AlreadyProposed();
        proposals[keccak256(abi.encode(party, operation))] = proposal;
    }

    function _approve(uint32 party, bytes16 proposal, ProposalKind kind) private returns (Proposal memory proposed) {
        Proposal storage stored = proposals[keccak256(abi.encode(party, proposal))];
        proposed = stored;
        if (proposed.kind != kind) revert UnknownProposal();
        _governed(party, proposed.lot, Roles.APPROVE);
        if (proposed.proposer == msg.sender) revert SameKey();
        stored.kind = ProposalKind.Approved;
    }
}
