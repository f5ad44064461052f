/// What batches look like in JSON, for all resources. Start at [BatchDocument].
@NullMarked
package io.sluice.batch.document;

import org.jspecify.annotations.NullMarked;
