/// The folders of the volume with their owners. Start at [AccountFolders].
@NullMarked
package io.sluice.agent.folder;

import org.jspecify.annotations.NullMarked;
