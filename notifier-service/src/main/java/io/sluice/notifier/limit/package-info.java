/// When contacts are to be told of a limit: once for each time that an account's use comes near it or reaches
/// it. Start at [JudgeUsage].
@NullMarked
package io.sluice.notifier.limit;

import org.jspecify.annotations.NullMarked;
