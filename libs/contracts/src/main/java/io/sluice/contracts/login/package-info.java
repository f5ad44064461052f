/// What the SFTP servers tell of log-ins. Start at [LogInAttempt].
@NullMarked
package io.sluice.contracts.login;

import org.jspecify.annotations.NullMarked;
