/// Imports one batch: reads its file, stages its records, changes the entities of all its sources at once.
/// Start reading at [ImportBatch].
@NullMarked
package io.sluice.data.batch;

import org.jspecify.annotations.NullMarked;
