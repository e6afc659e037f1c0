// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.19;

/// @notice A prescription item in one storage word. From the lowest bit:
/// key 112 | remaining 20 | used 20 | first day 16 | last day 16 | digest of the fills 72.
type ItemSlot is uint256;

using {key, remaining, used, firstDay, lastDay, fills, filled, givenBack, cancelled} for ItemSlot global;

/// @dev The most that `remaining` and `used` can hold.
uint256 constant MAX_QUANTITY = (1 << 20) - 1;

/// @dev `quantity` is at most `MAX_QUANTITY`.
function newItem(uint112 key_, uint256 quantity, uint16 firstDay_, uint16 lastDay_) pure returns (ItemSlot) {
    return ItemSlot.wrap(uint256(key_) | (quantity << 112) | (uint256(firstDay_) << 152) | (uint256(lastDay_) << 168));
}

/// @dev 0 if cancelled (or never issued).
function key(ItemSlot item) pure returns (uint112) {
    return uint112(ItemSlot.unwrap(item));
}

function remaining(ItemSlot item) pure returns (uint24) {
    return uint24((ItemSlot.unwrap(item) >> 112) & MAX_QUANTITY);
}

function used(ItemSlot item) pure returns (uint24) {
    return uint24((ItemSlot.unwrap(item) >> 132) & MAX_QUANTITY);
}

function firstDay(ItemSlot item) pure returns (uint16) {
    return uint16(ItemSlot.unwrap(item) >> 152);
}

/// @dev 0 if never issued.
function lastDay(ItemSlot item) pure returns (uint16) {
    return uint16(ItemSlot.unwrap(item) >> 168);
}

function fills(ItemSlot item) pure returns (uint72) {
    return uint72(ItemSlot.unwrap(item) >> 184);
}

/// @dev `quantity` is at most what remains, and `used` stays within `MAX_QUANTITY`.
function filled(ItemSlot item, uint256 quantity, uint72 fills_) pure returns (ItemSlot) {
    unchecked {
        uint256 moved = ItemSlot.unwrap(item) - (quantity << 112) + (quantity << 132);
        return ItemSlot.wrap(((moved << 72) >> 72) | (uint256(fills_) << 184));
    }
}

/// @dev `remaining` stays within `MAX_QUANTITY`.
function givenBack(ItemSlot item, uint256 quantity, uint72 fills_) pure returns (ItemSlot) {
    unchecked {
        uint256 more = ItemSlot.unwrap(item) + (quantity << 112);
        return ItemSlot.wrap(((more << 72) >> 72) | (uint256(fills_) << 184));
    }
}

function cancelled(ItemSlot item) pure returns (ItemSlot) {
    return ItemSlot.wrap((ItemSlot.unwrap(item) >> 112) << 112);
}
