// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {InclusionProof} from '../../src/libraries/InclusionProof.sol';
import {LedgerTest} from '../base/LedgerTest.sol';
import {MerkleTree} from '../base/MerkleTree.sol';

contract InclusionProofTest is LedgerTest {
    function setUp() public override {}

    function holds(
        bytes32[] calldata proof,
        uint32 index,
        uint32 size,
        bytes32 commitment,
        bytes32 root
    ) external pure returns (bool) {
        return InclusionProof.holds(proof, index, size, commitment, root);
    }

    function proves(bytes32[] memory proof, uint32 index, uint32 size) private view returns (bool) {
        return this.holds(proof, index, size, MerkleTree.commitment(index), MerkleTree.root(size));
    }

    function testRefusesAnIndexOutsideTheTree(uint32 size, uint32 index) external view {
        size = bound(size, 1, 33);
        index = bound(index, size, type(uint32).max - 1);
        require(!proves(MerkleTree.path(0, size), index, size), 'outside');
    }

    function testRefusesThePathOfAnotherLeaf(uint32 size, uint32 index, uint32 other) external view {
        size = bound(size, 2, 33);
        index = bound(index, 0, size - 1);
        other = bound(other, 0, size - 1);
        vm.assume(index != other);
        require(!proves(MerkleTree.path(other, size), index, size), 'another leaf');
    }

    function testRefusesAPathTooShortOrTooLong(uint32 size, uint32 index) external view {
        size = bound(size, 2, 33);
        index = bound(index, 0, size - 1);
        bytes32[] memory path = MerkleTree.path(index, size);
        bytes32[] memory longer = new bytes32[](path.length + 1);
        bytes32[] memory shorter = new bytes32[](path.length - 1);
        for (uint256 i; i < path.length; ++i) {
            longer[i] = path[i];
            if (i < shorter.length) shorter[i] = path[i];
        }
        require(!proves(longer, index, size), 'too long');
        require(!proves(shorter, index, size), 'too short');
    }

    function testRefusesAChangedNode(uint32 size, uint32 index, uint256 position, uint8 bit) external view {
        size = bound(size, 2, 33);
        index = bound(index, 0, size - 1);
        bytes32[] memory path = MerkleTree.path(index, size);
        position %= path.length;
        path[position] = path[position] ^ bytes32(uint256(1) << bit);
        require(!proves(path, index, size), 'changed');
    }

    /// @dev Every tree up to 33 leaves, every leaf: full, uneven and single ones.
    function testAcceptsEveryLeafOfEveryTree() external view {
        for (uint32 size = 1; size <= 33; size += size < 9 ? 1 : 8) {
            for (uint32 index; index < size; ++index) {
                require(proves(MerkleTree.path(index, size), index, size), 'not proven');
            }
        }
    }
}
