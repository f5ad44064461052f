/// Finds uploads, decides whether they may be claimed, and publishes what waits or is ignored. Start at
/// [ScanAccounts].
@NullMarked
package io.sluice.watcher.scan;

import org.jspecify.annotations.NullMarked;
