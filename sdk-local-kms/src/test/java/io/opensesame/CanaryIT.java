package io.opensesame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import io.opensesame.kms.CallOptions;
import io.opensesame.localkms.LocalKms;
import io.opensesame.localkms.fault.Fault;
import io.opensesame.secrets.CacheOptions;
import io.opensesame.secrets.Secret;
import io.opensesame.secrets.SecretEvent;
import io.opensesame.secrets.SecretValue;
import io.opensesame.secrets.SecretsListener;
import io.opensesame.secrets.VersionStage;
import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Drives secrets that are easy to recognize through the whole life of a cache, and looks for them in all that is
 * logged, thrown, printed, told to listeners and serialized, and in what a closed client still holds.
 */
class CanaryIT {
    /** In two parts, so that this class holds none of what it looks for. */
    private static final String HEAD = "Canary";

    private static final String TEXT = "Text5vR8kZ";
    private static final String PASSWORD = "Password2hW6pD";
    private static final String BYTES = "Bytes9cN3sL";
    private static final String PEM = "PemKey7gF4xT";

    private final Evidence evidence = new Evidence();
    private final LocalKms kms = LocalKms.start();
    private final List<SecretEvent> events = new CopyOnWriteArrayList<>();
    private final List<Object> handles = new ArrayList<>();
    private final OpenSesame sesame = TestClients.connectedTo(kms)
            .cache(CacheOptions.builder()
                    .refreshAfter(Duration.ofSeconds(1))
                    .maxEntries(6)
                    .rejectionsPerMinute(600)
                    .rememberRefusals(Duration.ZERO)
                    .ttlField("password", TimeUnit.SECONDS)
                    .build())
            .calls(CallOptions.builder().maxAttempts(1).build())
            .build();

    record Login(String username, String password) {}

    /** A listener that leads the walk from the client to nothing of this test that knows the values. */
    private record Witness(Evidence evidence, List<SecretEvent> events) implements SecretsListener {
        @Override
        public void happened(SecretEvent event) {
            events.add(event);
            evidence.see(event);
            event.failure().ifPresent(evidence::see);
        }
    }

    @AfterEach
    void close() {
        sesame.close();
        kms.close();
        evidence.close();
    }

    private static List<String> canaries() {
        return List.of(HEAD + TEXT, HEAD + PASSWORD, HEAD + BYTES, HEAD + PEM);
    }

    private static String login(String suffix) {
        return "{\"username\":\"app\",\"password\":\"" + HEAD + PASSWORD + suffix + "\"}";
    }

    @Test
    void wholeLife_showsNoValueAnywhere() {
        live();

        assertThat(events).isNotEmpty();
        evidence.assertFreeOf(canaries());
    }

    @Test
    void closedClient_holdsNoValue() {
        live();
        assertThat(found(sesame)).as("before the end, the walk must find them").isNotEmpty();

        sesame.close();

        handles.add(sesame);
        assertThat(found(handles)).isEmpty();
    }

    @Test
    void secretBearingTypes_cannotBeSerialized() {
        kms.createSecret("canary/login", login(""));
        Secret<Login> handle = sesame.secrets().secret("canary/login", Login.class);
        List<Object> bearing =
                List.of(handle, handle.version(), handle.version().source(), sesame, sesame.secrets());

        assertThat(bearing)
                .allSatisfy(object -> assertThat(catchThrowable(() -> {
                            try (ObjectOutputStream out = new ObjectOutputStream(OutputStream.nullOutputStream())) {
                                out.writeObject(object);
                            }
                        }))
                        .isInstanceOf(NotSerializableException.class));
    }

    /** Reads, failures, rotations, values that do not fit, rejections, evictions: with every result looked at. */
    private void live() {
        sesame.secrets().listen(new Witness(evidence, events));
        kms.createSecret("canary/text", HEAD + TEXT);
        kms.createSecret("canary/login", login("1"));
        kms.newSecret("canary/bytes")
                .binary((HEAD + BYTES).getBytes(StandardCharsets.UTF_8))
                .create();
        kms.createSecret("canary/pem", "-----BEGIN PRIVATE KEY-----\n" + HEAD + PEM + "\n-----END PRIVATE KEY-----\n");
        readAll();
        rotateAndReject();
        misfits();
        refusals();
        evictions();
        evidence.see(sesame.secrets().snapshot());
        evidence.see(sesame);
        evidence.see(sesame.secrets());
    }

    private void readAll() {
        for (String name : List.of("canary/text", "canary/login", "canary/bytes", "canary/pem")) {
            SecretValue value = evidence.see(sesame.secrets().get(name));
            evidence.see(sesame.secrets().getAsync(name).join());
            evidence.see(sesame.secrets().getVersion(name, value.versionId()));
            handles.add(evidence.see(sesame.secrets().secret(name)));
        }
        Secret<Login> login = sesame.secrets().secret("canary/login", Login.class);
        Evidence seen = evidence;
        login.onChange(seen::see); // captures no more than that
        handles.add(evidence.see(login));
        evidence.see(login.version());
    }

    private void rotateAndReject() {
        SecretValue before = sesame.secrets().get("canary/login");
        kms.putSecretValue("canary/login", login("2"));
        evidence.see(sesame.secrets().rejected("canary/login", before.versionId()));
        evidence.see(sesame.secrets().get("canary/login", VersionStage.PREVIOUS));
        handles.forEach(handle -> evidence.see(((Secret<?>) handle).previous()));
    }

    private void misfits() {
        kms.putSecretValue("canary/login", "no JSON: " + HEAD + PASSWORD);
        SecretValue misfit = evidence.see(sesame.secrets().refresh("canary/login"));
        evidence.see(catchThrowable(() -> misfit.exposeJson(Login.class)));
        evidence.see(catchThrowable(() -> sesame.secrets().secret("canary/text", Login.class)));
        await().until(() -> evidence.text().contains("could not be mapped"));
    }

    private void refusals() {
        String message = "You may not.";
        for (Fault fault : List.of(
                Fault.error(403, "Forbidden.NoPermission", message),
                Fault.error(503, "ServiceUnavailableTemporary", "Try again."),
                Fault.truncatedBody(),
                Fault.connectionDropped())) {
            kms.faults().add(fault);
            evidence.see(catchThrowable(() -> sesame.secrets().refresh("canary/text")));
            evidence.see(catchThrowable(() -> sesame.secrets().rejected("canary/text", "none", "other")));
            evidence.see(catchThrowable(() -> sesame.secrets().preload(List.of("canary/absent"))));
            kms.faults().clear();
        }
    }

    private void evictions() {
        for (int i = 0; i < 12; i++) {
            kms.createSecret("canary/more" + i, HEAD + TEXT);
            evidence.see(sesame.secrets().get("canary/more" + i));
        }
        await().until(() -> events.stream().anyMatch(event -> event.kind() == SecretEvent.Kind.EVICTED));
    }

    /** What holds a canary among all that can be reached: byte arrays, texts and character arrays. */
    private static List<String> found(Object root) {
        List<String> found = new ArrayList<>();
        ObjectGraph.walk(root, object -> {
            String text = object instanceof byte[] bytes
                    ? new String(bytes, StandardCharsets.UTF_8)
                    : object instanceof char[] chars
                            ? new String(chars)
                            : object instanceof String string ? string : "";
            if (canaries().stream().anyMatch(text::contains)) {
                found.add(object.getClass().getSimpleName() + " with " + text);
            }
        });
        return found;
    }
}
