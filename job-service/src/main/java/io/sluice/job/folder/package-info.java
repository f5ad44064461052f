/// What lies unclaimed in the accounts' folders: files that wait and files that are ignored. Start at
/// [Folders].
@NullMarked
package io.sluice.job.folder;

import org.jspecify.annotations.NullMarked;
