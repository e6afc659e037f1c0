// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.0;

import {IPrescriptionLedger} from '../interfaces/IPrescriptionLedger.sol';

/// @title The EIP-712 voucher that permits a fill
library FillVoucher {
    bytes32 private constant DOMAIN_TYPE = keccak256(
        'EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)'
    );
    bytes32 private constant FILL_TYPE = keccak256('Fill(bytes32 item,uint32 pharmacy,uint32 upTo,uint64 deadline)');
    bytes32 private constant NAME = keccak256('Custodia');
    bytes32 private constant VERSION = keccak256('1');

    /// @notice The domain of a prescription ledger on the current chain.
    function domain(address ledger) internal view returns (bytes32) {
        return keccak256(abi.encode(DOMAIN_TYPE, NAME, VERSION, block.chainid, ledger));
    }

    /// @notice What the item's key signs.
    function digest(bytes32 domain_, IPrescriptionLedger.Voucher calldata voucher) internal pure returns (bytes32) {
        bytes32 fill = keccak256(abi.encode(FILL_TYPE, voucher.item, voucher.pharmacy, voucher.upTo, voucher.deadline));
        return keccak256(abi.encodePacked(hex'1901', domain_, fill));
    }

    /// @notice The address that signed, 0 if the signature is malformed.
    function signer(bytes32 digest_, bytes32 r, bytes32 vs) internal pure returns (address) {
        // EIP-2098: the parity is the highest bit of s.
        return ecrecover(digest_, uint8(uint256(vs) >> 255) + 27, r, (vs << 1) >> 1);
    }
}
