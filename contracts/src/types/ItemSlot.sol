// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.19;

/// @notice A prescription item in one storage word. From the lowest bit:
/// key 120 | remaining 24 | used 24 | first day 16 | last day 16 | digest of the fills 56.
type ItemSlot is uint256;

using {key, remaining, used, firstDay, lastDay, fills, filled, givenBack, cancelled} for ItemSlot global;

function newItem(uint120 key_, uint24 quantity, uint16 firstDay_, uint16 lastDay_) pure returns (ItemSlot) {
    return ItemSlot.wrap(
        uint256(key_) | uint256(quantity) << 120 | uint256(firstDay_) << 168 | uint256(lastDay_) << 184
    );
}

/// @dev 0 if cancelled (or never issued).
function key(ItemSlot item) pure returns (uint120) {
    return uint120(ItemSlot.unwrap(item));
}

function remaining(ItemSlot item) pure returns (uint24) {
    return uint24(ItemSlot.unwrap(item) >> 120);
}

function used(ItemSlot item) pure returns (uint24) {
    return uint24(ItemSlot.unwrap(item) >> 144);
}

function firstDay(ItemSlot item) pure returns (uint16) {
    return uint16(ItemSlot.unwrap(item) >> 168);
}

/// @dev 0 if never issued.
function lastDay(ItemSlot item) pure returns (uint16) {
    return uint16(ItemSlot.unwrap(item) >> 184);
}

function fills(ItemSlot item) pure returns (uint56) {
    return uint56(ItemSlot.unwrap(item) >> 200);
}

/// @dev `quantity` is at most what remains, and fits into `used`.
function filled(ItemSlot item, uint256 quantity, uint56 fills_) pure returns (ItemSlot) {
    unchecked {
        uint256 moved = ItemSlot.unwrap(item) - (quantity << 120) + (quantity << 144);
        return ItemSlot.wrap(moved << 56 >> 56 | uint256(fills_) << 200);
    }
}

/// @dev `quantity` was taken by a fill, so that it fits.
function givenBack(ItemSlot item, uint256 quantity, uint56 fills_) pure returns (ItemSlot) {
    uint256 more = ItemSlot.unwrap(item) + (quantity << 120);
    return ItemSlot.wrap(more << 56 >> 56 | uint256(fills_) << 200);
}

function cancelled(ItemSlot item) pure returns (ItemSlot) {
    return ItemSlot.wrap(ItemSlot.unwrap(item) >> 120 << 120);
}
