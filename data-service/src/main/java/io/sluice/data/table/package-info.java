/// The Iceberg table of each source: its schema, its files in the object store, and what a commit writes.
/// Start reading at [DayTable]; the tables of entities are [EntityTable]s.
@NullMarked
package io.sluice.data.table;

import org.jspecify.annotations.NullMarked;
