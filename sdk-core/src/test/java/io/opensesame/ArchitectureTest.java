package io.opensesame;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaType;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds the floors: contracts below, engines between, assembly on top. */
class ArchitectureTest {
    private static final String METRICS = "io.opensesame.metrics";
    private static final String JACKSON_2 = "io.opensesame.envelope.jackson2";
    private static final String JACKSON_3 = "io.opensesame.envelope.jackson3";

    /** Packages that bind a library, and so must name it: its types are the contract there. */
    private static final Map<String, String> BINDINGS = Map.of(
            METRICS, "io.micrometer.",
            JACKSON_2, "com.fasterxml.jackson.",
            JACKSON_3, "tools.jackson.");

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.opensesame");

    @Test
    void packages_everywhere_haveNoCycles() {
        slices().matching("io.opensesame.(*)..").should().beFreeOfCycles().check(CLASSES);
        slices().matching("io.opensesame.internal.(*)..")
                .should()
                .beFreeOfCycles()
                .check(CLASSES);
    }

    @Test
    void contracts_everywhere_neverUseInternalOrRoot() {
        noClasses()
                .that()
                .resideInAPackage("io.opensesame.(*)..")
                .and()
                .resideOutsideOfPackage("io.opensesame.internal..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.opensesame.internal..")
                .check(CLASSES);
        noClasses()
                .that()
                .resideInAPackage("io.opensesame.(*)..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.opensesame")
                .check(CLASSES);
    }

    @Test
    void errors_everywhere_dependOnNothing() {
        noClasses()
                .that()
                .resideInAPackage("io.opensesame.error..")
                .should()
                .dependOnClassesThat()
                .resideOutsideOfPackages("io.opensesame.error..", "java..", "org.jspecify..")
                .check(CLASSES);
    }

    @Test
    void micrometer_outsideOfMetrics_isNotUsed() {
        noClasses()
                .that()
                .resideOutsideOfPackage(METRICS)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.micrometer..", METRICS)
                .because("it is an optional dependency")
                .check(CLASSES);
    }

    @Test
    void jackson3_outsideOfItsPackage_isNotUsed() {
        noClasses()
                .that()
                .resideOutsideOfPackage(JACKSON_3)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("tools.jackson..", JACKSON_3)
                .because("it is an optional dependency")
                .check(CLASSES);
    }

    @Test
    void publicSignatures_everywhere_nameNoInternalOrLibraryType() {
        List<String> leaks = CLASSES.stream()
                .filter(type -> !type.getPackageName().startsWith("io.opensesame.internal"))
                .filter(ArchitectureTest::isVisible)
                .flatMap(type -> Stream.concat(supertypeLeaks(type), memberLeaks(type)))
                .sorted()
                .toList();

        assertThat(leaks).isEmpty();
    }

    private static Stream<String> supertypeLeaks(JavaClass type) {
        return Stream.concat(type.getRawSuperclass().stream(), type.getRawInterfaces().stream())
                .filter(parent -> isForeign(parent, type))
                .map(parent -> type.getName() + " extends " + parent.getName());
    }

    private static Stream<String> memberLeaks(JavaClass type) {
        Stream<String> codeUnits = type.getCodeUnits().stream()
                .filter(member -> isVisible(member.getModifiers()))
                .flatMap(
                        member -> leaked(signature(member), type).map(leak -> member.getFullName() + " names " + leak));
        Stream<String> fields = type.getFields().stream()
                .filter(field -> isVisible(field.getModifiers()))
                .flatMap(field ->
                        leaked(Stream.of(field.getType()), type).map(leak -> field.getFullName() + " names " + leak));
        return Stream.concat(codeUnits, fields);
    }

    private static Stream<JavaType> signature(JavaCodeUnit member) {
        return Stream.concat(Stream.of(member.getReturnType()), member.getParameterTypes().stream());
    }

    private static Stream<String> leaked(Stream<? extends JavaType> types, JavaClass owner) {
        return types
                .flatMap(type -> type.getAllInvolvedRawTypes().stream())
                .filter(type -> isForeign(type, owner))
                .map(JavaClass::getName)
                .collect(Collectors.toSet())
                .stream();
    }

    private static boolean isForeign(JavaClass type, JavaClass owner) {
        JavaClass component = type.getBaseComponentType();
        String name = component.getPackageName();
        boolean ours = name.startsWith("io.opensesame") && !name.startsWith("io.opensesame.internal");
        boolean jdk = component.isPrimitive() || name.startsWith("java.") || name.startsWith("javax.");
        String bound = BINDINGS.get(owner.getPackageName());
        return !ours && !jdk && (bound == null || !name.startsWith(bound));
    }

    private static boolean isVisible(JavaClass type) {
        return isVisible(type.getModifiers())
                && type.getEnclosingClass().map(ArchitectureTest::isVisible).orElse(true);
    }

    private static boolean isVisible(Set<JavaModifier> modifiers) {
        return modifiers.contains(JavaModifier.PUBLIC) || modifiers.contains(JavaModifier.PROTECTED);
    }
}
