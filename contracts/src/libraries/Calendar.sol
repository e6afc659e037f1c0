// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.0;

/// @title Days since 1970-01-01
/// @dev A day on a pack or a prescription is a local day, and the ledger does not know where: it begins when it
/// begins at UTC+14 and is over when it is over at UTC-12.
library Calendar {
    /// @notice Today in UTC; fits until the year 2149.
    function today() internal view returns (uint16) {
        return uint16(block.timestamp / 1 days);
    }

    /// @notice Whether a day is over everywhere on earth.
    function isOver(uint16 day) internal view returns (bool) {
        // Days have 16 bits.
        unchecked {
            return block.timestamp >= (uint256(day) + 1) * 1 days + 12 hours;
        }
    }

    /// @notice Whether a day has begun anywhere on earth.
    function hasBegun(uint16 day) internal view returns (bool) {
        unchecked {
            return block.timestamp + 14 hours >= uint256(day) * 1 days;
        }
    }
}
