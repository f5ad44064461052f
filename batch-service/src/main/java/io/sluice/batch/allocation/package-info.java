/// Allocates batches and answers with their documents (spec 2 section 1). Start at [BatchResource].
@NullMarked
package io.sluice.batch.allocation;

import org.jspecify.annotations.NullMarked;
