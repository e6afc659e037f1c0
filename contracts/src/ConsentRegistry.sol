// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {SignedMessages} from './SignedMessages.sol';
import {IConsentRegistry} from './interfaces/IConsentRegistry.sol';

/// @title The consent registry; see `IConsentRegistry`
contract ConsentRegistry is IConsentRegistry, SignedMessages {
    bytes32 private constant GRANT_TYPE = keccak256(
        'Grant(bytes32 commitment,address controller,uint16 lastDay,uint64 deadline)'
    );
    bytes32 private constant REVOKE_TYPE = keccak256('Revoke(bytes32 consent,uint64 deadline)');

    /// @dev Standing, and above it the last day: a day alone would make day 0 look unknown.
    uint256 private constant DAY_SHIFT = 8;

    mapping(bytes32 consent => uint256) private records;

    /// @inheritdoc IConsentRegistry
    function grant(
        bytes16 operation,
        bytes32 commitment,
        address controller,
        uint16 lastDay,
        uint64 deadline,
        bytes32 r,
        bytes32 vs
    ) external {
        bytes32 terms = keccak256(abi.encode(GRANT_TYPE, commitment, controller, lastDay, deadline));
        _check(terms, controller, deadline, r, vs);
        if (_isOver(lastDay)) revert InvalidLastDay();
        bytes32 consent = keccak256(abi.encode(commitment, controller));
        uint256 record = records[consent];
        if (record != 0) {
            if (Standing(uint8(record)) == Standing.Revoked) revert AlreadyRevoked();
            revert AlreadyGranted();
        }

        records[consent] = uint256(Standing.Granted) | (uint256(lastDay) << DAY_SHIFT);
        emit ConsentGranted(operation, consent, lastDay);
    }

    /// @inheritdoc IConsentRegistry
    function revoke(
        bytes16 operation,
        bytes32 commitment,
        address controller,
        uint64 deadline,
        bytes32 r,
        bytes32 vs
    ) external {
        bytes32 consent = keccak256(abi.encode(commitment, controller));
        _check(keccak256(abi.encode(REVOKE_TYPE, consent, deadline)), controller, deadline, r, vs);
        if (Standing(uint8(records[consent])) == Standing.Revoked) revert AlreadyRevoked();

        records[consent] = uint256(Standing.Revoked);
        emit ConsentRevoked(operation, consent);
    }

    /// @inheritdoc IConsentRegistry
    function isActive(bytes32 consent) external view returns (bool) {
        (Standing standing, uint16 lastDay) = consentOf(consent);
        return standing == Standing.Granted && !_isOver(lastDay);
    }

    /// @inheritdoc IConsentRegistry
    function consentOf(bytes32 consent) public view returns (Standing standing, uint16 lastDay) {
        uint256 record = records[consent];
        return (Standing(uint8(record)), uint16(record >> DAY_SHIFT));
    }

    /// @inheritdoc IConsentRegistry
    function domainSeparator() external view returns (bytes32) {
        return _domain();
    }

    function _check(bytes32 terms, address controller, uint64 deadline, bytes32 r, bytes32 vs) private view {
        if (block.timestamp > deadline) revert MessageExpired();
        address signer = _signer(terms, r, vs);
        // A malformed signature recovers 0.
        if (signer == address(0) || signer != controller) revert InvalidSignature();
    }

    /// @dev Whether a UTC day is over. Devices round up to it; the moment that counts stands in the opening.
    function _isOver(uint16 day) private view returns (bool) {
        return block.timestamp / 1 days > day;
    }
}
