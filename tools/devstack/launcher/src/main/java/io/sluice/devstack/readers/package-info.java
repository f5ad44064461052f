/// What tests and `./sluice faults` ask of programs that read data sets. Start reading at [EveryType].
@NullMarked
package io.sluice.devstack.readers;

import org.jspecify.annotations.NullMarked;
