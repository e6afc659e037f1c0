// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ILotLedger} from '../../src/interfaces/ILotLedger.sol';
import {Consortium} from './Consortium.sol';

/// @notice A lot, and short ways to move it and to look at it.
abstract contract Stock is Consortium {
    uint32 internal constant UNITS = 1_000_000;
    bytes32 internal constant LOT_ID = keccak256('lot id');
    bytes32 internal constant ROOT = keccak256('root');

    bytes32 internal lot;
    uint16 internal expiry;

    /* LOTS */

    function registerLot(uint32 maker, bytes32 lotId, uint32 units) internal returns (bytes32) {
        vm.prank(nodeOf(maker));
        ledger.registerLot(operation(), maker, lotId, units, expiry, ROOT, bytes32(0));
        return keccak256(abi.encode(maker, lotId));
    }

    function recallAll() internal {
        recallRange(0, UNITS);
    }

    function recallRange(uint32 start, uint32 end) internal {
        bytes16 proposal = operation();
        vm.prank(REGULATOR_KEY);
        ledger.proposeRecall(proposal, REGULATOR, lot, start, end, 1);
        vm.prank(REGULATOR_SECOND_KEY);
        ledger.approveRecall(operation(), REGULATOR, proposal);
    }

    function withdrawLot() internal {
        bytes16 proposal = operation();
        vm.prank(REGULATOR_KEY);
        ledger.proposeWithdrawal(proposal, REGULATOR, lot, 1);
        vm.prank(REGULATOR_SECOND_KEY);
        ledger.approveWithdrawal(operation(), REGULATOR, proposal);
    }

    function expire() internal {
        vm.warp((uint256(expiry) + 1) * 1 days + 12 hours);
    }

    /* CUSTODY: one item; the refusal, 0 if it went through */

    function ship(uint32 party, uint32 receiver, uint32 start, uint32 end, uint32 hint) internal returns (bytes4) {
        ILotLedger.ShipItem[] memory items = new ILotLedger.ShipItem[](1);
        items[0] = ILotLedger.ShipItem(operation(), party, receiver, lot, start, end, hint);
        listen(nodeOf(party));
        ledger.shipMany(items);
        return refusal();
    }

    function range(
        uint32 party,
        uint32 start,
        uint32 end,
        uint32 hint
    ) internal returns (ILotLedger.RangeItem[] memory items) {
        items = new ILotLedger.RangeItem[](1);
        items[0] = ILotLedger.RangeItem(operation(), party, lot, start, end, hint);
        listen(nodeOf(party));
    }

    function receive_(uint32 party, uint32 start, uint32 end, uint32 hint) internal returns (bytes4) {
        ledger.receiveMany(range(party, start, end, hint));
        return refusal();
    }

    function reject(uint32 party, uint32 start, uint32 end, uint32 hint) internal returns (bytes4) {
        ledger.rejectMany(range(party, start, end, hint));
        return refusal();
    }

    function voidShipment(uint32 party, uint32 start, uint32 end, uint32 hint) internal returns (bytes4) {
        ledger.voidShipmentMany(range(party, start, end, hint));
        return refusal();
    }

    function reportMissing(uint32 party, uint32 start, uint32 end, uint32 hint) internal returns (bytes4) {
        ledger.reportMissingMany(range(party, start, end, hint));
        return refusal();
    }

    function lock(uint32 party, uint32 start, uint32 end, uint32 hint) internal returns (bytes4) {
        ledger.lockMany(range(party, start, end, hint));
        return refusal();
    }

    function unlock(uint32 party, uint32 start, uint32 end, uint32 hint) internal returns (bytes4) {
        ledger.unlockMany(range(party, start, end, hint));
        return refusal();
    }

    function decommission(
        uint32 party,
        uint32 start,
        uint32 end,
        uint32 hint,
        ILotLedger.UnitStatus status
    ) internal returns (bytes4) {
        ILotLedger.DecommissionItem[] memory items = new ILotLedger.DecommissionItem[](1);
        items[0] = ILotLedger.DecommissionItem(operation(), party, lot, start, end, hint, uint8(status));
        listen(nodeOf(party));
        ledger.decommissionMany(items);
        return refusal();
    }

    /// @notice Ships to a party and receives there; the range becomes its segment.
    function move(uint32 from, uint32 to, uint32 start, uint32 end, uint32 hint) internal {
        require(ship(from, to, start, end, hint) == 0, 'ship');
        require(receive_(to, start, end, start) == 0, 'receive');
    }

    /* WHAT BECAME OF IT */

    function statusOf(uint32 index) internal view returns (ILotLedger.UnitStatus status) {
        (status, ) = ledger.unitOf(lot, index);
    }

    function same(ILotLedger.UnitStatus actual, ILotLedger.UnitStatus expected) internal pure {
        require(actual == expected, 'status');
    }

    /// @notice The segment that starts at `start` is exactly this.
    function expectSegment(
        uint32 start,
        uint32 end,
        uint32 holder,
        uint32 receiver,
        ILotLedger.SegmentState state,
        bool touched
    ) internal view {
        ILotLedger.Segment memory segment = ledger.segmentOf(lot, start);
        require(segment.end == end, 'segment end');
        require(segment.holder == holder, 'segment holder');
        require(segment.receiver == receiver, 'segment receiver');
        require(segment.state == state, 'segment state');
        require(segment.touched == touched, 'segment touched');
    }

    /// @notice No segment starts here.
    function expectNoSegment(uint32 start) internal view {
        require(ledger.segmentOf(lot, start).state == ILotLedger.SegmentState.None, 'a segment starts here');
    }

    function expectShipped(uint32 start, uint32 end, uint32 holder, uint32 receiver) internal view {
        expectSegment(start, end, holder, receiver, ILotLedger.SegmentState.Shipped, false);
    }

    function expectTouched(uint32 start, uint32 end, uint32 holder) internal view {
        expectSegment(start, end, holder, 0, ILotLedger.SegmentState.Held, true);
    }

    function expectHeld(uint32 start, uint32 end, uint32 holder) internal view {
        expectSegment(start, end, holder, 0, ILotLedger.SegmentState.Held, false);
    }
}
