package io.sluice.notifier.letter;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.sluice.contracts.account.AccountFacts;
import jakarta.enterprise.context.ApplicationScoped;

/// Writes letters out by the Qute templates in `templates/letter`; HTML is escaped by Qute.
@ApplicationScoped
public class Letters {

    /// The letter to an account about that occasion.
    public WrittenLetter write(Occasion occasion, AccountFacts account) {
        return switch (occasion) {
            case Occasion.FileRefused(var finished) -> write(FailureLetter.of(finished, account));
            case Occasion.LimitNoticed(var crossed) -> write(LimitLetter.of(crossed, account));
        };
    }

    private static WrittenLetter write(FailureLetter letter) {
        return new WrittenLetter(
                letter.subject(),
                Templates.failureText(letter).render(),
                Templates.failureHtml(letter).render());
    }

    private static WrittenLetter write(LimitLetter letter) {
        return new WrittenLetter(
                letter.subject(),
                Templates.limitText(letter).render(),
                Templates.limitHtml(letter).render());
    }

    @CheckedTemplate(basePath = "letter", defaultName = CheckedTemplate.ELEMENT_NAME)
    static final class Templates {
        private Templates() {}

        static native TemplateInstance failureText(FailureLetter letter);

        static native TemplateInstance failureHtml(FailureLetter letter);

        static native TemplateInstance limitText(LimitLetter letter);

        static native TemplateInstance limitHtml(LimitLetter letter);
    }
}
