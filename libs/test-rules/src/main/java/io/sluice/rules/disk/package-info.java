/// Small file systems that tests fill. Start at [SmallDisk].
@NullMarked
package io.sluice.rules.disk;

import org.jspecify.annotations.NullMarked;
