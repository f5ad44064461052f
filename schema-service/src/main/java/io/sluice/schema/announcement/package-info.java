/// Tells all services of changed accounts, in step with the database. Start at [AnnounceAccounts].
@NullMarked
package io.sluice.schema.announcement;

import org.jspecify.annotations.NullMarked;
