package io.opensesame.spring.test;

import io.opensesame.localkms.LocalKms;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.json.JsonWriter;
import org.springframework.core.io.Resource;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.representer.Representer;
import org.yaml.snakeyaml.resolver.Resolver;

/** Secrets and keys of a YAML file. Every scalar is text, so that a password such as 0123 stays what is written. */
record SeedFile(Map<String, String> secrets, List<String> keys) {
    private static final Set<String> SECTIONS = Set.of("secrets", "keys");

    static SeedFile read(Resource file) {
        Map<?, ?> sections = asMap(load(file), file, "the file");
        for (Object section : sections.keySet()) {
            if (!SECTIONS.contains(section)) {
                throw problem(file, "has the section '" + section + "', but only 'secrets' and 'keys' are known");
            }
        }
        Map<String, String> secrets = new LinkedHashMap<>();
        asMap(sections.get("secrets"), file, "'secrets'")
                .forEach((name, value) -> secrets.put(String.valueOf(name), text(value)));
        return new SeedFile(secrets, keys(sections.get("keys"), file));
    }

    void createIn(LocalKms kms) {
        keys.forEach(kms::createKey);
        secrets.forEach(kms::createSecret);
    }

    private static @Nullable Object load(Resource file) {
        LoaderOptions loading = new LoaderOptions();
        DumperOptions dumping = new DumperOptions();
        Yaml yaml = new Yaml(
                new SafeConstructor(loading), new Representer(dumping), dumping, loading, new EverythingIsText());
        try (InputStream content = file.getInputStream()) {
            return yaml.load(content);
        } catch (IOException e) {
            throw new IllegalArgumentException("@LocalKmsTest: " + file.getDescription() + " cannot be read", e);
        } catch (YAMLException e) {
            // Its message quotes the file, and so do its causes.
            throw problem(file, "is not YAML");
        }
    }

    private static String text(@Nullable Object value) {
        return value instanceof Map || value instanceof List
                ? JsonWriter.standard().writeToString(value)
                : String.valueOf(value);
    }

    private static Map<?, ?> asMap(@Nullable Object value, Resource file, String what) {
        if (value == null || "".equals(value)) {
            return Map.of();
        }
        if (value instanceof Map<?, ?> map) {
            return map;
        }
        throw problem(file, "is not as it should be: " + what + " is not a map");
    }

    private static List<String> keys(@Nullable Object value, Resource file) {
        if (value == null || "".equals(value)) {
            return List.of();
        }
        if (value instanceof List<?> list) {
            return list.stream().map(String::valueOf).toList();
        }
        throw problem(file, "is not as it should be: 'keys' is not a list");
    }

    /** {@return how much there is; values may be real} */
    @Override
    public String toString() {
        return "SeedFile[secrets=" + secrets.size() + ", keys=" + keys + "]";
    }

    private static IllegalArgumentException problem(Resource file, String what) {
        return new IllegalArgumentException("@LocalKmsTest: " + file.getDescription() + " " + what);
    }

    private static final class EverythingIsText extends Resolver {
        @Override
        protected void addImplicitResolvers() {}
    }
}
