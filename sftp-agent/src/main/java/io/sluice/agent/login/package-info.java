/// The log of log-ins, made from sshd's own log. It is a file of its own, so that a flood of strangers cannot
/// touch the ledger of uploads. Start at [FollowSshdLog].
@NullMarked
package io.sluice.agent.login;

import org.jspecify.annotations.NullMarked;
