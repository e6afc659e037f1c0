// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IConsentRegistry} from '../../src/interfaces/IConsentRegistry.sol';
import {Consents} from '../base/Consents.sol';

/// @notice What a relayer may try, at the registry, and at copies of it that lack one check (scripts/plant.mjs).
contract PlantedConsentsTest is Consents {
    uint256 private constant CHAIN = 31337;

    function testARelayerThatReplaysRevivesNothing() external {
        require(!replays(), 'replayed');
        plant('ForgetfulConsents');
        require(replays(), 'planted');
    }

    function testARelayerThatReordersRevivesNothing() external {
        require(!reorders(), 'reordered');
        plant('ForgetfulConsents');
        require(reorders(), 'planted');
    }

    function testARelayerThatDelaysIsTooLate() external {
        require(!delays(), 'delayed');
        plant('TimelessConsents');
        require(delays(), 'planted');
    }

    function testAStrangerGrantsNothing() external {
        require(!forges(), 'forged');
        plant('TrustingConsents');
        require(forges(), 'planted');
    }

    function testAMessageOfAnotherChainIsVoid() external {
        require(!crosses(), 'crossed');
        plant('EverywhereConsents');
        require(crosses(), 'planted');
    }

    /* PROGRAMS */

    function replays() private returns (bool) {
        Message memory message = theGrant();
        relayGrant(message);
        relayRevocation(theRevocation());
        return grants(message) && consents.isActive(theConsent());
    }

    function reorders() private returns (bool) {
        Message memory message = theGrant();
        relayRevocation(theRevocation());
        return grants(message);
    }

    function delays() private returns (bool) {
        Message memory message = theGrant();
        vm.warp(uint256(message.deadline) + 1);
        return grants(message);
    }

    function forges() private returns (bool) {
        Message memory message = signedGrant(CONTROLLER_KEY + 1, COMMITMENT, today + 90, soon());
        message.controller = vm.addr(CONTROLLER_KEY);
        return grants(message);
    }

    function crosses() private returns (bool) {
        vm.chainId(CHAIN);
        Message memory message = theGrant();
        vm.chainId(4242);
        return grants(message);
    }

    function grants(Message memory m) private returns (bool) {
        try consents.grant(operation(), m.commitment, m.controller, m.lastDay, m.deadline, m.r, m.vs) {
            return true;
        } catch {
            return false;
        }
    }

    function plant(string memory name) private {
        consents = IConsentRegistry(create(name, ''));
    }
}
