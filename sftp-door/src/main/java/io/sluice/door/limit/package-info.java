/// Accounts over a limit may only read. Start at [LimitAccounts].
@NullMarked
package io.sluice.door.limit;

import org.jspecify.annotations.NullMarked;
