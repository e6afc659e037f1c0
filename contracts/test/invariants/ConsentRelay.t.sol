// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IConsentRegistry} from '../../src/interfaces/IConsentRegistry.sol';
import {Consents} from '../base/Consents.sol';

/// @notice Controllers sign; a relayer sends what they signed late, twice, in any order, or changed. A plain model says
/// what the registry must answer to each, and none of it may be a surprise.
contract RelayActions is Consents {
    uint256 private constant CONSENTS = 4;

    Message[] private grants;
    Message[] private revocations;
    mapping(bytes32 consent => bool) private granted;
    mapping(bytes32 consent => bool) private revoked;
    mapping(bytes32 consent => uint16) private lastDays;
    uint256 private attempts;

    function signGrant(uint256 seed) external {
        seed = mix(seed);
        uint16 day = uint16(block.timestamp / 1 days) + uint16(bound(seed >> 8, 0, 5)) - 1;
        grants.push(signedGrant(keyAt(seed), commitmentAt(seed >> 64), day, deadlineAt(seed)));
    }

    function signRevocation(uint256 seed) external {
        seed = mix(seed);
        revocations.push(signedRevocation(keyAt(seed), commitmentAt(seed >> 64), deadlineAt(seed)));
    }

    function sendGrant(uint256 seed) external {
        seed = mix(seed);
        if (grants.length == 0) return;
        Message memory m = grants[seed % grants.length];
        bool changed = seed >> 252 == 0;
        if (changed) m.lastDay += 1000;
        bytes32 consent = consentId(m.commitment, m.controller);
        bytes4 expected;
        if (block.timestamp > m.deadline) expected = IConsentRegistry.MessageExpired.selector;
        else if (changed) expected = IConsentRegistry.InvalidSignature.selector;
        else if (block.timestamp / 1 days > m.lastDay) expected = IConsentRegistry.InvalidLastDay.selector;
        else if (revoked[consent]) expected = IConsentRegistry.AlreadyRevoked.selector;
        else if (granted[consent]) expected = IConsentRegistry.AlreadyGranted.selector;
        else (granted[consent], lastDays[consent]) = (true, m.lastDay);
        send(
            expected,
            abi.encodeCall(
                IConsentRegistry.grant,
                (operation(), m.commitment, m.controller, m.lastDay, m.deadline, m.r, m.vs)
            )
        );
    }

    function sendRevocation(uint256 seed) external {
        seed = mix(seed);
        if (revocations.length == 0) return;
        Message memory m = revocations[seed % revocations.length];
        bool stolen = seed >> 252 == 0;
        if (stolen) m.controller = vm.addr(keyAt(seed >> 8) + CONSENTS);
        bytes32 consent = consentId(m.commitment, m.controller);
        bytes4 expected;
        if (block.timestamp > m.deadline) expected = IConsentRegistry.MessageExpired.selector;
        else if (stolen) expected = IConsentRegistry.InvalidSignature.selector;
        else if (revoked[consent]) expected = IConsentRegistry.AlreadyRevoked.selector;
        else (revoked[consent], lastDays[consent]) = (true, 0);
        send(
            expected,
            abi.encodeCall(IConsentRegistry.revoke, (operation(), m.commitment, m.controller, m.deadline, m.r, m.vs))
        );
    }

    function passTime(uint256 seed) external {
        vm.warp(block.timestamp + bound(mix(seed), 1, 1 days));
    }

    function check() external view {
        for (uint256 key = 1; key <= CONSENTS; ++key) {
            for (uint256 i; i < CONSENTS; ++i) {
                bytes32 consent = consentId(commitmentAt(i), vm.addr(key));
                IConsentRegistry.Standing expected =
                    revoked[consent]
                        ? IConsentRegistry.Standing.Revoked
                        : granted[consent]
                            ? IConsentRegistry.Standing.Granted
                            : IConsentRegistry.Standing.Unknown;
                expectConsent(consent, expected, lastDays[consent]);
                bool active = granted[consent] && !revoked[consent] && block.timestamp / 1 days <= lastDays[consent];
                require(consents.isActive(consent) == active, 'active');
            }
        }
    }

    function send(bytes4 expected, bytes memory call_) private {
        (bool ok, bytes memory answer) = address(consents).call(call_);
        require(ok == (expected == 0), ok ? 'taken, not expected' : 'refused, not expected');
        if (!ok) same(bytes4(answer), expected);
    }

    function mix(uint256 seed) private returns (uint256) {
        return uint256(keccak256(abi.encode(seed, attempts++)));
    }

    function keyAt(uint256 seed) private pure returns (uint256) {
        return 1 + (seed % CONSENTS);
    }

    function commitmentAt(uint256 seed) private pure returns (bytes32) {
        return keccak256(abi.encode('commitment', seed % CONSENTS));
    }

    function deadlineAt(uint256 seed) private view returns (uint64) {
        return uint64(block.timestamp + bound(seed >> 32, 0, 3 days));
    }
}

contract ConsentRelayTest {
    struct FuzzSelector {
        address addr;
        bytes4[] selectors;
    }

    RelayActions private actions;

    function setUp() external {
        actions = new RelayActions();
        actions.setUp();
    }

    function targetContracts() external view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(actions);
    }

    function targetSelectors() external view returns (FuzzSelector[] memory targets) {
        bytes4[] memory selectors = new bytes4[](5);
        selectors[0] = RelayActions.signGrant.selector;
        selectors[1] = RelayActions.signRevocation.selector;
        selectors[2] = RelayActions.sendGrant.selector;
        selectors[3] = RelayActions.sendRevocation.selector;
        selectors[4] = RelayActions.passTime.selector;
        targets = new FuzzSelector[](1);
        targets[0] = FuzzSelector(address(actions), selectors);
    }

    function invariant_noOrderAndNoRepetitionOfMessagesRevivesAConsent() external view {
        actions.check();
    }
}
