package io.opensesame.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Compiles every Java block of the README and the guides, and follows every link between them, so that what a reader
 * copies works.
 *
 * <p>A block that declares a class is a compilation unit; any other is the body of a method. All packages of the
 * library are imported, and what the guides speak of without declaring it (a client {@code sesame}, a {@code LocalKms
 * kms}, a record {@code DbLogin}) is declared in {@code GuideScene}.
 */
class DocumentationTest {
    private static final Path ROOT = Path.of("").toAbsolutePath().getParent();
    private static final Pattern JAVA_BLOCK =
            Pattern.compile("^```java\\n(.*?)^```", Pattern.DOTALL | Pattern.MULTILINE);
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]+)(#[^)]*)?\\)");
    private static final Pattern OWN_IMPORT = Pattern.compile("^import .*?;\\n", Pattern.MULTILINE);
    private static final Pattern TYPE =
            Pattern.compile("^(public |final |@\\w+[^\\n]*\\n)*(class|interface) ", Pattern.MULTILINE);

    @TempDir
    Path classes;

    @Test
    void javaBlocks_inEveryGuide_compile() throws IOException {
        List<JavaFileObject> sources = new ArrayList<>();
        for (Path guide : guides()) {
            Matcher blocks = JAVA_BLOCK.matcher(Files.readString(guide));
            while (blocks.find()) {
                String name = "Block" + (sources.size() + 1) + "Of"
                        + guide.getFileName().toString().replaceAll("\\W", "_");
                sources.add(source(name, unit(name, scene(guide), blocks.group(1))));
            }
        }

        assertThat(sources).hasSizeGreaterThan(10);
        assertThat(compile(sources)).isEmpty();
    }

    @Test
    void links_inEveryGuide_leadSomewhere() throws IOException {
        List<String> broken = new ArrayList<>();
        for (Path guide : guides()) {
            Matcher links = LINK.matcher(Files.readString(guide));
            while (links.find()) {
                if (!Files.exists(guide.resolveSibling(links.group(1)))) {
                    broken.add(ROOT.relativize(guide) + " -> " + links.group(1));
                }
            }
        }

        assertThat(broken).isEmpty();
    }

    private static List<Path> guides() throws IOException {
        try (Stream<Path> docs = Files.walk(ROOT.resolve("docs"))) {
            return Stream.concat(
                            Stream.of(ROOT.resolve("README.md")),
                            docs.filter(file -> file.toString().endsWith(".md")))
                    .sorted()
                    .toList();
        }
    }

    private static String scene(Path guide) {
        return switch (guide.getFileName().toString()) {
            case "envelope.md", "fields-and-files.md" -> "io.opensesame.docs.GuideScene.OfEnvelope";
            case "credentials-adapters.md" -> "io.opensesame.docs.GuideScene.OfAdapters";
            case "local-kms.md" -> "io.opensesame.docs.GuideScene.OfLocalKms";
            case "kms-operations.md" -> "io.opensesame.docs.GuideScene.OfKmsOperations";
            case "cryptography.md" -> "io.opensesame.docs.GuideScene.OfCryptography";
            default -> "io.opensesame.docs.GuideScene";
        };
    }

    private static String unit(String name, String scene, String block) {
        String imports =
                OWN_IMPORT.matcher(block).results().map(found -> found.group()).collect(Collectors.joining());
        String code = OWN_IMPORT.matcher(block).replaceAll("");
        String header = "package guide." + name.toLowerCase(Locale.ROOT) + ";\n" + GuideScene.IMPORTS + imports;
        if (TYPE.matcher(code).find()) {
            return header + "@SuppressWarnings(\"all\") class " + name + " extends " + scene + " {\n"
                    + code.replaceAll("(?m)^public class ", "class ") + "}\n";
        }
        return header + "@SuppressWarnings(\"all\") class " + name + " extends " + scene + " {\n"
                + "  void block() throws Exception {\n" + code + "  }\n}\n";
    }

    private static JavaFileObject source(String name, String text) {
        URI uri = URI.create("string:///guide/" + name.toLowerCase(Locale.ROOT) + "/" + name + ".java");
        return new SimpleJavaFileObject(uri, JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return text;
            }
        };
    }

    private List<String> compile(List<JavaFileObject> sources) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> problems = new DiagnosticCollector<>();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(problems, null, null)) {
            List<String> options = List.of(
                    "-d", classes.toString(), "-proc:none", "-classpath", System.getProperty("java.class.path"));
            compiler.getTask(null, files, problems, options, null, sources).call();
        }
        return problems.getDiagnostics().stream()
                .filter(problem -> problem.getKind() == Diagnostic.Kind.ERROR)
                .map(DocumentationTest::described)
                .toList();
    }

    private static String described(Diagnostic<? extends JavaFileObject> problem) {
        try {
            List<String> lines =
                    problem.getSource().getCharContent(true).toString().lines().toList();
            return problem.getSource().getName() + ": " + problem.getMessage(null) + "\n  "
                    + lines.get((int) problem.getLineNumber() - 1).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
