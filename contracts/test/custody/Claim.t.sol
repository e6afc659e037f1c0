// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IAuthorised} from '../../src/interfaces/IAuthorised.sol';
import {ILotLedger} from '../../src/interfaces/ILotLedger.sol';
import {LedgerTest} from '../base/LedgerTest.sol';
import {MerkleTree} from '../base/MerkleTree.sol';
import {Vm} from '../base/Vm.sol';

contract ClaimTest is LedgerTest {
    uint32 private constant SIZE = 37;

    function setUp() public override {
        super.setUp();
        bytes32 lotId = keccak256('with a tree');
        bytes32 root = MerkleTree.root(SIZE);
        vm.prank(NODE);
        ledger.registerLot(operation(), MAKER, lotId, SIZE, expiry, root, bytes32(0));
        lot = keccak256(abi.encode(MAKER, lotId));
    }

    function claimOf(uint32 party, uint32 index, uint32 hint) private returns (ILotLedger.ClaimItem memory) {
        return
            ILotLedger.ClaimItem(
                operation(),
                party,
                lot,
                index,
                hint,
                MerkleTree.commitment(index),
                MerkleTree.path(index, SIZE)
            );
    }

    function claim(ILotLedger.ClaimItem memory item) private returns (bytes4) {
        ILotLedger.ClaimItem[] memory items = new ILotLedger.ClaimItem[](1);
        items[0] = item;
        listen(nodeOf(item.party));
        ledger.claimMany(items);
        return refusal();
    }

    function testRefusesThoseWhoHoldNoStock() external {
        same(claim(claimOf(PRESCRIBER, 3, 0)), IAuthorised.MissingRole.selector);
        by(OUTSIDER);
        same(claim(claimOf(PHARMACY, 3, 0)), IAuthorised.NotOperator.selector);
        suspend(PHARMACY);
        same(claim(claimOf(PHARMACY, 3, 0)), IAuthorised.PartySuspended.selector);
    }

    function testRefusesAProofOfAnotherUnitOrSerial(uint32 index, uint32 other) external {
        index = bound(index, 0, SIZE - 1);
        other = bound(other, 0, SIZE - 1);
        vm.assume(index != other);
        ILotLedger.ClaimItem memory item = claimOf(PHARMACY, index, 0);
        item.proof = MerkleTree.path(other, SIZE);
        same(claim(item), ILotLedger.InvalidProof.selector);
        item = claimOf(PHARMACY, index, 0);
        item.commitment = MerkleTree.commitment(other);
        same(claim(item), ILotLedger.InvalidProof.selector);
        // The right serial and path, said of another index.
        item = claimOf(PHARMACY, other, 0);
        item.index = index;
        same(claim(item), ILotLedger.InvalidProof.selector);
        item.proof = new bytes32[](0);
        same(claim(item), ILotLedger.InvalidProof.selector);
    }

    function testRefusesWhatIsNotThere() external {
        ILotLedger.ClaimItem memory item = claimOf(PHARMACY, 3, 0);
        item.index = SIZE;
        same(claim(item), ILotLedger.UnknownUnit.selector);
        item.index = type(uint32).max;
        same(claim(item), ILotLedger.UnknownUnit.selector);
        same(claim(claimOf(PHARMACY, 3, 2)), ILotLedger.StaleHint.selector);
    }

    function testRefusesOnesOwnUnits() external {
        same(claim(claimOf(MAKER, 3, 0)), ILotLedger.AlreadyHolder.selector);
    }

    function testRefusesUnitsThatAreNotActive() external {
        move(MAKER, PHARMACY, 0, 10, 0);
        dispense(PHARMACY, 3, 0);
        // Nobody becomes the holder of what another dispensed.
        same(claim(claimOf(OTHER_PHARMACY, 3, 0)), ILotLedger.AlreadySupplied.selector);
        lock(PHARMACY, 5, 6, 0);
        same(claim(claimOf(OTHER_PHARMACY, 5, 0)), ILotLedger.UnitIsLocked.selector);
    }

    function testRefusesWhatARegulatorOrderedElsewhere() external {
        vm.prank(REGULATOR_KEY);
        ledger.reassign(operation(), REGULATOR, lot, 0, 10, 0, DISPOSER);
        same(claim(claimOf(PHARMACY, 3, 0)), ILotLedger.InTransit.selector);
    }

    function testRefusesALotThatMayOnlyGoBack() external {
        expire();
        same(claim(claimOf(PHARMACY, 3, 0)), ILotLedger.OnlyToMakerOrDisposer.selector);
        same(claim(claimOf(DISPOSER, 3, 0)), 0);
        same(claim(claimOf(MAKER, 3, 0)), 0);
    }

    function testClaimsFromAnybodyAtRestOrInTransit(uint32 index, bool shipped) external {
        index = bound(index, 0, SIZE - 1);
        if (shipped) ship(MAKER, DISTRIBUTOR, 0, SIZE, 0);
        ILotLedger.ClaimItem memory item = claimOf(PHARMACY, index, 0);
        ILotLedger.ClaimItem[] memory items = new ILotLedger.ClaimItem[](1);
        items[0] = item;
        listen(NODE);
        ledger.claimMany(items);
        Vm.Log[] memory logs = vm.getRecordedLogs();
        require(logs.length == 1 && logs[0].topics[0] == ILotLedger.Claimed.selector, 'event');
        require(bytes16(logs[0].topics[1]) == item.operation && uint256(logs[0].topics[3]) == PHARMACY, 'topics');
        require(keccak256(logs[0].data) == keccak256(abi.encode(MAKER, index)), 'data');
        expectHeld(index, index + 1, PHARMACY);
        if (index > 0 && shipped) expectShipped(0, index, MAKER, DISTRIBUTOR);
        if (index > 0 && !shipped) expectHeld(0, index, MAKER);
    }

    function testAMissingUnitThatIsClaimedIsFound() external {
        reportMissing(MAKER, 3, 4, 0);
        same(claim(claimOf(PHARMACY, 3, 0)), 0);
        same(statusOf(3), ILotLedger.UnitStatus.Active);
        same(dispense(PHARMACY, 3, 3), 0);
    }
}
