// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ILotLedger} from '../../src/interfaces/ILotLedger.sol';
import {IAuthorised} from '../../src/interfaces/IAuthorised.sol';
import {IPartyRegistry} from '../../src/interfaces/IPartyRegistry.sol';
import {Roles} from '../../src/libraries/Roles.sol';
import {LedgerTest} from '../base/LedgerTest.sol';

contract ChangeRolesTest is LedgerTest {
    function tryChange(address key, uint32 regulator, uint32 party, uint16 roles, bytes4 expected) private {
        vm.expectRevert(expected);
        vm.prank(key);
        registry.proposeRoles(operation(), regulator, party, roles);
    }

    function change(uint32 party, uint16 roles) private {
        bytes16 proposal = operation();
        vm.prank(REGULATOR_KEY);
        registry.proposeRoles(proposal, REGULATOR, party, roles);
        bytes16 approval = operation();
        vm.prank(REGULATOR_SECOND_KEY);
        registry.approveRoles(approval, REGULATOR, proposal, party, roles);
    }

    function testAProposalAloneChangesNoRole() external {
        vm.prank(REGULATOR_KEY);
        registry.proposeRoles(operation(), REGULATOR, PHARMACY, Roles.MANUFACTURER);
        require(registry.partyOf(PHARMACY).roles == Roles.PHARMACY, 'roles');
    }

    function testRefusesEverybodyButARegulator() external {
        tryChange(OUTSIDER, REGULATOR, PHARMACY, Roles.MANUFACTURER, IPartyRegistry.NotOperator.selector);
        tryChange(NODE, PHARMACY, PHARMACY, Roles.MANUFACTURER, IPartyRegistry.MissingRole.selector);
    }

    function testRefusesAnUnknownParty() external {
        tryChange(REGULATOR_KEY, REGULATOR, STRANGER, Roles.PHARMACY, IPartyRegistry.UnknownParty.selector);
    }

    function testMakesNoRegulatorAndUnmakesNone() external {
        tryChange(REGULATOR_KEY, REGULATOR, PHARMACY, Roles.REGULATOR, IPartyRegistry.InvalidRoles.selector);
        tryChange(REGULATOR_KEY, REGULATOR, REGULATOR, Roles.PHARMACY, IPartyRegistry.InvalidRoles.selector);
        tryChange(
            REGULATOR_KEY,
            REGULATOR,
            PHARMACY,
            Roles.REGULATOR | Roles.PHARMACY,
            IPartyRegistry.InvalidRoles.selector
        );
    }

    function testANewRoleCountsAtOnce() external {
        bytes32 lotId = keccak256('by a pharmacy');
        vm.expectRevert(IAuthorised.MissingRole.selector);
        vm.prank(NODE);
        ledger.registerLot(operation(), PHARMACY, lotId, 10, expiry, ROOT, bytes32(0));

        change(PHARMACY, Roles.PHARMACY | Roles.MANUFACTURER);
        bytes32 made = registerLot(PHARMACY, lotId, 10);
        require(ledger.lotOf(made).maker == PHARMACY, 'maker');
    }

    function testRefusesRolesThatAreNone(uint16 roles) external {
        vm.assume(roles == 0 || roles > Roles.ALL || roles & Roles.REGULATOR != 0);
        tryChange(REGULATOR_KEY, REGULATOR, PHARMACY, roles, IPartyRegistry.InvalidRoles.selector);
    }

    function testChangesTheRolesOfOnePartyAndNothingElse(uint32 party, uint8 roles) external {
        party = bound(party, MAKER, PARTIES);
        uint16 given = uint16(bound(roles, 1, Roles.REGULATOR - 1));
        IPartyRegistry.Party[] memory expected = new IPartyRegistry.Party[](PARTIES + 1);
        for (uint32 i = 1; i <= PARTIES; ++i) expected[i] = registry.partyOf(i);
        change(party, given);
        expected[party].roles = given;
        for (uint32 i = 1; i <= PARTIES; ++i) {
            require(keccak256(abi.encode(registry.partyOf(i))) == keccak256(abi.encode(expected[i])), 'party');
        }
        require(rightsOf(party, nodeOf(party)) == Roles.OPERATE, 'rights');
    }
}
