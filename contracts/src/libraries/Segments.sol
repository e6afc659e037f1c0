// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.19;

import {SegmentSlot} from '../types/SegmentSlot.sol';

/// @title Custody as a partition of a lot's indices
/// @dev A segment's key is its start, so the next segment starts at its end. The segments of a lot always cover
/// `[0, units)` without gap or overlap: only the two functions that carve write a start.
library Segments {
    /// @dev How far a hint may be to the left.
    uint256 internal constant MAX_HOPS = 8;
    /// @dev No left neighbour met on the way.
    uint32 internal constant NO_START = type(uint32).max;
    SegmentSlot private constant NONE = SegmentSlot.wrap(0);

    /// @notice Walks from `hint` to the segment that contains `[start, end)`.
    /// @return segment That segment, 0 if the walk meets none.
    /// @return base Its start.
    /// @return left The start of the segment before it if the hint was further left, else `NO_START`.
    function locate(
        mapping(uint32 => SegmentSlot) storage segments,
        uint32 hint,
        uint32 start,
        uint32 end
    ) internal view returns (SegmentSlot segment, uint32 base, uint32 left) {
        base = hint;
        left = NO_START;
        for (uint256 hop; hop <= MAX_HOPS; ++hop) {
            if (base > start) return (NONE, 0, 0);
            segment = segments[base];
            uint32 last = segment.end();
            if (start < last) return end <= last ? (segment, base, left) : (NONE, 0, 0);
            // An end is never 0: no segment starts here.
            if (last == 0) return (NONE, 0, 0);
            left = base;
            base = last;
        }
        return (NONE, 0, 0);
    }

    /// @notice Cuts the range of `part` out of `segment`, which starts at `base` and contains it.
    /// @dev Writes at most three segments; the outer two keep what `segment` had.
    function carve(
        mapping(uint32 => SegmentSlot) storage segments,
        uint32 base,
        SegmentSlot segment,
        uint32 start,
        SegmentSlot part
    ) internal {
        if (part.end() < segment.end()) segments[part.end()] = segment;
        if (base < start) segments[base] = segment.withEnd(start);
        segments[start] = part;
    }

    /// @notice As `carve` for a part at rest, but joined with the segment that starts at `left` where that ends at
    /// `start`, is held by the same party and equally touched.
    /// @return joined The start of the segment that the part now belongs to.
    function carveAndJoin(
        mapping(uint32 => SegmentSlot) storage segments,
        uint32 left,
        uint32 base,
        SegmentSlot segment,
        uint32 start,
        SegmentSlot part
    ) internal returns (uint32 joined) {
        // Where the segment begins before the range, its own rest lies between.
        if (left == NO_START || base != start || !alike(segments[left], part)) {
            carve(segments, base, segment, start, part);
            return start;
        }
        if (part.end() < segment.end()) segments[part.end()] = segment;
        segments[start] = NONE;
        segments[left] = part;
        return left;
    }

    function alike(SegmentSlot a, SegmentSlot b) private pure returns (bool) {
        return SegmentSlot.unwrap(a) >> 32 == SegmentSlot.unwrap(b) >> 32;
    }
}
