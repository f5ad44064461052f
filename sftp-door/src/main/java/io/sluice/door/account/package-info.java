/// The accounts that may log in, as schema-service tells them. Start at [FollowAccounts].
@NullMarked
package io.sluice.door.account;

import org.jspecify.annotations.NullMarked;
