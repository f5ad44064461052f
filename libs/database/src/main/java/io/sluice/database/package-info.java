/// What services with a database need once: their tables brought up to date, refusals told from outages.
/// Start at [Migrations].
@NullMarked
package io.sluice.database;

import org.jspecify.annotations.NullMarked;
