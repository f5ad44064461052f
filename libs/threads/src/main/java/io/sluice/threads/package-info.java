/// Threads whose work goes on whatever it throws. Start at [SupervisedThread].
@NullMarked
package io.sluice.threads;

import org.jspecify.annotations.NullMarked;
