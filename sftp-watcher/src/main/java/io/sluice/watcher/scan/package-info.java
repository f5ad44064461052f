/// Finds uploads and judges whether they may be taken. Start at [ScanAccounts].
@NullMarked
package io.sluice.watcher.scan;

import org.jspecify.annotations.NullMarked;
