/// The daemon beside OpenSSH in the SFTP pod. Start at [AgentMain].
@NullMarked
package io.sluice.agent;

import org.jspecify.annotations.NullMarked;
