/// How folders are listed by everybody who looks for changes on the volume: several at once, seldom, and only
/// those that may have changed. Start at [FolderMemory].
@NullMarked
package io.sluice.watcher.folder;

import org.jspecify.annotations.NullMarked;
