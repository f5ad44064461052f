/// Writes Parquet files column by column: rows that the engine checked ([ParquetRows]), entities with nested
/// values ([EntityRows]), or any values ([ParquetFile]). Start reading at [ParquetFile].
@NullMarked
package io.sluice.parquet;

import org.jspecify.annotations.NullMarked;
