/// Consumes `batch-received`, imports the batches on worker threads and acknowledges each one when its
/// outcome is in the database. Start reading at [BatchReceivedConsumer].
@NullMarked
package io.sluice.data.intake;

import org.jspecify.annotations.NullMarked;
