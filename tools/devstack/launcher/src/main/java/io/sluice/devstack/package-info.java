/// The commands behind `./sluice`; start reading at [Main].
@NullMarked
package io.sluice.devstack;

import org.jspecify.annotations.NullMarked;
