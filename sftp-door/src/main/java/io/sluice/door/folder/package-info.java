/// The folders of the volume with their owners. Start at [AccountFolders].
@NullMarked
package io.sluice.door.folder;

import org.jspecify.annotations.NullMarked;
