// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title EIP-712 messages for this contract on this chain
abstract contract SignedMessages {
    bytes32 private constant DOMAIN_TYPE = keccak256(
        'EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)'
    );
    bytes32 private constant NAME = keccak256('Custodia');
    bytes32 private constant VERSION = keccak256('1');

    bytes32 private immutable domainAtDeployment;
    uint256 private immutable chainAtDeployment;

    constructor() {
        domainAtDeployment = _domainNow();
        chainAtDeployment = block.chainid;
    }

    /// @notice The domain separator.
    function _domain() internal view returns (bytes32) {
        // After a chain splits, messages of one branch are void on the other.
        return block.chainid == chainAtDeployment ? domainAtDeployment : _domainNow();
    }

    /// @notice The address that signed a message with this struct hash, 0 if the signature is malformed.
    function _signer(bytes32 structHash, bytes32 r, bytes32 vs) internal view returns (address) {
        bytes32 digest = keccak256(abi.encodePacked(hex'1901', _domain(), structHash));
        // EIP-2098: the parity is the highest bit of s.
        return ecrecover(digest, uint8(uint256(vs) >> 255) + 27, r, (vs << 1) >> 1);
    }

    function _domainNow() private view returns (bytes32) {
        return keccak256(abi.encode(DOMAIN_TYPE, NAME, VERSION, block.chainid, address(this)));
    }
}
