/// Records batches from their events as jobs beside those of files. Start at [BatchEventStore].
@NullMarked
package io.sluice.job.batch;

import org.jspecify.annotations.NullMarked;
