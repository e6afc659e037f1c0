// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IAuthorised} from '../../src/interfaces/IAuthorised.sol';
import {IPartyRegistry} from '../../src/interfaces/IPartyRegistry.sol';
import {Roles} from '../../src/libraries/Roles.sol';
import {LedgerTest} from '../base/LedgerTest.sol';

contract WithdrawKeyTest is LedgerTest {
    function tryWithdraw(address by_, uint32 regulator, uint32 party, address key, bytes4 expected) private {
        vm.expectRevert(expected);
        vm.prank(by_);
        registry.withdrawKey(operation(), regulator, party, key);
    }

    function testRefusesEverybodyButARegulator() external {
        tryWithdraw(NODE, MAKER, MAKER, MAKER_APPROVER, IPartyRegistry.MissingRole.selector);
        tryWithdraw(OUTSIDER, REGULATOR, MAKER, NODE, IPartyRegistry.NotOperator.selector);
    }

    function testRefusesAnUnknownPartyAndAKeyWithoutRights() external {
        tryWithdraw(REGULATOR_KEY, REGULATOR, STRANGER, NODE, IPartyRegistry.UnknownParty.selector);
        tryWithdraw(REGULATOR_KEY, REGULATOR, MAKER, OUTSIDER, IPartyRegistry.InvalidKey.selector);
        require(registry.sideOf(OUTSIDER) == IPartyRegistry.Side.Unused, 'side');
    }

    function testOneKeyAloneTakesNoKeyOfARegulatorAway() external {
        // Who is left alone would decide alone.
        tryWithdraw(REGULATOR_KEY, REGULATOR, REGULATOR, REGULATOR_SECOND_KEY, IPartyRegistry.NeedsSecondKey.selector);
        admit(50, Roles.REGULATOR, address(0xa3));
        tryWithdraw(REGULATOR_KEY, REGULATOR, 50, address(0xa3), IPartyRegistry.NeedsSecondKey.selector);
    }

    function testOneKeyStopsAnApprovingKeyOfAParty() external {
        withdraw(MAKER, MAKER_APPROVER);
        require(rightsOf(MAKER, MAKER_APPROVER) == 0, 'rights');
    }

    function testAKeyTakenAwayActsNoMore() external {
        withdraw(MAKER, NODE);
        same(ship(MAKER, DISTRIBUTOR, 0, 10, 0), IAuthorised.NotOperator.selector);
        by(NODE);
        same(ship(DISTRIBUTOR, PHARMACY, 0, 10, 0), bytes4(keccak256('NotHolder()')));
    }

    function testAnApprovingKeyDoesNotOperate() external {
        by(MAKER_APPROVER);
        same(ship(MAKER, DISTRIBUTOR, 0, 10, 0), IAuthorised.NotOperator.selector);
    }
}
