/// An account's limits as the watcher, the validator and the SFTP server see them. Start at [LimitExceeded].
@NullMarked
package io.sluice.contracts.limit;

import org.jspecify.annotations.NullMarked;
