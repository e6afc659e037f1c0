// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IPartyRegistry} from '../../src/interfaces/IPartyRegistry.sol';
import {Roles} from '../../src/libraries/Roles.sol';
import {LedgerTest} from '../base/LedgerTest.sol';

contract ApproveKeyTest is LedgerTest {
    address private constant THIRD_KEY = address(0xa3);

    struct Wish {
        uint32 party;
        address key;
        uint8 rights;
    }
    mapping(bytes16 proposal => Wish) private wishes;

    function propose(address by_, uint32 party, address key, uint8 rights) private returns (bytes16 proposal) {
        proposal = operation();
        wishes[proposal] = Wish(party, key, rights);
        vm.prank(by_);
        registry.proposeKey(proposal, REGULATOR, party, key, rights);
    }

    function approve(address key, bytes16 proposal) private {
        Wish memory wish = wishes[proposal];
        vm.prank(key);
        registry.approveKey(operation(), REGULATOR, proposal, wish.party, wish.key, wish.rights);
    }

    function tryApprove(address key, bytes16 proposal, bytes4 expected) private {
        vm.expectRevert(expected);
        approve(key, proposal);
    }

    function testTakesWhatWasProposedWordForWord() external {
        bytes16 proposal = propose(REGULATOR_KEY, MAKER, OUTSIDER, 1);
        for (uint256 i; i < 3; ++i) {
            wishes[proposal] = [Wish(PHARMACY, OUTSIDER, 1), Wish(MAKER, NODE, 1), Wish(MAKER, OUTSIDER, 3)][i];
            tryApprove(REGULATOR_SECOND_KEY, proposal, IPartyRegistry.OtherThanProposed.selector);
        }
        wishes[proposal] = Wish(MAKER, OUTSIDER, 1);
        approve(REGULATOR_SECOND_KEY, proposal);
        require(rightsOf(MAKER, OUTSIDER) == 1, 'rights');
    }

    function testTakesAnotherKeyOfTheRegulatorWithTheRightToApprove() external {
        grant(REGULATOR, THIRD_KEY, Roles.OPERATE);
        bytes16 proposal = propose(REGULATOR_KEY, MAKER, OUTSIDER, 2);
        tryApprove(REGULATOR_KEY, proposal, IPartyRegistry.SameKey.selector);
        tryApprove(THIRD_KEY, proposal, IPartyRegistry.NotOperator.selector);
        tryApprove(OUTSIDER, proposal, IPartyRegistry.NotOperator.selector);
        tryApprove(MAKER_APPROVER, proposal, IPartyRegistry.NotOperator.selector);
        require(rightsOf(MAKER, OUTSIDER) == 0, 'rights');
    }

    function testOnlyWhatTheSameRegulatorProposed() external {
        tryApprove(REGULATOR_SECOND_KEY, operation(), IPartyRegistry.UnknownProposal.selector);
        admit(50, Roles.REGULATOR, THIRD_KEY);
        grant(50, THIRD_KEY, 3);
        bytes16 proposal = propose(REGULATOR_KEY, MAKER, OUTSIDER, 2);
        vm.expectRevert(IPartyRegistry.UnknownProposal.selector);
        vm.prank(THIRD_KEY);
        registry.approveKey(operation(), 50, proposal, MAKER, OUTSIDER, 2);
    }

    function testOnce() external {
        bytes16 proposal = propose(REGULATOR_KEY, MAKER, OUTSIDER, 2);
        approve(REGULATOR_SECOND_KEY, proposal);
        withdraw(MAKER, OUTSIDER);
        tryApprove(REGULATOR_SECOND_KEY, proposal, IPartyRegistry.UnknownProposal.selector);
        require(rightsOf(MAKER, OUTSIDER) == 0, 'rights');
    }

    function testWhatAKeyProposedFallsWithTheKey() external {
        grant(REGULATOR, THIRD_KEY, 3);
        bytes16 proposal = propose(THIRD_KEY, REGULATOR, OUTSIDER, 3);
        grant(REGULATOR, THIRD_KEY, 0);
        tryApprove(REGULATOR_SECOND_KEY, proposal, IPartyRegistry.NotOperator.selector);
    }

    function testASuspendedRegulatorApprovesNothing() external {
        admit(50, Roles.REGULATOR, THIRD_KEY);
        bytes16 proposal = propose(REGULATOR_KEY, MAKER, OUTSIDER, 2);
        vm.prank(THIRD_KEY);
        registry.suspend(operation(), 50, REGULATOR);
        tryApprove(REGULATOR_SECOND_KEY, proposal, IPartyRegistry.PartySuspended.selector);
    }

    function testNoKeyDecidesOnItself() external {
        bytes16 proposal = propose(REGULATOR_KEY, REGULATOR, REGULATOR_SECOND_KEY, 0);
        tryApprove(REGULATOR_SECOND_KEY, proposal, IPartyRegistry.NotOnOneself.selector);
        require(rightsOf(REGULATOR, REGULATOR_SECOND_KEY) == 3, 'rights');
    }

    function testTwoKeysTakeAwayAStolenThird() external {
        grant(REGULATOR, THIRD_KEY, 3);
        bytes16 proposal = propose(REGULATOR_SECOND_KEY, REGULATOR, REGULATOR_KEY, 0);
        approve(THIRD_KEY, proposal);
        require(rightsOf(REGULATOR, REGULATOR_KEY) == 0, 'rights');
        vm.expectRevert(IPartyRegistry.NotOperator.selector);
        vm.prank(REGULATOR_KEY);
        registry.withdrawKey(operation(), REGULATOR, MAKER, NODE);
    }

    function testRightsHoldForOnePartyAndOneKey(uint8 rights, address key) external {
        rights = uint8(bound(rights, 0, 3));
        vm.assume(key > address(0xffff));
        grant(PHARMACY, key, rights);
        require(rightsOf(PHARMACY, key) == rights && rightsOf(OTHER_PHARMACY, key) == 0, 'rights');
    }

    function testNobodyFoundsAConsortiumWithOneKey() external {
        require(!founded(new address[](0)) && !founded(keys(REGULATOR_KEY, address(0), 1)), 'one key');
        require(!founded(keys(REGULATOR_KEY, REGULATOR_KEY, 2)), 'the same key twice');
        require(founded(keys(REGULATOR_KEY, THIRD_KEY, 2)), 'two keys');
    }

    function keys(address first, address second, uint256 count) private pure returns (address[] memory list) {
        list = new address[](count);
        list[0] = first;
        if (count > 1) list[1] = second;
    }

    function founded(address[] memory list) private returns (bool) {
        try this.found(list) {
            return true;
        } catch {
            return false;
        }
    }

    function found(address[] memory list) external {
        create('PartyRegistry', abi.encode(REGULATOR, 9999999999994, list));
    }
}
