// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.19;

/// @notice What every call needs of a lot, in one storage word. From the lowest bit:
/// maker 32 | units 32 | day of registration 16 | day of expiry 16 | version 16 | recalled ranges 8 | flags 4.
type LotHead is uint256;

using {
    maker,
    units,
    registeredDay,
    expiryDay,
    version,
    recalledRanges,
    has,
    unrestricted,
    amended,
    withFlag,
    withOneMoreRange
} for LotHead global;

/// @dev Flags, as positions of their bit.
uint256 constant HELD_BY_MAKER = 120;
uint256 constant HELD_BY_REGULATOR = 121;
uint256 constant RECALLED = 122;
uint256 constant WITHDRAWN = 123;

function newLotHead(uint32 maker_, uint32 units_, uint16 today, uint16 expiryDay_) pure returns (LotHead) {
    return
        LotHead.wrap(uint256(maker_) | (uint256(units_) << 32) | (uint256(today) << 64) | (uint256(expiryDay_) << 80));
}

/// @dev 0 for a lot that is not registered.
function maker(LotHead head) pure returns (uint32) {
    return uint32(LotHead.unwrap(head));
}

function units(LotHead head) pure returns (uint32) {
    return uint32(LotHead.unwrap(head) >> 32);
}

function registeredDay(LotHead head) pure returns (uint16) {
    return uint16(LotHead.unwrap(head) >> 64);
}

function expiryDay(LotHead head) pure returns (uint16) {
    return uint16(LotHead.unwrap(head) >> 80);
}

function version(LotHead head) pure returns (uint16) {
    return uint16(LotHead.unwrap(head) >> 96);
}

function recalledRanges(LotHead head) pure returns (uint8) {
    return uint8(LotHead.unwrap(head) >> 112);
}

function has(LotHead head, uint256 flag) pure returns (bool) {
    return (LotHead.unwrap(head) >> flag) & 1 == 1;
}

/// @dev No flag and no recalled range: only the expiry may stand against the lot.
function unrestricted(LotHead head) pure returns (bool) {
    return LotHead.unwrap(head) >> 112 == 0;
}

function amended(LotHead head, uint16 expiryDay_) pure returns (LotHead) {
    uint256 kept = LotHead.unwrap(head) & ~(uint256(0xffffffff) << 80);
    return LotHead.wrap(kept | (uint256(expiryDay_) << 80) | (uint256(head.version() + 1) << 96));
}

function withFlag(LotHead head, uint256 flag, bool set) pure returns (LotHead) {
    uint256 kept = LotHead.unwrap(head) & ~(1 << flag);
    return LotHead.wrap(set ? kept | (1 << flag) : kept);
}

function withOneMoreRange(LotHead head) pure returns (LotHead) {
    return LotHead.wrap(LotHead.unwrap(head) + (1 << 112));
}
