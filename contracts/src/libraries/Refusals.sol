// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.0;

/// @title Refusals: selectors of declared errors, passed as values
/// @dev A many-item call reports them; a single call raises them.
library Refusals {
    bytes4 internal constant NONE = 0;

    /// @notice Reverts with the error that a refusal stands for, if any.
    function raise(bytes4 refusal) internal pure {
        if (refusal == NONE) return;
        // Equivalent to `revert Error()` for the error with this selector.
        assembly ('memory-safe') {
            mstore(0, refusal)
            revert(0, 4)
        }
    }
}
