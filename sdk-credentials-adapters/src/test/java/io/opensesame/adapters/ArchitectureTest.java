package io.opensesame.adapters;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArchitectureTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.opensesame.adapters");

    /** So that an application needs the SDK that it uses, and none of the others. */
    @ParameterizedTest
    @CsvSource({
        "tea, com.aliyun.credentials.., com.aliyun.tea..",
        "core, com.aliyuncs.., com.aliyuncs..",
        "oss, com.aliyun.oss.., com.aliyun.oss..",
        "ossv2, com.aliyun.sdk.service.oss2.., com.aliyun.sdk.service.oss2.."
    })
    void package_ofOneSdk_usesNoOther(String name, String sdk, String runtime) {
        classes()
                .that()
                .resideInAPackage("io.opensesame.adapters." + name)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "io.opensesame.adapters." + name,
                        "io.opensesame.auth",
                        "io.opensesame.ram",
                        "java.lang..",
                        "java.util..",
                        "java.time..",
                        "org.jspecify..",
                        sdk,
                        runtime)
                .andShould()
                .onlyDependOnClassesThat()
                .resideOutsideOfPackage("java.lang.reflect..")
                .check(CLASSES);
    }
}
