package io.opensesame.localkms.engine.key;

import static org.assertj.core.api.Assertions.assertThat;

import io.opensesame.localkms.engine.TestKms;
import io.opensesame.localkms.engine.call.Account;
import io.opensesame.localkms.engine.call.RandomIds;
import io.opensesame.localkms.engine.instance.KmsInstances;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds every operation in every state of a key, and with every kind of key, against two tables. */
final class KeyTableTest {
    private static final String STATES = "key-states.txt";
    private static final String KINDS = "key-specs.txt";
    private static final Map<String, String> CODES = Map.of(
            "ok", "ok",
            "U", "UnsupportedOperation",
            "R", "Rejected.UnsupportedOperation",
            "I", "InvalidParameter",
            "O", "Unsupported.Origin",
            "S", "Rejected.StateModifiedFailed");

    /** The operations that leave everything as it was, so that they can share a key, which may be slow to make. */
    private static final Set<String> PURE = Set.of(
            "Encrypt",
            "Decrypt",
            "ReEncrypt",
            "ExportDataKey",
            "AsymmetricSign",
            "AsymmetricVerify",
            "AsymmetricEncrypt",
            "AsymmetricDecrypt",
            "GetPublicKey");

    private static final Map<KeyKind, KeyScene> SHARED = new HashMap<>();

    @AfterAll
    static void forgetKeys() {
        SHARED.clear();
    }

    @ParameterizedTest(name = "{0} {2} -> {3}")
    @MethodSource("stateCells")
    void operation_inEveryState_answersAsTheTableSays(String operation, KeyKind kind, String state, String expected) {
        KeyScene scene = new KeyScene(kind);
        Map<String, String> parameters = scene.parameters(operation);
        scene.moveTo(state);
        String before = scene.everything();
        String[] outcomeAndState = expected.split(" > ", 2);

        assertThat(scene.outcome(operation, parameters)).isEqualTo(outcomeAndState[0]);

        assertThat(scene.state()).isEqualTo(outcomeAndState.length == 2 ? outcomeAndState[1] : state);
        if (!outcomeAndState[0].equals("ok")) {
            assertThat(scene.everything()).isEqualTo(before);
        }
    }

    @ParameterizedTest(name = "{0} {1} -> {2}")
    @MethodSource("kindCells")
    void operation_withEveryKindOfKey_answersAsTheTableSays(String operation, KeyKind kind, String expected) {
        boolean pure = PURE.contains(KeyScene.action(operation));
        KeyScene scene = pure ? SHARED.computeIfAbsent(kind, KeyScene::new) : new KeyScene(kind);

        assertThat(scene.outcome(operation, scene.parameters(operation))).isEqualTo(CODES.get(expected));
    }

    @Test
    void tables_nameEveryOperationOnKeys() {
        SecureRandom random = new SecureRandom();
        Set<String> operations = new TreeSet<>(new Keys(
                        new Account(TestKms.ACCOUNT, TestKms.REGION), new KmsInstances(), new RandomIds(random), random)
                .table()
                .keySet());
        operations.addAll(Set.of("TagResource", "UntagResource", "TagResources", "UntagResources", "ListTagResources"));
        operations.remove("CreateKey");

        assertThat(actions(STATES)).isEqualTo(operations);
        assertThat(actions(KINDS)).isEqualTo(operations);
    }

    static Stream<Arguments> stateCells() {
        List<List<String>> rows = rows(STATES);
        List<String> states = rows.get(0).subList(2, 6);
        return rows.stream()
                .skip(1)
                .flatMap(row -> states.stream().map(state -> {
                    boolean imported = state.equals("PendingImport");
                    KeyKind kind = new KeyKind(imported ? "AES_256/X" : row.get(1));
                    return Arguments.of(row.get(0), kind, state, row.get(2 + states.indexOf(state)));
                }));
    }

    static Stream<Arguments> kindCells() {
        List<List<String>> rows = rows(KINDS);
        List<String> kinds = rows.get(0);
        return rows.stream()
                .skip(1)
                .flatMap(row -> IntStream.range(1, kinds.size())
                        .mapToObj(column -> Arguments.of(row.get(0), new KeyKind(kinds.get(column)), row.get(column))));
    }

    private static Set<String> actions(String table) {
        return rows(table).stream()
                .skip(1)
                .map(row -> KeyScene.action(row.get(0)))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<List<String>> rows(String table) {
        try (InputStream in = KeyTableTest.class.getResourceAsStream(table)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(line -> Arrays.stream(line.split("\\|", -1))
                            .map(String::strip)
                            .toList())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
