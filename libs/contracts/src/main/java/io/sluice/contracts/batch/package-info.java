/// What the services say of batches: their ids and checksums. Start at [BatchRef].
@NullMarked
package io.sluice.contracts.batch;

import org.jspecify.annotations.NullMarked;
