package io.opensesame.jdbc;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** What is optional is named in one package each, and nothing leans on what the client library hides. */
class ArchitectureTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.opensesame.jdbc");

    @Test
    void packages_everywhere_haveNoCycles() {
        slices().matching("io.opensesame.(**)").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void hikari_outsideOfItsPackage_isNotUsed() {
        onlyIn("io.opensesame.jdbc.hikari", "com.zaxxer.hikari..");
    }

    @Test
    void micrometer_outsideOfMetrics_isNotUsed() {
        onlyIn("io.opensesame.jdbc.metrics", "io.micrometer..");
    }

    @Test
    void internals_ofTheClientLibrary_areNotUsed() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.opensesame.internal..")
                .check(CLASSES);
    }

    private static void onlyIn(String room, String library) {
        noClasses()
                .that()
                .resideOutsideOfPackage(room)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library)
                .check(CLASSES);
    }
}
