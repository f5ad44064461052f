/// The accounts that may log in, as schema-service lists them. Start at [FollowAccounts].
@NullMarked
package io.sluice.sftpserver.account;

import org.jspecify.annotations.NullMarked;
