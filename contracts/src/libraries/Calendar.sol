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
    function isOver(uint256 day) internal view returns (bool) {
        return block.timestamp >= (day + 1) * 1 days + 12 hours;
    }

    /// @notice Whether a day has begun anywhere on earth.
    function hasBegun(uint256 day) internal view returns (bool) {
        return block.timestamp + 14 hours >= day * 1 days;
    }
}
