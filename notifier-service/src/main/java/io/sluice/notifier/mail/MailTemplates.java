package io.sluice.notifier.mail;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.sluice.contracts.account.AccountFacts;
import jakarta.enterprise.context.ApplicationScoped;

/// Writes mails with the Qute templates in `templates/mail`. Qute escapes what goes into HTML.
@ApplicationScoped
public class MailTemplates {

    public MailContent write(MailTrigger trigger, AccountFacts account) {
        return switch (trigger) {
            case MailTrigger.JobFailed(var finished) -> write(FailureMail.of(finished, account));
            case MailTrigger.BatchFailed(var finished) -> write(BatchMail.of(finished, account));
            case MailTrigger.LimitCrossed(var crossing) -> write(LimitMail.of(crossing, account));
            case MailTrigger.FilesIgnored(var ignored) -> write(IgnoredFilesMail.of(ignored, account));
        };
    }

    private static MailContent write(FailureMail mail) {
        return new MailContent(
                mail.subject(),
                Templates.failureText(mail).render(),
                Templates.failureHtml(mail).render());
    }

    private static MailContent write(BatchMail mail) {
        return new MailContent(
                mail.subject(),
                Templates.batchText(mail).render(),
                Templates.batchHtml(mail).render());
    }

    private static MailContent write(LimitMail mail) {
        return new MailContent(
                mail.subject(),
                Templates.limitText(mail).render(),
                Templates.limitHtml(mail).render());
    }

    private static MailContent write(IgnoredFilesMail mail) {
        return new MailContent(
                mail.subject(),
                Templates.ignoredText(mail).render(),
                Templates.ignoredHtml(mail).render());
    }

    @CheckedTemplate(basePath = "mail", defaultName = CheckedTemplate.ELEMENT_NAME)
    static final class Templates {
        private Templates() {}

        static native TemplateInstance failureText(FailureMail mail);

        static native TemplateInstance failureHtml(FailureMail mail);

        static native TemplateInstance batchText(BatchMail mail);

        static native TemplateInstance batchHtml(BatchMail mail);

        static native TemplateInstance limitText(LimitMail mail);

        static native TemplateInstance limitHtml(LimitMail mail);

        static native TemplateInstance ignoredText(IgnoredFilesMail mail);

        static native TemplateInstance ignoredHtml(IgnoredFilesMail mail);
    }
}
