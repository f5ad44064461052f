/// What a mail about a failed job says. Start at [FailureLetter].
@NullMarked
package io.sluice.notifier.letter;

import org.jspecify.annotations.NullMarked;
