/// What every service with a database needs: migrations, timeouts, retries. Start at [DatabaseCalls].
@NullMarked
package io.sluice.database;

import org.jspecify.annotations.NullMarked;
