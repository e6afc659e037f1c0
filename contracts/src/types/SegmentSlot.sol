// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.19;

import {ILotLedger} from '../interfaces/ILotLedger.sol';

/// @notice A segment of custody in one storage word; its start is its key. From the lowest bit:
/// end 32 | holder 32 | receiver 32 | state 8 | touched 8. 0 where no segment starts.
type SegmentSlot is uint256;

using {end, holder, receiver, state, touched, exists, withEnd, withTouch} for SegmentSlot global;

function newSegment(
    uint32 end_,
    uint32 holder_,
    uint32 receiver_,
    ILotLedger.SegmentState state_,
    bool touched_
) pure returns (SegmentSlot) {
    return
        SegmentSlot.wrap(
            uint256(end_) |
                (uint256(holder_) << 32) |
                (uint256(receiver_) << 64) |
                (uint256(state_) << 96) |
                (touched_ ? 1 << 104 : 0)
        );
}

/// @dev At rest with its holder.
function heldSegment(uint32 end_, uint32 holder_, bool touched_) pure returns (SegmentSlot) {
    return newSegment(end_, holder_, 0, ILotLedger.SegmentState.Held, touched_);
}

function end(SegmentSlot segment) pure returns (uint32) {
    return uint32(SegmentSlot.unwrap(segment));
}

function holder(SegmentSlot segment) pure returns (uint32) {
    return uint32(SegmentSlot.unwrap(segment) >> 32);
}

function receiver(SegmentSlot segment) pure returns (uint32) {
    return uint32(SegmentSlot.unwrap(segment) >> 64);
}

function state(SegmentSlot segment) pure returns (ILotLedger.SegmentState) {
    return ILotLedger.SegmentState(uint8(SegmentSlot.unwrap(segment) >> 96));
}

/// @dev Whether some unit in it may not be active.
function touched(SegmentSlot segment) pure returns (bool) {
    return SegmentSlot.unwrap(segment) >> 104 != 0;
}

function exists(SegmentSlot segment) pure returns (bool) {
    return SegmentSlot.unwrap(segment) != 0;
}

function withEnd(SegmentSlot segment, uint32 end_) pure returns (SegmentSlot) {
    return SegmentSlot.wrap(((SegmentSlot.unwrap(segment) >> 32) << 32) | end_);
}

function withTouch(SegmentSlot segment) pure returns (SegmentSlot) {
    return SegmentSlot.wrap(SegmentSlot.unwrap(segment) | (1 << 104));
}
