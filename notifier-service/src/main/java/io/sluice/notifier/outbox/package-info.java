/// Mails that are to be sent, and how each of them is sent once. Start at [SendMails].
@NullMarked
package io.sluice.notifier.outbox;

import org.jspecify.annotations.NullMarked;
