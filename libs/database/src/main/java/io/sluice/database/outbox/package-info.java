/// Events that cannot come apart from the rows they tell of. Start at [Outbox].
@NullMarked
package io.sluice.database.outbox;

import org.jspecify.annotations.NullMarked;
