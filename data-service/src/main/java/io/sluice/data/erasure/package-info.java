/// Removes the entities of erased accounts. Start reading at [ErasureSchedule].
@NullMarked
package io.sluice.data.erasure;

import org.jspecify.annotations.NullMarked;
