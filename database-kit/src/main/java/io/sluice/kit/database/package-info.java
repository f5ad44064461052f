/// What services with a database need once: their tables brought up to date, refusals told from outages. Start at
/// [Migrations].
@NullMarked
package io.sluice.kit.database;

import org.jspecify.annotations.NullMarked;
