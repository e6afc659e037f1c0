// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ILotLedger} from '../../src/interfaces/ILotLedger.sol';
import {IPrescriptionLedger} from '../../src/interfaces/IPrescriptionLedger.sol';
import {Roles} from '../../src/libraries/Roles.sol';
import {MerkleTree} from '../base/MerkleTree.sol';
import {Observer} from './Observer.sol';

/// @notice Random actions of random parties, mostly sensible ones. None may revert: a many-item call never fails as a
/// whole, and the single calls are made so that what they refuse is expected.
contract Actions is Observer {
    /// @notice What kind of segment an action makes sense for.
    enum Want {
        Any,
        AtRest,
        InTransit,
        InPharmacy
    }

    /// @notice A range within one segment, who asks, and with which key.
    struct Choice {
        uint32 party;
        uint32 start;
        uint32 end;
        uint32 hint;
        address key;
    }

    function ship(uint256 seed) external {
        seed = mix(seed);
        Choice memory c = choose(seed, Want.AtRest);
        ILotLedger.ShipItem[] memory asked_ = new ILotLedger.ShipItem[](1);
        uint32 receiver = (seed >> 196) & 3 == 0 ? bound(seed >> 200, 1, PARTIES) : bound(seed >> 200, MAKER, 6);
        asked_[0] = ILotLedger.ShipItem(operation(), c.party, receiver, lot, c.start, c.end, c.hint);
        begin(c.key);
        ledger.shipMany(asked_);
        end(c, Roles.STOCK);
    }

    function receive_(uint256 seed) external {
        seed = mix(seed);
        Choice memory c = choose(seed, Want.InTransit);
        ILotLedger.RangeItem[] memory asked_ = ranges(c);
        begin(c.key);
        ledger.receiveMany(asked_);
        end(c, Roles.STOCK);
    }

    function reject(uint256 seed) external {
        seed = mix(seed);
        Choice memory c = choose(seed, Want.InTransit);
        ILotLedger.RangeItem[] memory asked_ = ranges(c);
        begin(c.key);
        ledger.rejectMany(asked_);
        end(c, Roles.STOCK);
    }

    function voidShipment(uint256 seed) external {
        seed = mix(seed);
        Choice memory c = choose(seed, Want.InTransit);
        if ((seed >> 200) & 3 != 0) {
            c.party = ledger.segmentOf(lot, startOf(c.start)).holder;
            c.key = nodeOf(c.party);
        }
        ILotLedger.RangeItem[] memory asked_ = ranges(c);
        begin(c.key);
        ledger.voidShipmentMany(asked_);
        end(c, Roles.STOCK);
    }

    function reportMissing(uint256 seed) external {
        seed = mix(seed);
        Choice memory c = choose(seed, Want.Any);
        shorten(c);
        ILotLedger.RangeItem[] memory asked_ = ranges(c);
        begin(c.key);
        ledger.reportMissingMany(asked_);
        end(c, Roles.STOCK);
    }

    function lock(uint256 seed) external {
        seed = mix(seed);
        Choice memory c = choose(seed, Want.AtRest);
        shorten(c);
        ILotLedger.RangeItem[] memory asked_ = ranges(c);
        begin(c.key);
        ledger.lockMany(asked_);
        end(c, Roles.STOCK | Roles.REGULATOR);
    }

    function unlock(uint256 seed) external {
        seed = mix(seed);
        Choice memory c = choose(seed, Want.AtRest);
        ILotLedger.RangeItem[] memory asked_ = ranges(c);
        begin(c.key);
        ledger.unlockMany(asked_);
        end(c, Roles.STOCK | Roles.REGULATOR);
    }

    function decommission(uint256 seed) external {
        seed = mix(seed);
        Choice memory c = choose(seed, Want.AtRest);
        ILotLedger.DecommissionItem[] memory asked_ = new ILotLedger.DecommissionItem[](1);
        uint8 status = uint8(bound(seed >> 200, 9, 15));
        shorten(c);
        asked_[0] = ILotLedger.DecommissionItem(operation(), c.party, lot, c.start, c.end, c.hint, status);
        begin(c.key);
        ledger.decommissionMany(asked_);
        end(c, Roles.STOCK);
    }

    function claim(uint256 seed) external {
        seed = mix(seed);
        Choice memory c = choose(seed, Want.Any);
        uint32 proven = seed >> 250 == 0 ? (c.start + 1) % SIZE : c.start;
        ILotLedger.ClaimItem[] memory asked_ = new ILotLedger.ClaimItem[](1);
        c.party = bound(seed >> 200, 1, PARTIES);
        c.key = nodeOf(c.party);
        asked_[0] = ILotLedger.ClaimItem(
            operation(),
            c.party,
            lot,
            c.start,
            c.hint,
            MerkleTree.commitment(proven),
            MerkleTree.path(proven, SIZE)
        );
        begin(c.key);
        ledger.claimMany(asked_);
        end(c, Roles.STOCK);
    }

    /// @notice Up to three packs side by side, on paper or on a voucher for all of them.
    function dispense(uint256 seed) external {
        seed = mix(seed);
        Choice memory c = choose(seed, Want.InPharmacy);
        uint32 count = bound(seed >> 200, 1, 3);
        bytes32 item = items[(seed >> 208) % ITEMS];
        bool prescribed_ = (seed >> 216) & 1 == 1;
        uint32 quantity = bound(seed >> 217, 0, 40);
        ILotLedger.DispenseItem[] memory asked_ = new ILotLedger.DispenseItem[](count);
        for (uint32 i; i < count; ++i) {
            Asked memory unit = asked(c.party, c.start + i, c.hint);
            unit.portion = uint8(bound(seed >> 225, 0, 2));
            unit.quantity = quantity;
            if (prescribed_) (unit.basis, unit.voucher) = (0, 1);
            asked_[i] = pack(unit);
        }
        IPrescriptionLedger.Voucher[] memory vouchers = only(
            sign(ITEM_KEY, item, c.party, prescriptions.itemOf(item).used + bound(seed >> 233, 0, 120))
        );
        begin(c.key);
        ledger.dispenseMany(asked_, vouchers);
        end(c, Roles.PHARMACY);
    }

    function reportSupply(uint256 seed) external {
        seed = mix(seed);
        Choice memory c = choose(seed, Want.InPharmacy);
        bytes32 item = items[(seed >> 208) % ITEMS];
        ILotLedger.ReportItem[] memory asked_ = new ILotLedger.ReportItem[](1);
        asked_[0] = ILotLedger.ReportItem(
            operation(),
            c.party,
            lot,
            c.start,
            c.hint,
            uint8(bound(seed >> 225, 0, 2)),
            uint8(bound(seed >> 200, 0, 5)),
            1,
            bound(seed >> 217, 0, 40),
            uint16((seed >> 216) & 1)
        );
        IPrescriptionLedger.Voucher[] memory vouchers = only(
            sign(ITEM_KEY, item, c.party, prescriptions.itemOf(item).used + 40)
        );
        begin(c.key);
        ledger.reportSupplyMany(asked_, vouchers);
        end(c, Roles.PHARMACY | Roles.REGULATOR);
    }

    /// @notice Mostly a fill that happened, by whom it was made; else any unit.
    function undo(uint256 seed) external {
        seed = mix(seed);
        Choice memory c = choose(seed, Want.InPharmacy);
        ILotLedger.UndoItem[] memory asked_ = new ILotLedger.UndoItem[](1);
        bytes32 item = items[(seed >> 208) % ITEMS];
        uint256 count = fills[item].length;
        if (count == 0 || (seed >> 216) & 3 == 0) {
            asked_[0] = undoItem(c.party, c.start, c.hint, statusOf(c.start));
        } else {
            uint256 chosen = bound(seed >> 218, 0, count - 1);
            Fill memory done = fillDetails[item][chosen];
            (c.party, c.start, c.key) = (done.pharmacy, done.index, nodeOf(done.pharmacy));
            asked_[0] = undoItem(done.pharmacy, done.index, hintFor(done.index), statusOf(done.index));
            (asked_[0].item, asked_[0].quantity, asked_[0].day) = (item, done.quantity, done.day);
            for (uint256 i; i < chosen; ++i) asked_[0].before = chain(asked_[0].before, fills[item][i]);
            asked_[0].later = new bytes32[](count - chosen - 1);
            for (uint256 i; i < asked_[0].later.length; ++i) asked_[0].later[i] = fills[item][chosen + 1 + i];
            if (seed >> 250 == 1) ++asked_[0].quantity;
        }
        begin(c.key);
        ledger.undoDispenseMany(asked_);
        end(c, Roles.STOCK);
    }

    /// @notice Seldom held, soon released: a held lot hardly moves.
    function holdOrRelease(uint256 seed) external {
        seed = mix(seed);
        ILotLedger.Lot memory record = ledger.lotOf(lot);
        bool held = record.heldByMaker || record.heldByRegulator;
        uint32 party = held ? (record.heldByMaker ? MAKER : REGULATOR) : (seed & 1 == 1 ? MAKER : REGULATOR);
        if (!active(party) || (!held && (seed >> 8) & 7 != 0)) return;
        look();
        vm.prank(nodeOf(party));
        if (held) ledger.release(operation(), party, lot);
        else ledger.hold(operation(), party, lot);
        compare(true);
    }

    function recall(uint256 seed) external {
        seed = mix(seed);
        // Seldom, since it ends most of what can happen.
        if (seed % 4 != 0 || recalled.length == 3) return;
        uint32 start = bound(seed >> 8, 0, SIZE - 2);
        uint32 stop = bound(seed >> 40, start + 1, start + 5 < SIZE ? start + 5 : SIZE);
        look();
        recallRange(start, stop);
        recalled.push([start, stop]);
        compare(true);
    }

    function reassign(uint256 seed) external {
        seed = mix(seed);
        Choice memory c = choose(seed, Want.Any);
        uint32 receiver = bound(seed >> 200, 1, PARTIES);
        look();
        vm.prank(REGULATOR_KEY);
        try ledger.reassign(operation(), REGULATOR, lot, c.start, c.end, c.hint, receiver) {} catch (
            bytes memory reason
        ) {
            require(reason.length == 4, 'not a declared error');
        }
        compare(true);
    }

    /// @notice At most one party is suspended at a time.
    function suspendOrReinstate(uint256 seed) external {
        seed = mix(seed);
        for (uint32 party = MAKER; party <= PARTIES; ++party) {
            if (!active(party)) reinstate(party);
        }
        if (seed & 1 == 1) suspend(bound(seed >> 8, MAKER, PARTIES));
    }

    function passTime(uint256 seed) external {
        seed = mix(seed);
        vm.warp(block.timestamp + bound(seed, 1, 2 days));
    }

    /* CHOOSING */

    /// @dev Fuzzers like small numbers; the choices below look at all bits.
    function mix(uint256 seed) private returns (uint256) {
        return uint256(keccak256(abi.encode(seed, operation())));
    }

    function choose(uint256 seed, Want want) private view returns (Choice memory c) {
        uint32 index;
        ILotLedger.Segment memory segment;
        for (uint256 i; i < 6; ++i) {
            index = bound((seed >> (i * 8)) & 0xff, 0, SIZE - 1);
            segment = ledger.segmentOf(lot, startOf(index));
            if (fits(segment, want)) break;
        }
        c.start = (seed >> 60) & 1 == 1 ? startOf(index) : index;
        c.end = (seed >> 61) & 1 == 1 ? segment.end : bound((seed >> 62) & 0xff, c.start + 1, segment.end);
        c.hint = (seed >> 70) & 15 == 0 ? index : hintFor(c.start);
        uint256 who = (seed >> 74) & 15;
        if (who == 0) c.party = bound((seed >> 80) & 0xff, 1, PARTIES);
        else if (segment.receiver != 0 && (who == 1 || want == Want.InTransit)) c.party = segment.receiver;
        else c.party = segment.holder;
        c.key = nodeOf(c.party);
        uint256 key = (seed >> 90) & 31;
        if (key == 0) c.key = OUTSIDER;
        if (key == 1) c.key = c.key == NODE ? OTHER_NODE : NODE;
    }

    function fits(ILotLedger.Segment memory segment, Want want) private pure returns (bool) {
        bool atRest = segment.state == ILotLedger.SegmentState.Held;
        if (want == Want.AtRest) return atRest;
        if (want == Want.InTransit) return !atRest;
        bool pharmacy = segment.holder == PHARMACY || segment.holder == OTHER_PHARMACY;
        return want == Want.Any || (atRest && pharmacy);
    }

    /// @dev One unit, so that some of the lot stays in trade.
    function shorten(Choice memory c) private pure {
        c.end = c.start + 1;
    }

    /// @dev The start of the segment before, where there is one: so that received segments join.
    function hintFor(uint32 index) private view returns (uint32) {
        uint32 start = startOf(index);
        return start == 0 ? 0 : startOf(start - 1);
    }

    function startOf(uint32 index) private view returns (uint32 start) {
        for (;;) {
            uint32 next = ledger.segmentOf(lot, start).end;
            if (index < next) return start;
            start = next;
        }
    }

    function ranges(Choice memory c) private returns (ILotLedger.RangeItem[] memory asked_) {
        asked_ = new ILotLedger.RangeItem[](1);
        asked_[0] = ILotLedger.RangeItem(operation(), c.party, lot, c.start, c.end, c.hint);
    }

    function active(uint32 party) private view returns (bool active_) {
        (, , active_) = registry.authority(party, address(0));
    }

    function begin(address key) private {
        look();
        listen(key);
    }

    function end(Choice memory c, uint16 anyOf) private {
        readEvents();
        (uint16 roles, uint8 rights, bool active_) = registry.authority(c.party, c.key);
        compare(active_ && rights & Roles.OPERATE != 0 && roles & anyOf != 0);
    }
}
