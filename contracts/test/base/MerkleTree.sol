// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @notice Trees and paths as RFC 9162 section 2.1 defines them, recursively: slow, and unlike the verifier.
library MerkleTree {
    function commitment(uint32 index) internal pure returns (bytes32) {
        return keccak256(abi.encode('commitment', index));
    }

    function root(uint32 size) internal pure returns (bytes32) {
        return rootOf(0, size);
    }

    /// @notice The path of a leaf, lowest sibling first.
    function path(uint32 index, uint32 size) internal pure returns (bytes32[] memory) {
        return pathOf(index, 0, size);
    }

    function rootOf(uint32 start, uint32 end) private pure returns (bytes32) {
        if (end - start == 1) return sha256(abi.encodePacked(hex'00', start, commitment(start)));
        uint32 middle = start + largestPowerBelow(end - start);
        return sha256(abi.encodePacked(hex'01', rootOf(start, middle), rootOf(middle, end)));
    }

    function pathOf(uint32 index, uint32 start, uint32 end) private pure returns (bytes32[] memory) {
        if (end - start == 1) return new bytes32[](0);
        uint32 middle = start + largestPowerBelow(end - start);
        return
            index < middle
                ? append(pathOf(index, start, middle), rootOf(middle, end))
                : append(pathOf(index, middle, end), rootOf(start, middle));
    }

    function largestPowerBelow(uint32 count) private pure returns (uint32 power) {
        power = 1;
        while (power * 2 < count) power *= 2;
    }

    function append(bytes32[] memory list, bytes32 last) private pure returns (bytes32[] memory longer) {
        longer = new bytes32[](list.length + 1);
        for (uint256 i; i < list.length; ++i) longer[i] = list[i];
        longer[list.length] = last;
    }
}
