/// What mails say: about a refused file, and about a limit. Start at [Letters].
@NullMarked
package io.sluice.notifier.letter;

import org.jspecify.annotations.NullMarked;
