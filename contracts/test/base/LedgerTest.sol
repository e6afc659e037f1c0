// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Roles} from '../../src/libraries/Roles.sol';
import {Counter} from './Counter.sol';

/// @notice A consortium with one party of each kind and one lot at its maker: what most tests start from.
abstract contract LedgerTest is Counter {
    function setUp() public virtual {
        deploy();
        expiry = today + 365;
        admit(MAKER, Roles.MANUFACTURER, NODE);
        admit(OTHER_MAKER, Roles.MANUFACTURER, OTHER_NODE);
        admit(DISTRIBUTOR, Roles.DISTRIBUTOR, NODE);
        admit(PHARMACY, Roles.PHARMACY, NODE);
        admit(OTHER_PHARMACY, Roles.PHARMACY, OTHER_NODE);
        admit(PRESCRIBER, Roles.PRESCRIBER, NODE);
        admit(DISPOSER, Roles.DISPOSER, NODE);
        grant(MAKER, MAKER_APPROVER, Roles.APPROVE);
        lot = registerLot(MAKER, LOT_ID, UNITS);
    }
}
