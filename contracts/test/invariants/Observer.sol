// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ILotLedger} from '../../src/interfaces/ILotLedger.sol';
import {IPrescriptionLedger} from '../../src/interfaces/IPrescriptionLedger.sol';
import {LedgerTest} from '../base/LedgerTest.sol';
import {MerkleTree} from '../base/MerkleTree.sol';
import {Vm} from '../base/Vm.sol';

/// @notice Looks at all of a small lot before and after each action, and holds the two against each other.
abstract contract Observer is LedgerTest {
    uint32 internal constant SIZE = 50;
    uint32 internal constant ITEMS = 3;
    uint32 internal constant PRESCRIBED = 100;

    struct Unit {
        uint32 holder;
        ILotLedger.UnitStatus status;
    }

    Unit[SIZE] private units;
    bytes32 private digest;
    bool private wasRecalled;
    uint256[ITEMS] private usedBefore;
    uint32[2][] internal recalled;

    /// @dev Base units outstanding per item, by the events alone.
    mapping(bytes32 item => uint256) public filled;
    bytes32[ITEMS] public items;
    /// @dev The outstanding fills per item, oldest first, and their units.
    mapping(bytes32 item => bytes32[]) internal fills;
    mapping(bytes32 item => Fill[]) internal fillDetails;

    struct Fill {
        uint32 index;
        uint32 pharmacy;
        uint32 quantity;
        uint16 day;
    }

    function setUp() public override {
        super.setUp();
        bytes32 root = MerkleTree.root(SIZE);
        bytes32 lotId = keccak256('small');
        vm.prank(NODE);
        ledger.registerLot(operation(), MAKER, lotId, SIZE, expiry, root, bytes32(0));
        lot = keccak256(abi.encode(MAKER, lotId));
        for (uint32 i; i < ITEMS; ++i) items[i] = issue(bytes32(uint256(i)), ITEM_KEY, PRESCRIBED);
        move(MAKER, PHARMACY, 0, 20, 0);
        move(MAKER, OTHER_PHARMACY, 20, 30, 20);
    }

    /// @notice Every index lies in exactly one segment, and only the segments' starts have an entry.
    function checkPartition() public view {
        uint32 next;
        for (uint32 start; start < SIZE; ++start) {
            ILotLedger.Segment memory segment = ledger.segmentOf(lot, start);
            if (start != next) {
                require(segment.state == ILotLedger.SegmentState.None, 'two segments overlap');
                continue;
            }
            require(segment.state != ILotLedger.SegmentState.None, 'a gap');
            require(segment.end > start && segment.end <= SIZE, 'a segment out of bounds');
            require(segment.holder != 0, 'nobody holds it');
            require((segment.receiver == 0) == (segment.state == ILotLedger.SegmentState.Held), 'receiver');
            checkTouch(start, segment);
            next = segment.end;
        }
        require(next == SIZE, 'the last segment ends elsewhere');
    }

    function checkTouch(uint32 start, ILotLedger.Segment memory segment) private view {
        require(!segment.touched || segment.state == ILotLedger.SegmentState.Held, 'touched in transit');
        if (segment.touched) return;
        for (uint32 index = start; index < segment.end; ++index) {
            same(statusOf(index), ILotLedger.UnitStatus.Active);
        }
    }

    /// @notice What is left of an item is what was prescribed less what is supplied on it.
    function checkItems() public view {
        for (uint32 i; i < ITEMS; ++i) {
            IPrescriptionLedger.Item memory item = prescriptions.itemOf(items[i]);
            require(filled[items[i]] <= PRESCRIBED, 'more than prescribed');
            require(filled[items[i]] + item.remaining == PRESCRIBED, 'what is left');
            require(item.used >= filled[items[i]], 'used');
        }
    }

    function look() internal {
        digest = stateDigest();
        uint32 holder;
        uint32 end;
        for (uint32 index; index < SIZE; ++index) {
            if (index >= end) {
                ILotLedger.Segment memory segment = ledger.segmentOf(lot, index);
                (holder, end) = (segment.holder, segment.end);
            }
            units[index] = Unit(holder, statusOf(index));
        }
        wasRecalled = ledger.lotOf(lot).recalled;
        for (uint32 i; i < ITEMS; ++i) usedBefore[i] = prescriptions.itemOf(items[i]).used;
    }

    /// @param allowed Whether the sender held an operating key of an active party with the role for this action.
    function compare(bool allowed) internal view {
        if (!allowed) require(stateDigest() == digest, 'changed without authority');
        require(!wasRecalled || ledger.lotOf(lot).recalled, 'a recall was reversed');
        for (uint32 i; i < ITEMS; ++i) {
            require(prescriptions.itemOf(items[i]).used >= usedBefore[i], 'used fell');
        }
        uint32 holder;
        uint32 end;
        for (uint32 index; index < SIZE; ++index) {
            if (index >= end) {
                ILotLedger.Segment memory segment = ledger.segmentOf(lot, index);
                (holder, end) = (segment.holder, segment.end);
            }
            Unit memory before = units[index];
            if (holder == before.holder || before.status == ILotLedger.UnitStatus.Active) continue;
            // The only way out: missing, and found by the one who claims it.
            require(before.status == ILotLedger.UnitStatus.Missing, 'a unit left its holder');
            same(statusOf(index), ILotLedger.UnitStatus.Active);
        }
    }

    /// @notice Follows the events as an indexer does.
    function readEvents() internal {
        Vm.Log[] memory logs = vm.getRecordedLogs();
        for (uint256 i; i < logs.length; ++i) {
            bytes32 kind = logs[i].topics[0];
            if (kind == ILotLedger.Dispensed.selector) readDispensed(logs[i]);
            if (kind == ILotLedger.SupplyReported.selector) readReported(logs[i]);
            if (kind == ILotLedger.Undone.selector) readUndone(logs[i]);
        }
    }

    function readDispensed(Vm.Log memory log) private {
        uint256 order = uint256(bytes32(log.data));
        uint32 index = uint32(order >> 68) & 0xfffffff;
        for (uint256 i; i < recalled.length; ++i) {
            require(index < recalled[i][0] || index >= recalled[i][1], 'a recalled unit was dispensed');
        }
        if (log.topics[2] == 0) return;
        addFill(log.topics[2], Fill(index, uint32(order >> 96), uint32(order >> 16) & 0xffffff, dayNow()));
    }

    function readReported(Vm.Log memory log) private {
        (uint32 index, , , , uint32 quantity, bytes32 item, uint16 day, , , , bytes4 fillRefusal) = abi.decode(
            log.data,
            (uint32, uint8, uint8, uint8, uint32, bytes32, uint16, uint8, uint8, bool, bytes4)
        );
        if (item == 0 || fillRefusal != 0) return;
        addFill(item, Fill(index, uint32(uint256(log.topics[3])), quantity, day));
    }

    function readUndone(Vm.Log memory log) private {
        (, , , bytes32 item, uint32 quantity, bytes32 fill_, uint72 before) = abi.decode(
            log.data,
            (uint32, uint8, uint8, bytes32, uint32, bytes32, uint72)
        );
        if (item == 0) return;
        filled[item] -= quantity;
        bytes32[] storage hashes = fills[item];
        Fill[] storage details = fillDetails[item];
        uint72 chained;
        uint256 i;
        while (chained != before || hashes[i] != fill_) chained = chain(chained, hashes[i++]);
        for (; i + 1 < hashes.length; ++i) (hashes[i], details[i]) = (hashes[i + 1], details[i + 1]);
        hashes.pop();
        details.pop();
    }

    function addFill(bytes32 item, Fill memory fill_) private {
        filled[item] += fill_.quantity;
        fills[item].push(keccak256(abi.encodePacked(lot, fill_.index, fill_.pharmacy, fill_.quantity, fill_.day)));
        fillDetails[item].push(fill_);
    }

    function chain(uint72 digest_, bytes32 fill_) internal pure returns (uint72) {
        return uint72(uint256(keccak256(abi.encodePacked(digest_, fill_))));
    }

    function dayNow() internal view returns (uint16) {
        return uint16(block.timestamp / 1 days);
    }

    function stateDigest() private view returns (bytes32 state) {
        state = keccak256(abi.encode(ledger.lotOf(lot)));
        for (uint32 start; start < SIZE; ++start) {
            state = keccak256(abi.encode(state, ledger.segmentOf(lot, start)));
        }
        for (uint32 word; word <= SIZE >> 4; ++word) state = keccak256(abi.encode(state, ledger.wordOf(lot, word)));
        for (uint32 i; i < ITEMS; ++i) state = keccak256(abi.encode(state, prescriptions.itemOf(items[i])));
    }
}
