// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IPartyRegistry} from '../../src/interfaces/IPartyRegistry.sol';
import {Roles} from '../../src/libraries/Roles.sol';
import {LedgerTest} from '../base/LedgerTest.sol';

contract ProposeKeyTest is LedgerTest {
    function tryPropose(
        address by_,
        uint32 regulator,
        uint32 party,
        address key,
        uint8 rights,
        bytes4 expected
    ) private {
        vm.expectRevert(expected);
        vm.prank(by_);
        registry.proposeKey(operation(), regulator, party, key, rights);
    }

    function testRefusesEverybodyButARegulator() external {
        tryPropose(NODE, MAKER, MAKER, NODE, 3, IPartyRegistry.MissingRole.selector);
        tryPropose(OUTSIDER, REGULATOR, MAKER, OUTSIDER, 2, IPartyRegistry.NotOperator.selector);
        grant(REGULATOR, OUTSIDER, Roles.APPROVE);
        tryPropose(OUTSIDER, REGULATOR, MAKER, address(0xe1), 2, IPartyRegistry.NotOperator.selector);
    }

    function testRefusesAnUnknownPartyKeyOrRight() external {
        tryPropose(REGULATOR_KEY, REGULATOR, STRANGER, OUTSIDER, 2, IPartyRegistry.UnknownParty.selector);
        tryPropose(REGULATOR_KEY, REGULATOR, MAKER, address(0), 2, IPartyRegistry.InvalidKey.selector);
        tryPropose(REGULATOR_KEY, REGULATOR, MAKER, OUTSIDER, 4, IPartyRegistry.InvalidKey.selector);
    }

    function testKeepsRegulatorsAndHostingNodesApart() external {
        tryPropose(REGULATOR_KEY, REGULATOR, REGULATOR, NODE, 1, IPartyRegistry.KeyOfOtherSide.selector);
        tryPropose(REGULATOR_KEY, REGULATOR, MAKER, REGULATOR_SECOND_KEY, 2, IPartyRegistry.KeyOfOtherSide.selector);
        // Also after the rights are taken away: what was a node's key stays one.
        grant(MAKER, NODE, 0);
        tryPropose(REGULATOR_KEY, REGULATOR, REGULATOR, NODE, 1, IPartyRegistry.KeyOfOtherSide.selector);
    }

    function testRefusesAKeyThatDecidesOnItself() external {
        tryPropose(REGULATOR_KEY, REGULATOR, REGULATOR, REGULATOR_KEY, 0, IPartyRegistry.NotOnOneself.selector);
        tryPropose(REGULATOR_KEY, REGULATOR, REGULATOR, REGULATOR_KEY, 3, IPartyRegistry.NotOnOneself.selector);
    }

    function testRefusesAnOperationIdThatProposedBefore() external {
        bytes16 proposal = operation();
        vm.prank(REGULATOR_KEY);
        registry.proposeKey(proposal, REGULATOR, MAKER, OUTSIDER, 2);
        vm.expectRevert(IPartyRegistry.AlreadyProposed.selector);
        vm.prank(REGULATOR_SECOND_KEY);
        registry.proposeKey(proposal, REGULATOR, MAKER, OUTSIDER, 3);
    }

    function testAProposalAloneGivesNothing(uint32 party, uint8 rights) external {
        party = bound(party, 1, PARTIES);
        rights = uint8(bound(rights, 0, 3));
        vm.prank(REGULATOR_KEY);
        registry.proposeKey(operation(), REGULATOR, party, OUTSIDER, rights);
        require(rightsOf(party, OUTSIDER) == 0, 'rights');
        require(registry.sideOf(OUTSIDER) == IPartyRegistry.Side.Unused, 'side');
    }
}
