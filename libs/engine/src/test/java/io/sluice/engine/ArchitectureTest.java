package io.sluice.engine;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private static final JavaClasses ENGINE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.sluice.engine");

    @Test
    void dependsOnlyOnJdkAndRe2() {
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "org.jspecify..", "com.google.re2j..", "io.sluice.engine..")
                .check(ENGINE);
    }

    @Test
    void hasNoCyclesBetweenPackages() {
        slices().matching("io.sluice.engine.(*)").should().beFreeOfCycles().check(ENGINE);
    }
}
