// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Authorised} from './Authorised.sol';
import {ILotLedger} from './interfaces/ILotLedger.sol';
import {Calendar} from './libraries/Calendar.sol';
import {Refusals} from './libraries/Refusals.sol';
import {Roles} from './libraries/Roles.sol';
import {Segments} from './libraries/Segments.sol';
import {UnitWords} from './libraries/UnitWords.sol';

/// @title Lots: registration, hold, recall, withdrawal; and the state that custody and supply build on
abstract contract LotBook is ILotLedger, Authorised {
    /// @dev How many units one item may scan or change: 256 storage words.
    uint32 internal constant MAX_RANGE = 4096;
    uint32 private constant MAX_UNITS = 1 << 31;
    uint8 private constant MAX_RECALLED_RANGES = 16;

    /// @notice `Lot` without its root: one slot, read by every call.
    struct Head {
        uint32 maker;
        uint32 units;
        uint16 registeredDay;
        uint16 expiryDay;
        uint16 version;
        bool heldByMaker;
        bool heldByRegulator;
        bool recalled;
        bool withdrawn;
        uint8 recalledRanges;
    }

    struct Range {
        uint32 start;
        uint32 end;
    }

    enum ProposalKind {
        None,
        Recall,
        Withdrawal,
        Approved
    }

    struct Proposal {
        address proposer;
        uint32 start;
        uint32 end;
        ProposalKind kind;
        bytes32 lot;
    }

    mapping(bytes32 lot => Head) internal heads;
    mapping(bytes32 lot => bytes32) internal roots;
    mapping(bytes32 lot => mapping(uint32 start => Segment)) internal segments;
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
        if (heads[lot].maker != 0) revert AlreadyRegistered();
        if (units == 0 || units > MAX_UNITS) revert InvalidUnits();
        if (root == 0 || lotId == 0) revert InvalidRoot();
        if (Calendar.isOver(expiryDay)) revert LotIsExpired();
        if (derivedFrom != 0 && heads[derivedFrom].maker == 0) revert UnknownLot();

        Head storage head = heads[lot];
        head.maker = party;
        head.units = units;
        head.registeredDay = Calendar.today();
        head.expiryDay = expiryDay;
        roots[lot] = root;
        segments[lot][0] = Segment(units, party, 0, SegmentState.Held, false);
        emit LotRegistered(operation, lot, party, lotId, root, units, expiryDay, derivedFrom);
    }

    /// @inheritdoc ILotLedger
    function amendLot(bytes16 operation, uint32 party, bytes32 lot, uint16 expiryDay, uint16 version) external {
        _authoriseOne(party, Roles.MANUFACTURER, Roles.OPERATE);
        Head storage head = _known(lot);
        if (head.maker != party) revert NotMakerOrRegulator();
        if (head.recalled) revert LotIsRecalled();
        if (head.withdrawn) revert LotIsWithdrawn();
        if (head.version != version) revert StaleVersion();
        head.expiryDay = expiryDay;
        head.version = version + 1;
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
    function proposeRecall(bytes16 operation, uint32 party, bytes32 lot, uint32 start, uint32 end, uint8 reason)
        external
    {
        Head storage head = _governed(party, lot, Roles.OPERATE);
        if (start >= end || end > head.units) revert UnknownUnit();
        if (head.recalled) revert LotIsRecalled();
        _propose(operation, party, Proposal(msg.sender, start, end, ProposalKind.Recall, lot));
        emit RecallProposed(operation, lot, party, start, end, false, reason);
    }

    /// @inheritdoc ILotLedger
    function proposeWithdrawal(bytes16 operation, uint32 party, bytes32 lot, uint8 reason) external {
        Head storage head = _governed(party, lot, Roles.OPERATE);
        if (head.withdrawn) revert LotIsWithdrawn();
        _propose(operation, party, Proposal(msg.sender, 0, head.units, ProposalKind.Withdrawal, lot));
        emit RecallProposed(operation, lot, party, 0, head.units, true, reason);
    }

    /// @inheritdoc ILotLedger
    function approveRecall(bytes16 operation, uint32 party, bytes16 proposal) external {
        Proposal memory proposed = _approve(party, proposal, ProposalKind.Recall);
        Head storage head = heads[proposed.lot];
        if (head.recalled) revert LotIsRecalled();
        if (proposed.start == 0 && proposed.end == head.units) {
            head.recalled = true;
        } else {
            if (head.recalledRanges == MAX_RECALLED_RANGES) revert TooManyRanges();
            ++head.recalledRanges;
            recalledRanges[proposed.lot].push(Range(proposed.start, proposed.end));
        }
        emit LotRecalled(operation, proposed.lot, party, proposed.start, proposed.end, proposal);
    }

    /// @inheritdoc ILotLedger
    function approveWithdrawal(bytes16 operation, uint32 party, bytes16 proposal) external {
        Proposal memory proposed = _approve(party, proposal, ProposalKind.Withdrawal);
        Head storage head = heads[proposed.lot];
        if (head.withdrawn) revert LotIsWithdrawn();
        head.withdrawn = true;
        emit LotWithdrawn(operation, proposed.lot, party, proposal);
    }

    /* WHAT A LOT ALLOWS */

    /// @dev Why units of a lot may not be supplied, 0 if they may. A lot outranks its units.
    function _lotRefusal(Head memory head, bytes32 lot, uint32 start, uint32 end) internal view returns (bytes4) {
        if (head.withdrawn) return LotIsWithdrawn.selector;
        if (_isRecalled(head, lot, start, end)) return LotIsRecalled.selector;
        if (head.heldByMaker || head.heldByRegulator) return LotIsHeld.selector;
        if (Calendar.isOver(head.expiryDay)) return LotIsExpired.selector;
        return Refusals.NONE;
    }

    function _isRecalled(Head memory head, bytes32 lot, uint32 start, uint32 end) internal view returns (bool) {
        if (head.recalled) return true;
        for (uint256 i; i < head.recalledRanges; ++i) {
            Range memory range = recalledRanges[lot][i];
            if (start < range.end && range.start < end) return true;
        }
        return false;
    }

    /// @dev The lot's head and the segment that contains the range.
    function _find(bytes32 lot, uint32 start, uint32 end, uint32 hint)
        internal
        view
        returns (bytes4 refusal, Head memory head, Segments.Place memory place, Segment memory segment)
    {
        head = heads[lot];
        if (head.maker == 0) {
            refusal = UnknownLot.selector;
        } else if (start >= end || end > head.units) {
            refusal = UnknownUnit.selector;
        } else {
            (place, segment) = Segments.locate(segments[lot], hint, start, end);
            if (!place.found) refusal = StaleHint.selector;
        }
    }

    /// @dev Why a range does not consist of units in `allowed` statuses alone, 0 if it does. An untouched segment
    /// has active units only and needs no look.
    function _rangeRefusal(bytes32 lot, Segment memory segment, uint32 start, uint32 end, uint16 allowed)
        internal
        view
        returns (bytes4)
    {
        if (!segment.touched) return allowed & UnitWords.ACTIVE_ONLY == 0 ? StatusMismatch.selector : bytes4(0);
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

    function _lane(Head memory head, UnitStatus status) internal view returns (uint16) {
        return UnitWords.lane(status, Calendar.today() - head.registeredDay);
    }

    /* GOVERNANCE */

    function _known(bytes32 lot) private view returns (Head storage head) {
        head = heads[lot];
        if (head.maker == 0) revert UnknownLot();
    }

    function _governed(uint32 party, bytes32 lot, uint8 right) private view returns (Head storage head) {
        Session memory session = _authoriseOne(party, Roles.ALL, right);
        head = _known(lot);
        if (head.maker != party && session.roles != Roles.REGULATOR) revert NotMakerOrRegulator();
    }

    /// @dev Two flags, so that a maker cannot lift a regulator's hold.
    function _setHold(uint32 party, bytes32 lot, bool held) private {
        Head storage head = _governed(party, lot, Roles.OPERATE);
        if (head.maker == party) {
            if (head.heldByMaker == held) revert HoldUnchanged();
            head.heldByMaker = held;
        } else {
            if (head.heldByRegulator == held) revert HoldUnchanged();
            head.heldByRegulator = held;
        }
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
