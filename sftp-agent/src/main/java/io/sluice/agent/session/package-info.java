/// Live sessions of sshd, as the process table shows them. Start at [EndSessions].
@NullMarked
package io.sluice.agent.session;

import org.jspecify.annotations.NullMarked;
