/// What the stores share: which refusals of the database are final, what is answered while it is away. Start at
/// [Refusals].
@NullMarked
package io.sluice.job.database;

import org.jspecify.annotations.NullMarked;
