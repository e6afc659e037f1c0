// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IPartyRegistry} from '../../src/interfaces/IPartyRegistry.sol';
import {Roles} from '../../src/libraries/Roles.sol';
import {LedgerTest} from '../base/LedgerTest.sol';
import {Vm} from '../base/Vm.sol';

contract AdmissionTest is LedgerTest {
    uint32 private constant NEW = 50;
    address private constant NEW_KEY = address(0xf001);
    address private constant THIRD_KEY = address(0xa3);

    struct Wish {
        uint32 regulator;
        uint32 party;
        uint64 gln;
        uint16 roles;
        bytes32 hpkeKey;
        string endpoint;
        IPartyRegistry.KeyGrant[] keys;
    }

    function wish() private pure returns (Wish memory) {
        return Wish(REGULATOR, NEW, 1, Roles.PHARMACY, bytes32(0), 'https://new.example', oneKey(NEW_KEY, 1));
    }

    function propose(address by_, Wish memory w) private returns (bytes16 id) {
        id = operation();
        vm.prank(by_);
        registry.proposeAdmission(id, w.regulator, w.party, w.gln, w.roles, w.hpkeKey, w.endpoint, w.keys);
    }

    function approve(address by_, bytes16 proposal, Wish memory w) private returns (bytes16 id) {
        id = operation();
        vm.prank(by_);
        registry.approveAdmission(id, w.regulator, proposal, w.party, w.gln, w.roles, w.hpkeKey, w.endpoint, w.keys);
    }

    function tryPropose(address by_, Wish memory w, bytes4 expected) private {
        vm.expectRevert(expected);
        propose(by_, w);
    }

    function tryApprove(address by_, bytes16 proposal, Wish memory w, bytes4 expected) private {
        vm.expectRevert(expected);
        approve(by_, proposal, w);
    }

    function nobody() private view {
        require(registry.partyOf(NEW).standing == IPartyRegistry.Standing.Unknown, 'admitted');
        require(rightsOf(NEW, NEW_KEY) == 0, 'rights');
        require(registry.sideOf(NEW_KEY) == IPartyRegistry.Side.Unused, 'side');
    }

    function testOnlyARegulatorsKeyProposes(address key) external {
        vm.assume(key != REGULATOR_KEY && key != REGULATOR_SECOND_KEY);
        tryPropose(key, wish(), IPartyRegistry.NotOperator.selector);
        Wish memory w = wish();
        w.regulator = MAKER;
        tryPropose(NODE, w, IPartyRegistry.MissingRole.selector);
    }

    function testASuspendedRegulatorProposesNothing() external {
        admit(20, Roles.REGULATOR, THIRD_KEY);
        suspend(20);
        Wish memory w = wish();
        w.regulator = 20;
        tryPropose(THIRD_KEY, w, IPartyRegistry.PartySuspended.selector);
    }

    function testRefusesAnIdThatIsTakenAndIdZero() external {
        Wish memory w = wish();
        w.party = MAKER;
        tryPropose(REGULATOR_KEY, w, IPartyRegistry.AlreadyAdmitted.selector);
        w.party = 0;
        tryPropose(REGULATOR_KEY, w, IPartyRegistry.AlreadyAdmitted.selector);
    }

    function testRefusesAGlnOutOfRange(uint64 gln) external {
        vm.assume(gln == 0 || gln > 9_999_999_999_999);
        Wish memory w = wish();
        w.gln = gln;
        tryPropose(REGULATOR_KEY, w, IPartyRegistry.InvalidGln.selector);
    }

    function testRefusesRolesThatAreNone(uint16 roles) external {
        vm.assume(roles == 0 || roles > Roles.ALL || (roles & Roles.REGULATOR != 0 && roles != Roles.REGULATOR));
        Wish memory w = wish();
        w.roles = roles;
        tryPropose(REGULATOR_KEY, w, IPartyRegistry.InvalidRoles.selector);
    }

    function testRefusesKeysThatAreNoneAndThoseOfTheOtherSide() external {
        Wish memory w = wish();
        w.keys = oneKey(address(0), 1);
        tryPropose(REGULATOR_KEY, w, IPartyRegistry.InvalidKey.selector);
        w.keys = oneKey(NEW_KEY, 4);
        tryPropose(REGULATOR_KEY, w, IPartyRegistry.InvalidKey.selector);
        w.keys = oneKey(REGULATOR_SECOND_KEY, 1);
        tryPropose(REGULATOR_KEY, w, IPartyRegistry.KeyOfOtherSide.selector);
        w.roles = Roles.REGULATOR;
        w.keys = oneKey(NODE, 1);
        tryPropose(REGULATOR_KEY, w, IPartyRegistry.KeyOfOtherSide.selector);
    }

    function testAProposalAloneAdmitsNobody() external {
        propose(REGULATOR_KEY, wish());
        nobody();
    }

    function testTheSecondSignatureIsAnotherApprovingKeyOfTheRegulator() external {
        grant(REGULATOR, THIRD_KEY, Roles.OPERATE);
        bytes16 proposal = propose(REGULATOR_KEY, wish());
        tryApprove(REGULATOR_KEY, proposal, wish(), IPartyRegistry.SameKey.selector);
        tryApprove(THIRD_KEY, proposal, wish(), IPartyRegistry.NotOperator.selector);
        tryApprove(MAKER_APPROVER, proposal, wish(), IPartyRegistry.NotOperator.selector);
        tryApprove(REGULATOR_SECOND_KEY, operation(), wish(), IPartyRegistry.UnknownProposal.selector);
        nobody();
    }

    function testWhatIsApprovedIsWhatWasProposed() external {
        bytes16 proposal = propose(REGULATOR_KEY, wish());
        Wish[] memory others = new Wish[](6);
        for (uint256 i; i < others.length; ++i) others[i] = wish();
        others[0].party = NEW + 1;
        others[1].gln = 2;
        others[2].roles = Roles.MANUFACTURER;
        others[3].hpkeKey = 'x';
        others[4].endpoint = 'https://thief.example';
        others[5].keys = oneKey(OUTSIDER, 1);
        for (uint256 i; i < others.length; ++i) {
            tryApprove(REGULATOR_SECOND_KEY, proposal, others[i], IPartyRegistry.OtherThanProposed.selector);
        }
        nobody();
    }

    function testNoProposalServesAnApprovalOfAnotherKind() external {
        bytes16 proposal = propose(REGULATOR_KEY, wish());
        vm.expectRevert(IPartyRegistry.OtherThanProposed.selector);
        vm.prank(REGULATOR_SECOND_KEY);
        registry.approveRoles(operation(), REGULATOR, proposal, NEW, Roles.PHARMACY);
        suspend(MAKER);
        vm.expectRevert(IPartyRegistry.OtherThanProposed.selector);
        vm.prank(REGULATOR_SECOND_KEY);
        registry.approveReinstatement(operation(), REGULATOR, proposal, MAKER);
    }

    function testFallsWithTheKeyThatProposedIt() external {
        grant(REGULATOR, THIRD_KEY, 3);
        bytes16 proposal = propose(THIRD_KEY, wish());
        grant(REGULATOR, THIRD_KEY, 0);
        tryApprove(REGULATOR_SECOND_KEY, proposal, wish(), IPartyRegistry.NotOperator.selector);
    }

    function testOnceAndNotAfterTheIdWasTaken() external {
        bytes16 first = propose(REGULATOR_KEY, wish());
        bytes16 second = propose(REGULATOR_KEY, wish());
        approve(REGULATOR_SECOND_KEY, first, wish());
        tryApprove(REGULATOR_SECOND_KEY, first, wish(), IPartyRegistry.UnknownProposal.selector);
        tryApprove(REGULATOR_SECOND_KEY, second, wish(), IPartyRegistry.AlreadyAdmitted.selector);
    }

    function testRefusesAnOperationIdThatProposedBefore() external {
        bytes16 proposal = propose(REGULATOR_KEY, wish());
        vm.expectRevert(IPartyRegistry.AlreadyProposed.selector);
        vm.prank(REGULATOR_SECOND_KEY);
        registry.proposeRoles(proposal, REGULATOR, MAKER, Roles.PHARMACY);
    }

    function testStandsForFourteenDaysAndNoSecondLonger() external {
        bytes16 proposal = propose(REGULATOR_KEY, wish());
        bytes16 late = propose(REGULATOR_KEY, wish());
        vm.warp(block.timestamp + 14 days + 1);
        tryApprove(REGULATOR_SECOND_KEY, late, wish(), IPartyRegistry.ProposalExpired.selector);
        vm.warp(block.timestamp - 1);
        approve(REGULATOR_SECOND_KEY, proposal, wish());
    }

    function testTakenBackItCannotBeApproved() external {
        bytes16 proposal = propose(REGULATOR_KEY, wish());
        bytes16 id = operation();
        listen(REGULATOR_SECOND_KEY);
        registry.retractOrder(id, REGULATOR, proposal);
        Vm.Log[] memory logs = vm.getRecordedLogs();
        require(logs.length == 1 && logs[0].topics[0] == IPartyRegistry.OrderRetracted.selector, 'event');
        require(bytes16(logs[0].topics[1]) == id && bytes16(logs[0].topics[3]) == proposal, 'what was retracted');
        tryApprove(REGULATOR_SECOND_KEY, proposal, wish(), IPartyRegistry.UnknownProposal.selector);
        vm.expectRevert(IPartyRegistry.UnknownProposal.selector);
        vm.prank(REGULATOR_KEY);
        registry.retractOrder(operation(), REGULATOR, proposal);
    }

    function testOnlyTheRegulatorTakesItsProposalBack() external {
        admit(20, Roles.REGULATOR, THIRD_KEY);
        bytes16 proposal = propose(REGULATOR_KEY, wish());
        vm.expectRevert(IPartyRegistry.NotOperator.selector);
        vm.prank(OUTSIDER);
        registry.retractOrder(operation(), REGULATOR, proposal);
        vm.expectRevert(IPartyRegistry.UnknownProposal.selector);
        vm.prank(THIRD_KEY);
        registry.retractOrder(operation(), 20, proposal);
        approve(REGULATOR_SECOND_KEY, proposal, wish());
    }

    function testAdmitsWithItsKeys(
        uint32 party,
        uint64 gln,
        uint8 roles,
        bytes32 hpkeKey,
        string calldata endpoint
    ) external {
        vm.assume(party > PARTIES);
        Wish memory w = Wish(REGULATOR, party, bound(gln, 1, 2 ** 32 - 1), 0, hpkeKey, endpoint, wish().keys);
        w.roles = uint16(bound(roles, 1, Roles.REGULATOR - 1));
        w.keys = new IPartyRegistry.KeyGrant[](2);
        w.keys[0] = IPartyRegistry.KeyGrant(NEW_KEY, Roles.OPERATE);
        w.keys[1] = IPartyRegistry.KeyGrant(address(0xf002), Roles.APPROVE);
        bytes16 proposal = propose(REGULATOR_KEY, w);
        vm.recordLogs();
        bytes16 id = approve(REGULATOR_SECOND_KEY, proposal, w);

        Vm.Log[] memory logs = vm.getRecordedLogs();
        require(logs.length == 3 && logs[0].topics[0] == IPartyRegistry.PartyAdmitted.selector, 'event');
        require(bytes16(logs[0].topics[1]) == id, 'operation');
        require(uint256(logs[0].topics[2]) == party && uint256(logs[0].topics[3]) == REGULATOR, 'parties');
        bytes32 content = keccak256(abi.encode(w.gln, w.roles, hpkeKey, endpoint));
        require(keccak256(logs[0].data) == content, 'what was admitted');
        IPartyRegistry.Party memory record = registry.partyOf(party);
        require(record.gln == w.gln && record.roles == w.roles && record.hpkeKey == hpkeKey, 'record');
        require(record.standing == IPartyRegistry.Standing.Active, 'standing');
        require(keccak256(bytes(record.endpoint)) == keccak256(bytes(endpoint)), 'endpoint');
        require(rightsOf(party, NEW_KEY) == 1 && rightsOf(party, address(0xf002)) == 2, 'rights');
        require(logs[2].topics[0] == IPartyRegistry.KeyChanged.selector, 'keys');
    }
}
