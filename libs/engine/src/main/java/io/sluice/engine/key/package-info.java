/// The values seen so far, for unique fields and primary keys, in bounded memory. Start reading at
/// [io.sluice.engine.key.RunKeys].
@NullMarked
package io.sluice.engine.key;

import org.jspecify.annotations.NullMarked;
