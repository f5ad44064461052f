/// Sends answers that may be large to clients that may be slow: bounded in time, and each gives its place
/// back when it ends. Start at [LargeAnswer].
@NullMarked
package io.sluice.web.answer;

import org.jspecify.annotations.NullMarked;
