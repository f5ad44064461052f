/// Measures what unique fields and primary keys of big files cost. Start reading at
/// [io.sluice.benchmarks.unique.UniqueKeys].
@NullMarked
package io.sluice.benchmarks.unique;

import org.jspecify.annotations.NullMarked;
