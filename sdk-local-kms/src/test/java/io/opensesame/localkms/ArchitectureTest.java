package io.opensesame.localkms;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The floors: audit, engine and fault below, http over them, the assembly over http, the JUnit extension on top. */
class ArchitectureTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.opensesame.localkms");

    @Test
    void packages_haveNoCycles() {
        slices().matching("io.opensesame.localkms.(**)")
                .should()
                .beFreeOfCycles()
                .check(CLASSES);
    }

    @Test
    void engineAuditAndFault_standOnNothing() {
        noClasses()
                .that()
                .resideInAnyPackage("..localkms.engine..", "..localkms.audit..", "..localkms.fault..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("..localkms.http..", "..localkms.junit..", "io.opensesame.localkms")
                .check(CLASSES);
        noClasses()
                .that()
                .resideInAPackage("..localkms.engine..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("..localkms.fault..")
                .check(CLASSES);
        noClasses()
                .that()
                .resideInAPackage("..localkms.audit..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("..localkms.engine..", "..localkms.fault..")
                .check(CLASSES);
    }

    @Test
    void http_doesNotUseTheAssembly() {
        noClasses()
                .that()
                .resideInAPackage("..localkms.http..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.opensesame.localkms", "..localkms.junit..")
                .check(CLASSES);
    }

    @Test
    void assembly_doesNotUseTheJUnitExtension() {
        noClasses()
                .that()
                .resideOutsideOfPackage("..localkms.junit..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("..localkms.junit..", "org.junit..")
                .check(CLASSES);
    }

    @Test
    void onlyTheJUnitExtension_usesMoreOfTheClientLibraryThanItsPolicies() {
        noClasses()
                .that()
                .resideOutsideOfPackage("..localkms.junit..")
                .should()
                .dependOnClassesThat(DescribedPredicate.describe(
                        "belong to the client library",
                        (JavaClass type) -> type.getPackageName().startsWith("io.opensesame")
                                && !type.getPackageName().startsWith("io.opensesame.localkms")
                                && !type.getPackageName().startsWith("io.opensesame.policy")
                                && !type.getName().equals("io.opensesame.error.PolicyException")))
                .check(CLASSES);
    }

    @Test
    void publicMethodsOfExportedPackages_nameNoHiddenType() {
        methods()
                .that()
                .arePublic()
                .and()
                .areDeclaredInClassesThat()
                .arePublic()
                .and()
                .areDeclaredInClassesThat()
                .resideInAnyPackage(
                        "io.opensesame.localkms", "..localkms.audit", "..localkms.fault", "..localkms.junit")
                .should()
                .notHaveRawReturnType(
                        JavaClass.Predicates.resideInAnyPackage("..localkms.http..", "..localkms.engine.."))
                .check(CLASSES);
    }
}
