// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IConsentRegistry} from '../../src/interfaces/IConsentRegistry.sol';
import {Consents} from '../base/Consents.sol';

/// @notice What a relayed consent costs as a whole transaction. MedRec's contracts take 167,390 to add a viewer and
/// 57,140 to remove one.
/// @dev Isolated, as the other measurements.
/// forge-config: default.isolate = true
contract ConsentGasTest is Consents {
    function measure(string memory name, uint256 ceiling) private {
        require(vm.snapshotGasLastCall('transactions', name) <= ceiling, string.concat(name, ' is over its ceiling'));
    }

    function testGrantAndRevoke() external {
        relayGrant(theGrant());
        measure('grant a consent', 60_000);
        expectConsent(theConsent(), IConsentRegistry.Standing.Granted, today + 90);
        relayRevocation(theRevocation());
        measure('revoke a consent', 42_000);
        expectConsent(theConsent(), IConsentRegistry.Standing.Revoked, 0);
    }

    function testRevokeBeforeTheGrant() external {
        relayRevocation(theRevocation());
        measure('revoke a consent before its grant', 60_000);
        expectConsent(theConsent(), IConsentRegistry.Standing.Revoked, 0);
    }
}
