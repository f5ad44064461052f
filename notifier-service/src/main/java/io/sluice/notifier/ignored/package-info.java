/// Decides which ignored files the contacts of an account get a mail about. Start at [IgnoredFolder].
@NullMarked
package io.sluice.notifier.ignored;

import org.jspecify.annotations.NullMarked;
