// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IConsentRegistry} from '../../src/interfaces/IConsentRegistry.sol';
import {Consortium} from './Consortium.sol';

/// @notice Short ways to sign and relay the messages of a consent's controller.
abstract contract Consents is Consortium {
    bytes32 internal constant COMMITMENT = keccak256('commitment');
    uint256 internal constant CONTROLLER_KEY = 0xc0ffee;

    /// @notice A message as a relayer holds it.
    struct Message {
        bytes32 commitment;
        address controller;
        uint16 lastDay;
        uint64 deadline;
        bytes32 r;
        bytes32 vs;
    }

    function setUp() public virtual {
        deploy();
    }

    function consentId(bytes32 commitment, address controller) internal pure returns (bytes32) {
        return keccak256(abi.encode(commitment, controller));
    }

    function theConsent() internal pure returns (bytes32) {
        return consentId(COMMITMENT, vm.addr(CONTROLLER_KEY));
    }

    function signedGrant(
        uint256 key,
        bytes32 commitment,
        uint16 lastDay,
        uint64 deadline
    ) internal view returns (Message memory message) {
        message = Message(commitment, vm.addr(key), lastDay, deadline, 0, 0);
        bytes32 terms = keccak256(
            abi.encode(
                keccak256('Grant(bytes32 commitment,address controller,uint16 lastDay,uint64 deadline)'),
                commitment,
                message.controller,
                lastDay,
                deadline
            )
        );
        (message.r, message.vs) = signature(key, terms);
    }

    function signedRevocation(
        uint256 key,
        bytes32 commitment,
        uint64 deadline
    ) internal view returns (Message memory message) {
        message = Message(commitment, vm.addr(key), 0, deadline, 0, 0);
        bytes32 consent = consentId(commitment, message.controller);
        bytes32 terms = keccak256(abi.encode(keccak256('Revoke(bytes32 consent,uint64 deadline)'), consent, deadline));
        (message.r, message.vs) = signature(key, terms);
    }

    /// @notice The grant of most tests: for ninety days, to be relayed within the hour.
    function theGrant() internal view returns (Message memory) {
        return signedGrant(CONTROLLER_KEY, COMMITMENT, today + 90, soon());
    }

    function theRevocation() internal view returns (Message memory) {
        return signedRevocation(CONTROLLER_KEY, COMMITMENT, soon());
    }

    function soon() internal view returns (uint64) {
        return uint64(block.timestamp + 1 hours);
    }

    function relayGrant(Message memory m) internal {
        consents.grant(operation(), m.commitment, m.controller, m.lastDay, m.deadline, m.r, m.vs);
    }

    function relayRevocation(Message memory m) internal {
        consents.revoke(operation(), m.commitment, m.controller, m.deadline, m.r, m.vs);
    }

    function refuseGrant(Message memory m, bytes4 reason) internal {
        bytes16 id = operation();
        vm.expectRevert(reason);
        consents.grant(id, m.commitment, m.controller, m.lastDay, m.deadline, m.r, m.vs);
    }

    function refuseRevocation(Message memory m, bytes4 reason) internal {
        bytes16 id = operation();
        vm.expectRevert(reason);
        consents.revoke(id, m.commitment, m.controller, m.deadline, m.r, m.vs);
    }

    /// @notice What both refuse: `message` by a key that is not its controller's.
    function refuseOfAnotherKey(Message memory message, function(Message memory, bytes4) internal refuse) internal {
        message.controller = vm.addr(CONTROLLER_KEY);
        refuse(message, IConsentRegistry.InvalidSignature.selector);
    }

    /// @notice What both refuse: `message` with any one of the terms that both have, or of the signature, changed.
    function refuseChanged(
        Message memory message,
        uint8 bit,
        function(Message memory, bytes4) internal refuse
    ) internal {
        bytes memory signed = abi.encode(message);
        bytes32 flip = bytes32(uint256(1) << bit);
        for (uint256 term; term < 5; ++term) {
            Message memory changed = abi.decode(signed, (Message));
            if (term == 0) changed.commitment ^= flip;
            else if (term == 1) changed.controller = address(uint160(changed.controller) ^ uint160(1 << (bit % 160)));
            else if (term == 2) ++changed.deadline;
            else if (term == 3) changed.r ^= flip;
            else changed.vs ^= flip;
            refuse(changed, IConsentRegistry.InvalidSignature.selector);
        }
    }

    /// @notice What both refuse: a malformed signature recovers address zero.
    function refuseMalformed(Message memory message, function(Message memory, bytes4) internal refuse) internal {
        (message.controller, message.r, message.vs) = (address(0), 0, 0);
        refuse(message, IConsentRegistry.InvalidSignature.selector);
    }

    /// @notice What both refuse: a message for this registry at another one, and on another chain, where it is left.
    function refuseElsewhere(Message memory message, function(Message memory, bytes4) internal refuse) internal {
        IConsentRegistry here = consents;
        consents = IConsentRegistry(create('ConsentRegistry', ''));
        refuse(message, IConsentRegistry.InvalidSignature.selector);
        consents = here;
        vm.chainId(4242);
        refuse(message, IConsentRegistry.InvalidSignature.selector);
    }

    /// @notice What both refuse: a message after its deadline.
    function refuseLate(
        Message memory message,
        uint32 late,
        function(Message memory, bytes4) internal refuse
    ) internal {
        vm.warp(uint256(message.deadline) + 1 + late);
        refuse(message, IConsentRegistry.MessageExpired.selector);
    }

    function expectConsent(bytes32 consent, IConsentRegistry.Standing standing, uint16 lastDay) internal view {
        (IConsentRegistry.Standing actual, uint16 actualLastDay) = consents.consentOf(consent);
        require(actual == standing, 'standing');
        require(actualLastDay == lastDay, 'last day');
    }

    function signature(uint256 key, bytes32 terms) private view returns (bytes32 r, bytes32 vs) {
        bytes32 digest = keccak256(abi.encodePacked(hex'1901', consents.domainSeparator(), terms));
        uint8 v;
        bytes32 s;
        (v, r, s) = vm.sign(key, digest);
        vs = bytes32(uint256(s) | (uint256(v - 27) << 255));
    }
}
