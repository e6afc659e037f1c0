// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IConsentRegistry} from '../../src/interfaces/IConsentRegistry.sol';
import {Consents} from '../base/Consents.sol';
import {Vm} from '../base/Vm.sol';

contract GrantTest is Consents {
    function testRefusesAMessageOfAnotherKey(uint256 key) external {
        key = bound(key, 1, type(uint32).max - 1);
        vm.assume(key != CONTROLLER_KEY);
        refuseOfAnotherKey(signedGrant(key, COMMITMENT, today + 90, soon()), refuseGrant);
        expectConsent(theConsent(), IConsentRegistry.Standing.Unknown, 0);
    }

    function testRefusesAnyChangedTerm(uint8 bit) external {
        refuseChanged(theGrant(), bit, refuseGrant);
        Message memory longer = theGrant();
        ++longer.lastDay;
        refuseGrant(longer, IConsentRegistry.InvalidSignature.selector);
    }

    function testRefusesAMalformedSignatureForTheAddressThatItRecovers() external {
        refuseMalformed(theGrant(), refuseGrant);
    }

    function testRefusesARevocationAsAGrant() external {
        Message memory message = theRevocation();
        message.lastDay = today + 90;
        refuseGrant(message, IConsentRegistry.InvalidSignature.selector);
    }

    function testRefusesAMessageForAnotherRegistryOrChain() external {
        refuseElsewhere(theGrant(), refuseGrant);
        relayGrant(theGrant());
    }

    function testRefusesAMessageAfterItsDeadline(uint32 late) external {
        refuseLate(theGrant(), late, refuseGrant);
    }

    function testRefusesALastDayThatIsOver(uint16 days_) external {
        uint16 lastDay = uint16(bound(days_, 0, today - 1));
        refuseGrant(signedGrant(CONTROLLER_KEY, COMMITMENT, lastDay, soon()), IConsentRegistry.InvalidLastDay.selector);
    }

    function testRefusesASecondGrant() external {
        relayGrant(theGrant());
        refuseGrant(theGrant(), IConsentRegistry.AlreadyGranted.selector);
        Message memory longer = signedGrant(CONTROLLER_KEY, COMMITMENT, today + 900, soon());
        refuseGrant(longer, IConsentRegistry.AlreadyGranted.selector);
        vm.warp(START + 91 days);
        longer = signedGrant(CONTROLLER_KEY, COMMITMENT, today + 900, soon());
        refuseGrant(longer, IConsentRegistry.AlreadyGranted.selector);
    }

    function testRefusesWhatWasRevokedBefore() external {
        relayRevocation(theRevocation());
        refuseGrant(theGrant(), IConsentRegistry.AlreadyRevoked.selector);
        expectConsent(theConsent(), IConsentRegistry.Standing.Revoked, 0);
    }

    function testIsRelayedByAnybody(address relayer, bytes32 commitment, uint256 key, uint16 days_) external {
        key = bound(key, 1, type(uint32).max - 1);
        uint16 lastDay = uint16(bound(days_, today, type(uint16).max));
        Message memory message = signedGrant(key, commitment, lastDay, uint64(block.timestamp));
        bytes32 consent = consentId(commitment, message.controller);
        expectConsent(consent, IConsentRegistry.Standing.Unknown, 0);
        bytes16 id = operation();
        vm.recordLogs();
        vm.prank(relayer);
        consents.grant(id, commitment, message.controller, lastDay, message.deadline, message.r, message.vs);

        expectConsent(consent, IConsentRegistry.Standing.Granted, lastDay);
        require(consents.isActive(consent), 'active');
        Vm.Log[] memory logs = vm.getRecordedLogs();
        require(logs.length == 1 && logs[0].topics.length == 3, 'one event');
        require(logs[0].topics[0] == IConsentRegistry.ConsentGranted.selector, 'event');
        require(logs[0].topics[1] == bytes32(id) && logs[0].topics[2] == consent, 'topics');
        require(abi.decode(logs[0].data, (uint16)) == lastDay, 'day');
    }

    function testAnotherControllerDoesNotTakeTheCommitment(uint256 key) external {
        key = bound(key, 1, type(uint32).max - 1);
        vm.assume(key != CONTROLLER_KEY);
        relayGrant(signedGrant(key, COMMITMENT, today, soon()));
        relayRevocation(signedRevocation(key, COMMITMENT, soon()));
        expectConsent(theConsent(), IConsentRegistry.Standing.Unknown, 0);
        relayGrant(theGrant());
        require(consents.isActive(theConsent()), 'active');
    }

    function testIsActiveUntilItsLastDayIsOver() external {
        relayGrant(theGrant());
        uint256 over = (uint256(today) + 91) * 1 days;
        vm.warp(over - 1);
        require(consents.isActive(theConsent()), 'on its last day');
        vm.warp(over);
        require(!consents.isActive(theConsent()), 'after its last day');
        expectConsent(theConsent(), IConsentRegistry.Standing.Granted, today + 90);
    }
}
