/// What mails say about a refused file or a limit. Start at [MailTemplates].
@NullMarked
package io.sluice.notifier.mail;

import org.jspecify.annotations.NullMarked;
