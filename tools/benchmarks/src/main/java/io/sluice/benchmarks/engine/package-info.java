/// How fast the engine checks files, beside another build of it. Start at [EngineSpeed].
@NullMarked
package io.sluice.benchmarks.engine;

import org.jspecify.annotations.NullMarked;
