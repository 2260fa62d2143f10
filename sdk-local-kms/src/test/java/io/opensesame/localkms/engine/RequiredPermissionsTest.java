package io.opensesame.localkms.engine;

import static io.opensesame.localkms.engine.PermissionScene.ALICE;
import static io.opensesame.localkms.engine.PermissionScene.ARN;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.opensesame.localkms.engine.PermissionScene.Permission;
import io.opensesame.localkms.engine.call.ServiceRefusal;
import io.opensesame.policy.catalogue.KmsCatalogue;
import io.opensesame.policy.catalogue.KmsPermission;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds every operation against a table of what its callers have to be allowed. */
class RequiredPermissionsTest {
    private static final String TABLE = "required-permissions.txt";

    private final PermissionScene scene = new PermissionScene();
    private final String key = scene.createKey();
    private final String other = scene.createKey();
    private final String blob = scene.seed("Encrypt", "KeyId", key, "Plaintext", "aGVsbG8=")
            .get("CiphertextBlob")
            .textValue();

    @BeforeEach
    void createResources() {
        scene.seed("CreateAlias", "KeyId", key, "AliasName", "alias/a");
        scene.createSecret("plain");
        scene.createSecret("keyed", "EncryptionKeyId", key);
        scene.createSecret("aliased", "EncryptionKeyId", "alias/a");
        scene.createSecret("by-service-key", "EncryptionKeyId", "alias/acs/kms");
    }

    @ParameterizedTest
    @MethodSource("calls")
    void call_byWhomHasExactlyWhatItNeeds_passes(Call call) {
        List<Permission> needed = needed(call);
        scene.give(ALICE, needed);

        assertThat(outcome(call)).doesNotContain("NoPermission");

        assertThat(scene.trail()).extracting(Permission::of).containsExactlyElementsOf(needed);
        assertThat(scene.trail()).allSatisfy(entry -> {
            assertThat(entry.operation()).isEqualTo(call.operation());
            assertThat(entry.principalArn()).isEqualTo(ALICE.principalArn());
            assertThat(entry.isAllowed()).isTrue();
        });
    }

    @ParameterizedTest
    @MethodSource("calls")
    void call_byWhomLacksOneOfWhatItNeeds_isRefusedAndNamesIt(Call call) {
        for (Permission missing : needed(call)) {
            List<Permission> others = new ArrayList<>(needed(call));
            others.remove(missing);
            scene.give(ALICE, others);

            assertThat(outcome(call))
                    .isEqualTo("Forbidden.NoPermission: This operation for " + missing.arn()
                            + " is forbidden by permission system.");
            assertThat(scene.trail())
                    .last()
                    .satisfies(entry -> assertThat(Permission.of(entry)).isEqualTo(missing));
        }
    }

    @Test
    void table_hasEveryOperationAndAllThatTheCatalogueSaysOfIt() {
        List<String> served = scene.engine.operationNames().all();
        Map<String, Set<String>> actions = new HashMap<>();
        calls().forEach(call -> actions.computeIfAbsent(call.operation(), name -> new HashSet<>())
                .addAll(needed(call).stream().map(Permission::action).toList()));

        assertThat(actions.keySet()).containsExactlyInAnyOrderElementsOf(served);
        assertThat(served)
                .allSatisfy(operation ->
                        assertThat(actions.get(operation)).containsExactlyInAnyOrderElementsOf(catalogued(operation)));
    }

    private static Set<String> catalogued(String operation) {
        return KmsCatalogue.instance().operation(operation).orElseThrow().permissions().stream()
                .map(KmsPermission::action)
                .collect(Collectors.toSet());
    }

    /** Returns what became of a call: the refusal's code and message, or the answer. */
    private String outcome(Call call) {
        try {
            JsonNode answer = scene.call(ALICE, call.operation(), parameters(call));
            JsonNode error = answer.at("/Errors/0");
            return error.isMissingNode()
                    ? answer.toString()
                    : error.get("Code").textValue() + ": "
                            + error.get("Message").textValue();
        } catch (ServiceRefusal refusal) {
            return refusal.code() + ": " + refusal.getMessage();
        }
    }

    private List<Permission> needed(Call call) {
        return words(call.needed(), " *, *")
                .map(text -> words(text, " ").toList())
                .map(words -> new Permission(
                        "kms:" + words.get(0), words.get(1).equals("*") ? "*" : ARN + filled(words.get(1))))
                .toList();
    }

    private String[] parameters(Call call) {
        return words(call.parameters(), " ")
                .flatMap(parameter -> Arrays.stream(parameter.split("=", 2)))
                .map(this::filled)
                .toArray(String[]::new);
    }

    private String filled(String text) {
        return text.replace("{key}", key)
                .replace("{other}", other)
                .replace("{blob}", blob)
                .replace("{arn}", ARN);
    }

    private static Stream<String> words(String text, String separator) {
        return Pattern.compile(separator).splitAsStream(text).filter(word -> !word.isEmpty());
    }

    static Stream<Call> calls() {
        try (InputStream table = RequiredPermissionsTest.class.getResourceAsStream(TABLE)) {
            return new String(table.readAllBytes(), StandardCharsets.UTF_8)
                            .lines()
                            .filter(line -> !line.isBlank() && !line.startsWith("#"))
                            .map(line -> line.split("\\|", -1))
                            .map(columns -> new Call(columns[0].strip(), columns[1].strip(), columns[2].strip()))
                            .toList()
                            .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One line of the table. */
    record Call(String operation, String parameters, String needed) {}
}
