// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.0;

import {ILotLedger} from '../interfaces/ILotLedger.sol';

/// @title Unit status, 16 units to a storage word
/// @dev A lane has 16 bits: the low 4 are the status, the high 12 the days since registration. An active unit's lane
/// is 0, so that untouched lots store nothing.
library UnitWords {
    uint16 internal constant ACTIVE_ONLY = 1;
    /// @dev The last day a lane can hold, after 11 years; it means "then or later".
    uint256 internal constant LAST_DAY = 4095;
    uint256 private constant EVERY_LANE = 0x0001000100010001000100010001000100010001000100010001000100010001;

    /// @notice A lane's value.
    function lane(ILotLedger.UnitStatus status, uint256 daysSince) internal pure returns (uint16) {
        return uint16(((daysSince < LAST_DAY ? daysSince : LAST_DAY) << 4) | uint256(status));
    }

    /// @notice A unit's status and the days from registration to its last change.
    function read(
        mapping(uint32 => uint256) storage words,
        uint32 index
    ) internal view returns (ILotLedger.UnitStatus status, uint16 daysSince) {
        uint256 value;
        unchecked {
            value = words[index >> 4] >> ((index & 15) * 16);
        }
        status = ILotLedger.UnitStatus(value & 15);
        daysSince = uint16((value >> 4) & LAST_DAY);
    }

    /// @notice Sets one unit's lane.
    function write(mapping(uint32 => uint256) storage words, uint32 index, uint16 value) internal {
        // At most 240.
        uint256 shift;
        unchecked {
            shift = (index & 15) * 16;
        }
        uint256 word = words[index >> 4];
        words[index >> 4] = (word & ~(uint256(0xffff) << shift)) | (uint256(value) << shift);
    }

    /// @notice Sets the lanes of `[start, end)`.
    function fill(mapping(uint32 => uint256) storage words, uint32 start, uint32 end, uint16 value) internal {
        uint256 pattern = EVERY_LANE * value;
        for (uint32 word = start >> 4; word <= (end - 1) >> 4; ++word) {
            uint256 mask = maskOf(word, start, end);
            words[word] = (words[word] & ~mask) | (pattern & mask);
        }
    }

    /// @notice The first status in `[start, end)` that is not in `allowed` (bit n for status n).
    /// @return met Whether there is one.
    function firstOutside(
        mapping(uint32 => uint256) storage words,
        uint32 start,
        uint32 end,
        uint16 allowed
    ) internal view returns (bool met, ILotLedger.UnitStatus status) {
        for (uint32 word = start >> 4; word <= (end - 1) >> 4; ++word) {
            uint256 value = words[word] & maskOf(word, start, end);
            if (value == 0 && allowed & ACTIVE_ONLY != 0) continue;
            uint32 first = word << 4 < start ? start : word << 4;
            uint32 last = (word + 1) << 4 < end ? (word + 1) << 4 : end;
            for (uint32 index = first; index < last; ++index) {
                uint256 lowest = (value >> ((index & 15) * 16)) & 15;
                if ((allowed >> lowest) & 1 == 0) return (true, ILotLedger.UnitStatus(lowest));
            }
        }
    }

    /// @dev The lanes of `[start, end)` in a word that the range touches.
    function maskOf(uint32 word, uint32 start, uint32 end) private pure returns (uint256) {
        uint256 first = uint256(word) << 4;
        uint256 from = start > first ? start - first : 0;
        uint256 to = end < first + 16 ? end - first : 16;
        // Shifting by 256 gives 0, and 0 - 1 all ones: the full word.
        unchecked {
            return ((1 << ((to - from) * 16)) - 1) << (from * 16);
        }
    }
}
