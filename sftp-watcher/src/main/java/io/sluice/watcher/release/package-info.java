/// Puts judged files where they stay, with their reports, and ends their jobs. Start at [ReleaseUpload].
@NullMarked
package io.sluice.watcher.release;

import org.jspecify.annotations.NullMarked;
