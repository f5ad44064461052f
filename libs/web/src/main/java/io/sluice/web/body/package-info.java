/// Receives bodies that may be large or slow: bounded in bytes, time and number, without a thread. Start at
/// [BodyIntake].
@NullMarked
package io.sluice.web.body;

import org.jspecify.annotations.NullMarked;
