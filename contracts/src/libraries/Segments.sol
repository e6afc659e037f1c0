// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.0;

import {ILotLedger} from '../interfaces/ILotLedger.sol';

/// @title Custody as a partition of a lot's indices
/// @dev A segment's key is its start, so the next segment starts at its end. The segments of a lot always cover
/// `[0, units)` without gap or overlap: `carve` cuts and `merge` joins, nothing else writes a start.
library Segments {
    /// @dev How far a hint may be to the left.
    uint256 internal constant MAX_HOPS = 8;
    /// @dev No left neighbour met on the way.
    uint32 internal constant NO_START = type(uint32).max;

    /// @notice Where a range lies.
    /// @param found Whether a single segment contains it.
    /// @param base That segment's start.
    /// @param left The start of the segment before it if the hint was further left, else `NO_START`.
    struct Place {
        bool found;
        uint32 base;
        uint32 left;
    }

    /// @notice Walks from `hint` to the segment that contains `[start, end)`.
    function locate(
        mapping(uint32 => ILotLedger.Segment) storage segments,
        uint32 hint,
        uint32 start,
        uint32 end
    ) internal view returns (Place memory place, ILotLedger.Segment memory segment) {
        place.base = hint;
        place.left = NO_START;
        for (uint256 hop; hop <= MAX_HOPS; ++hop) {
            if (place.base > start) return (place, segment);
            segment = segments[place.base];
            // An end is never 0: no segment starts here.
            if (segment.end == 0) return (place, segment);
            if (start < segment.end) {
                place.found = end <= segment.end;
                return (place, segment);
            }
            place.left = place.base;
            place.base = segment.end;
        }
    }

    /// @notice Cuts `[start, end)` out of `segment`, which starts at `base` and contains it, and stores `part` there.
    /// @dev Writes at most three segments; the outer two keep what `segment` had.
    function carve(
        mapping(uint32 => ILotLedger.Segment) storage segments,
        uint32 base,
        ILotLedger.Segment memory segment,
        uint32 start,
        ILotLedger.Segment memory part
    ) internal {
        if (part.end < segment.end) segments[part.end] = segment;
        if (base < start) {
            segment.end = start;
            segments[base] = segment;
        }
        segments[start] = part;
    }

    /// @notice Joins the segment at `base` with its right neighbour and with the one that starts at `left`, where both
    /// are held by the same party and equally touched.
    /// @return start The start of the joined segment.
    /// @return end Its end.
    function merge(mapping(uint32 => ILotLedger.Segment) storage segments, uint32 left, uint32 base)
        internal
        returns (uint32 start, uint32 end)
    {
        ILotLedger.Segment memory segment = segments[base];
        start = base;
        end = segment.end;
        ILotLedger.Segment memory neighbour = segments[end];
        if (alike(segment, neighbour)) {
            delete segments[end];
            end = neighbour.end;
        }
        if (left != NO_START && alike(segment, segments[left])) {
            delete segments[base];
            start = left;
        }
        if (end != segment.end || start != base) {
            segment.end = end;
            segments[start] = segment;
        }
    }

    function alike(ILotLedger.Segment memory a, ILotLedger.Segment memory b) private pure returns (bool) {
        return a.state == ILotLedger.SegmentState.Held && b.state == ILotLedger.SegmentState.Held
            && a.holder == b.holder && a.touched == b.touched;
    }
}
