/// The unclaimed files in the accounts' folders: waiting ones and ignored ones. Start at [Folders].
@NullMarked
package io.sluice.job.folder;

import org.jspecify.annotations.NullMarked;
