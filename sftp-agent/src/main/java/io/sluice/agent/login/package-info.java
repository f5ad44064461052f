/// The files from which sshd knows users, passwords, keys and allow-lists. Start at [SyncAccounts].
@NullMarked
package io.sluice.agent.login;

import org.jspecify.annotations.NullMarked;
