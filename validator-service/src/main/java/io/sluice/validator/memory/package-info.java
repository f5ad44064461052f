/// How much memory the unique values of a file may take, and where they go beyond it. Start reading at
/// [UniqueMemory].
@NullMarked
package io.sluice.validator.memory;

import org.jspecify.annotations.NullMarked;
