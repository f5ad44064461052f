package io.sluice.notifier.letter;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.enterprise.context.ApplicationScoped;

/// Writes letters out by the Qute templates in `templates/letter`; HTML is escaped by Qute.
@ApplicationScoped
public class Letters {

    public String text(FailureLetter letter) {
        return Templates.failureText(letter).render();
    }

    public String html(FailureLetter letter) {
        return Templates.failureHtml(letter).render();
    }

    @CheckedTemplate(basePath = "letter", defaultName = CheckedTemplate.ELEMENT_NAME)
    static final class Templates {
        private Templates() {}

        static native TemplateInstance failureText(FailureLetter letter);

        static native TemplateInstance failureHtml(FailureLetter letter);
    }
}
