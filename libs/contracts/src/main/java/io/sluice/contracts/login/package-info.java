/// What the SFTP servers record about log-ins. Start at [LogInAttempt].
@NullMarked
package io.sluice.contracts.login;

import org.jspecify.annotations.NullMarked;
