// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.0;

/// @title Roles of a party and rights of a key, as bit masks
library Roles {
    uint16 internal constant MANUFACTURER = 1;
    uint16 internal constant DISTRIBUTOR = 2;
    uint16 internal constant PHARMACY = 4;
    uint16 internal constant PRESCRIBER = 8;
    uint16 internal constant DISPOSER = 16;
    uint16 internal constant REGULATOR = 32;
    uint16 internal constant SPONSOR = 64;

    uint16 internal constant ALL = 127;
    /// @dev Those that may have packs in their custody.
    uint16 internal constant STOCK = MANUFACTURER | DISTRIBUTOR | PHARMACY | DISPOSER;

    /// @dev A key that makes the daily calls.
    uint8 internal constant OPERATE = 1;
    /// @dev A key that gives second signatures.
    uint8 internal constant APPROVE = 2;
}
