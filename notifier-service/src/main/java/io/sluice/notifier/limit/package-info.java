/// Decides which measurements of an account's usage cause a mail about a limit. Start at
/// [DetectLimitCrossings].
@NullMarked
package io.sluice.notifier.limit;

import org.jspecify.annotations.NullMarked;
