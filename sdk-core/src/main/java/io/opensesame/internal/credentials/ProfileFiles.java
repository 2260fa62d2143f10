package io.opensesame.internal.credentials;

import io.opensesame.auth.CredentialsSource;
import io.opensesame.auth.ProfileSource;
import io.opensesame.error.CredentialsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Where a profile is looked for, and how its file is read.
 *
 * @param title names the source in messages
 * @param kind names the kind of file in messages
 * @param candidates the files that may hold it; the first one that exists counts
 * @param profile the profile's name, or empty for the file's own choice
 * @param format reads the file
 */
record ProfileFiles(String title, String kind, List<Path> candidates, Optional<String> profile, ProfileFormat format) {
    static ProfileFiles of(ProfileSource source, CredentialsEnvironment environment) {
        Optional<String> profile = source.name().or(() -> environment.variable("ALIBABA_CLOUD_PROFILE"));
        Path home = environment.home();
        return switch (source.format()) {
            case INI ->
                new ProfileFiles(
                        source.toString(),
                        "credentials file",
                        source.file()
                                .or(() -> fileFromVariable(environment))
                                .map(List::of)
                                .orElseGet(() -> List.of(
                                        home.resolve(".alibabacloud/credentials.ini"),
                                        home.resolve(".alibabacloud/credentials"))),
                        profile,
                        IniProfiles::source);
            case CLI ->
                new ProfileFiles(
                        source.toString(),
                        "CLI configuration file",
                        List.of(source.file().orElseGet(() -> home.resolve(".aliyun/config.json"))),
                        profile,
                        CliProfiles::source);
        };
    }

    private static Optional<Path> fileFromVariable(CredentialsEnvironment environment) {
        Settings settings = environment.settings();
        return settings.text("ALIBABA_CLOUD_CREDENTIALS_FILE")
                .map(path -> settings.checked("ALIBABA_CLOUD_CREDENTIALS_FILE", () -> Path.of(path)));
    }

    /** Returns whether any of the files is there. */
    boolean exist() {
        return candidates.stream().anyMatch(Files::exists);
    }

    /** Returns the file to read. */
    Path locate() {
        return candidates.stream()
                .filter(Files::exists)
                .findFirst()
                .orElseThrow(() -> new CredentialsException(
                        "There is no " + kind + " "
                                + candidates.stream().map(Path::toString).collect(Collectors.joining(" or ")) + ".",
                        null));
    }

    CredentialsSource source(Path file, String text) {
        return format.source("The " + kind + " " + file, text, profile);
    }
}
