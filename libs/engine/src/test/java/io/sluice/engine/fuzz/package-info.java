/// Coverage-guided fuzzing of the engine. The ordinary test run replays the stored inputs.
@NullMarked
package io.sluice.engine.fuzz;

import org.jspecify.annotations.NullMarked;
