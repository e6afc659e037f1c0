// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IConsentRegistry} from '../../src/interfaces/IConsentRegistry.sol';
import {Consents} from '../base/Consents.sol';
import {Vm} from '../base/Vm.sol';

contract RevokeTest is Consents {
    function setUp() public override {
        super.setUp();
        relayGrant(theGrant());
    }

    function testRefusesAMessageOfAnotherKey(uint256 key) external {
        key = bound(key, 1, type(uint32).max - 1);
        vm.assume(key != CONTROLLER_KEY);
        refuseOfAnotherKey(signedRevocation(key, COMMITMENT, soon()), refuseRevocation);
        require(consents.isActive(theConsent()), 'active');
    }

    function testRefusesAnyChangedTerm(uint8 bit) external {
        refuseChanged(theRevocation(), bit, refuseRevocation);
    }

    function testRefusesAMalformedSignatureForTheAddressThatItRecovers() external {
        refuseMalformed(theRevocation(), refuseRevocation);
    }

    function testRefusesAGrantAsARevocation() external {
        refuseRevocation(theGrant(), IConsentRegistry.InvalidSignature.selector);
    }

    function testRefusesAMessageForAnotherRegistryOrChain() external {
        refuseElsewhere(theRevocation(), refuseRevocation);
        relayRevocation(theRevocation());
    }

    function testRefusesAMessageAfterItsDeadline(uint32 late) external {
        refuseLate(theRevocation(), late, refuseRevocation);
    }

    function testRefusesTwice() external {
        relayRevocation(theRevocation());
        refuseRevocation(theRevocation(), IConsentRegistry.AlreadyRevoked.selector);
    }

    function testIsRelayedByAnybody(address relayer) external {
        Message memory message = theRevocation();
        bytes16 id = operation();
        vm.recordLogs();
        vm.prank(relayer);
        consents.revoke(id, COMMITMENT, message.controller, message.deadline, message.r, message.vs);

        expectConsent(theConsent(), IConsentRegistry.Standing.Revoked, 0);
        require(!consents.isActive(theConsent()), 'active');
        Vm.Log[] memory logs = vm.getRecordedLogs();
        require(logs.length == 1 && logs[0].topics.length == 3, 'one event');
        require(logs[0].topics[0] == IConsentRegistry.ConsentRevoked.selector, 'event');
        require(logs[0].topics[1] == bytes32(id) && logs[0].topics[2] == theConsent(), 'topics');
    }

    function testIsFinal(uint16 days_) external {
        Message memory again = signedGrant(CONTROLLER_KEY, COMMITMENT, today + (days_ % 1000), soon());
        relayRevocation(theRevocation());
        refuseGrant(again, IConsentRegistry.AlreadyRevoked.selector);
        require(!consents.isActive(theConsent()), 'active');
    }

    function testRevokesAfterTheLastDayToo() external {
        vm.warp(START + 100 days);
        relayRevocation(theRevocation());
        expectConsent(theConsent(), IConsentRegistry.Standing.Revoked, 0);
    }

    function testLeavesOtherConsentsAlone() external {
        relayGrant(signedGrant(CONTROLLER_KEY, keccak256('another'), today + 1, soon()));
        relayRevocation(theRevocation());
        require(consents.isActive(consentId(keccak256('another'), vm.addr(CONTROLLER_KEY))), 'active');
    }
}
