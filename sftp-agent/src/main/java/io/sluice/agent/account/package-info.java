/// The accounts that may log in, as schema-service tells them. Start at [FollowAccounts].
@NullMarked
package io.sluice.agent.account;

import org.jspecify.annotations.NullMarked;
