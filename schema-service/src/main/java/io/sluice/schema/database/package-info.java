/// Brings the database to the shape that this service needs. See [DatabaseMigration].
@NullMarked
package io.sluice.schema.database;

import org.jspecify.annotations.NullMarked;
