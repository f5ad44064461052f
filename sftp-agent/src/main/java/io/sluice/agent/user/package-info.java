/// The files from which sshd knows users, groups, passwords, keys and allow-lists. Start at [SyncAccounts].
@NullMarked
package io.sluice.agent.user;

import org.jspecify.annotations.NullMarked;
