package io.opensesame.spring;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

class ArchitectureTest {
    private static final JavaClasses CLASSES =
            new ClassFileImporter().withImportOption(new DoNotIncludeTests()).importPackages("io.opensesame.spring");

    @Test
    void subjects_dependOnOneAnother_withoutCycles() {
        slices().matching("io.opensesame.spring.(*)..")
                .should()
                .beFreeOfCycles()
                .check(CLASSES);
    }

    @Test
    void contracts_useNothingElse_ofTheStarter() {
        noClasses()
                .that()
                .resideInAPackage("io.opensesame.spring")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.opensesame.spring.*..")
                .check(CLASSES);
    }

    @Test
    void starter_core_usesNoInternals() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.opensesame.internal..")
                .check(CLASSES);
    }

    /** What an application inherits: what it has by Spring Boot, and the client library. */
    @Test
    void pom_dependenciesThatUsersInherit_areTheCoreAndBootsStarter() throws Exception {
        List<String> inherited = new ArrayList<>();
        for (Element dependency : children(children(project(), "dependencies").get(0), "dependency")) {
            if (children(dependency, "optional").isEmpty()
                    && children(dependency, "scope").isEmpty()) {
                inherited.add(children(dependency, "artifactId").get(0).getTextContent());
            }
        }

        assertThat(inherited).containsExactly("opensesame-sdk-core", "spring-boot-starter");
    }

    private static Element project() throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(Path.of("pom.xml").toFile())
                .getDocumentElement();
    }

    private static List<Element> children(Element parent, String name) {
        List<Element> children = new ArrayList<>();
        for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element element && element.getTagName().equals(name)) {
                children.add(element);
            }
        }
        return children;
    }
}
