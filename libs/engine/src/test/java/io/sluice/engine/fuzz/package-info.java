/// Coverage-guided fuzzing of the engine; the ordinary test run replays the inputs kept beside the tests.
@NullMarked
package io.sluice.engine.fuzz;

import org.jspecify.annotations.NullMarked;
