package io.opensesame.spring.test;

import io.opensesame.localkms.LocalKms;
import java.util.List;
import java.util.Optional;
import org.springframework.core.io.ResourceLoader;
import org.springframework.test.context.TestContextAnnotationUtils;

/** What an annotation asks for. Equal seeds make equal contexts, which are loaded once. */
record Seeds(List<String> secrets, List<String> keys, List<String> files, String region) {

    /** Returns what a test class asks for: by itself, what it extends, or the class that it is nested in. */
    static Optional<Seeds> of(Class<?> testClass) {
        return Optional.ofNullable(TestContextAnnotationUtils.findMergedAnnotation(testClass, LocalKmsTest.class))
                .map(asked -> new Seeds(
                        List.of(asked.secrets()), List.of(asked.keys()), List.of(asked.files()), asked.region()));
    }

    /** Starts an instance with all of it. */
    LocalKms start(ResourceLoader resources) {
        LocalKms kms = LocalKms.builder().region(region).start();
        try {
            for (String file : files) {
                SeedFile.read(resources.getResource(file)).createIn(kms);
            }
            keys.forEach(kms::createKey);
            secrets.forEach(secret -> create(kms, secret));
            return kms;
        } catch (RuntimeException e) {
            kms.close();
            throw e;
        }
    }

    private static void create(LocalKms kms, String secret) {
        int equals = secret.indexOf('=');
        if (equals < 1) {
            throw new IllegalArgumentException(
                    "@LocalKmsTest: a secret is written as name=value, one of them has no name or no =");
        }
        kms.createSecret(secret.substring(0, equals), secret.substring(equals + 1));
    }

    /** {@return how many seeds there are; values may be real} */
    @Override
    public String toString() {
        return "Seeds[secrets=" + secrets.size() + ", keys=" + keys + ", files=" + files + ", region=" + region + "]";
    }
}
