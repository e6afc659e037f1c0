// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.0;

/// @title Inclusion proofs of RFC 9162, SHA-256
library InclusionProof {
    /// @notice Whether `proof` leads from a unit's commitment to the root of a tree of `size` leaves.
    /// @dev RFC 9162 section 2.1.3.2. Leaf data is uint32_be(index) || commitment, so that a commitment proves its
    /// position, too.
    function holds(
        bytes32[] calldata proof,
        uint32 index,
        uint32 size,
        bytes32 commitment,
        bytes32 root
    ) internal pure returns (bool) {
        if (index >= size) return false;
        bytes32 node = sha256(abi.encodePacked(hex'00', index, commitment));
        uint256 fn = index;
        uint256 sn = size - 1;
        for (uint256 i; i < proof.length; ++i) {
            if (sn == 0) return false;
            if (fn & 1 == 1 || fn == sn) {
                node = sha256(abi.encodePacked(hex'01', proof[i], node));
                while (fn & 1 == 0 && fn != 0) {
                    fn >>= 1;
                    sn >>= 1;
                }
            } else {
                node = sha256(abi.encodePacked(hex'01', node, proof[i]));
            }
            fn >>= 1;
            sn >>= 1;
        }
        return sn == 0 && node == root;
    }
}
