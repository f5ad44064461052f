/// Accounts over a limit may only read. Start at [LimitAccounts].
@NullMarked
package io.sluice.agent.limit;

import org.jspecify.annotations.NullMarked;
