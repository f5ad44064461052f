/// Lists the batches of the last 30 days, under both of their addresses (spec 2 section 1, step 6). Start at
/// [BatchListResource] and [InspectResource].
@NullMarked
package io.sluice.batch.listing;

import org.jspecify.annotations.NullMarked;
