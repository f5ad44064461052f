/// A slow, plain second reading of the specification, and random comparisons of the engine with it; start at
/// [EngineAgainstReferenceTest].
@NullMarked
package io.sluice.engine.reference;

import org.jspecify.annotations.NullMarked;
