// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ILotLedger} from '../../src/interfaces/ILotLedger.sol';
import {UnitWords} from '../../src/libraries/UnitWords.sol';
import {LedgerTest} from '../base/LedgerTest.sol';

/// @dev Against the plainest model: an array of lanes.
contract UnitWordsTest is LedgerTest {
    using UnitWords for mapping(uint32 => uint256);

    uint32 private constant SIZE = 80;
    mapping(uint32 => uint256) private words;
    uint16[SIZE] private lanes;

    function setUp() public override {}

    function check() private view {
        for (uint32 index; index < SIZE; ++index) {
            (ILotLedger.UnitStatus status, uint16 day) = words.read(index);
            require(uint16((day << 4) | uint16(uint8(status))) == lanes[index], 'lane');
        }
    }

    function testWritesOneLaneAndNoOther(uint32[8] calldata indices, uint16[8] calldata values) external {
        for (uint256 i; i < 8; ++i) {
            uint32 index = bound(indices[i], 0, SIZE - 1);
            uint16 value = valid(values[i]);
            words.write(index, value);
            lanes[index] = value;
        }
        check();
    }

    function testFillsARangeAndNoLaneBesideIt(
        uint32[4] calldata starts,
        uint32[4] calldata ends,
        uint16 value
    ) external {
        for (uint256 i; i < 4; ++i) {
            uint32 start = bound(starts[i], 0, SIZE - 1);
            uint32 end = bound(ends[i], start + 1, SIZE);
            uint16 lane = valid(uint16(uint256(value) + i * 77));
            words.fill(start, end, lane);
            for (uint32 index = start; index < end; ++index) lanes[index] = lane;
        }
        check();
    }

    function testFindsTheFirstStatusThatIsNotAllowed(uint32 start, uint32 end, uint32 marked, uint16 allowed) external {
        start = bound(start, 0, SIZE - 1);
        end = bound(end, start + 1, SIZE);
        marked = bound(marked, 0, SIZE - 1);
        words.write(marked, UnitWords.lane(ILotLedger.UnitStatus.Locked, 3));
        (bool met, ILotLedger.UnitStatus status) = words.firstOutside(start, end, allowed);

        bool active = allowed & 1 == 1;
        bool locked = (allowed >> 7) & 1 == 1;
        bool hasLocked = start <= marked && marked < end;
        bool hasActive = end - start > 1 || !hasLocked;
        require(met == ((hasActive && !active) || (hasLocked && !locked)), 'met');
        if (met && active) require(status == ILotLedger.UnitStatus.Locked, 'status');
    }

    function testADayNeverOverflowsIntoAnotherLane(uint256 day) external {
        words.write(5, UnitWords.lane(ILotLedger.UnitStatus.Stolen, day));
        (ILotLedger.UnitStatus status, uint16 read) = words.read(5);
        require(status == ILotLedger.UnitStatus.Stolen, 'status');
        require(read == (day < 4095 ? day : 4095), 'day');
        (status, read) = words.read(6);
        require(status == ILotLedger.UnitStatus.Active && read == 0, 'neighbour');
    }

    function valid(uint16 value) private pure returns (uint16) {
        return value & 15 == 15 ? value - 1 : value;
    }
}
