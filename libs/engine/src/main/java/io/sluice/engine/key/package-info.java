/// The values seen so far, for unique fields and primary keys. Start reading at
/// [io.sluice.engine.key.SeenLongs].
@NullMarked
package io.sluice.engine.key;

import org.jspecify.annotations.NullMarked;
