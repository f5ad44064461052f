/// Work that is repeated for ever, with its health and its metric. Start at [Sweeps].
@NullMarked
package io.sluice.batch.sweep;

import org.jspecify.annotations.NullMarked;
