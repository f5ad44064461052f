/// Keeps a copy of each day at a plain path, for tools that only know the path. Start reading at [CopyDays].
@NullMarked
package io.sluice.data.copy;

import org.jspecify.annotations.NullMarked;
