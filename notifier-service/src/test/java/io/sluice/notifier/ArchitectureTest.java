package io.sluice.notifier;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleName;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameEndingWith;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.sluice.notifier");
    private static final DescribedPredicate<JavaClass> ADAPTERS = simpleNameEndingWith("Client")
            .or(simpleNameEndingWith("Consumer"))
            .or(simpleNameEndingWith("Store"))
            .or(simpleNameEndingWith("Worker"))
            .or(simpleNameEndingWith("Gauge"))
            .as("adapters");
    private static final DescribedPredicate<JavaClass> CORE = simpleName("SendMails")
            .or(simpleName("Outbox"))
            .or(simpleName("MailServer"))
            .or(simpleName("SendResult"))
            .or(simpleName("Contacts"))
            .or(simpleName("MailPolicy"))
            .or(simpleName("FailureMail"))
            .or(simpleName("Advice"))
            .or(simpleName("LimitMail"))
            .or(simpleName("MailTrigger"))
            .or(simpleName("MailId"))
            .or(resideInAPackage("io.sluice.notifier.limit"))
            .as("use cases and model");

    @Test
    void useCasesAndModelKnowNoFramework() {
        noClasses()
                .that(CORE)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.quarkus..", "jakarta..", "io.vertx..", "org.apache.kafka..", "org.eclipse.microprofile..")
                .check(CLASSES);
    }

    @Test
    void useCasesAndModelDoNotKnowAdapters() {
        noClasses().that(CORE).should().dependOnClassesThat(ADAPTERS).check(CLASSES);
    }

    @Test
    void adaptersAreNotSeenOutsideTheirPackage() {
        classes().that(ADAPTERS).should().bePackagePrivate().check(CLASSES);
    }

    @Test
    void mailTextsDoNotKnowHowTheyAreSent() {
        noClasses()
                .that()
                .resideInAPackage("io.sluice.notifier.mail")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.sluice.notifier.outbox")
                .check(CLASSES);
    }
}
