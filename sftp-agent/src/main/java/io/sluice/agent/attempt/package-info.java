/// The log of log-ins, made of what sshd says; apart from the uploads' ledger, which a flood of strangers
/// must not touch. Start at [FollowSshdLog].
@NullMarked
package io.sluice.agent.attempt;

import org.jspecify.annotations.NullMarked;
