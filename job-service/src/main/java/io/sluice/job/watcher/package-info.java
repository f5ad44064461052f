/// What this service needs to know of sftp-watcher: where it is, and whether it watches. Start at
/// [WatcherReady].
@NullMarked
package io.sluice.job.watcher;

import org.jspecify.annotations.NullMarked;
