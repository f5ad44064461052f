/// Tells what lies unclaimed in the accounts' folders, and why. See [ReportDirectories].
@NullMarked
package io.sluice.watcher.directory;

import org.jspecify.annotations.NullMarked;
