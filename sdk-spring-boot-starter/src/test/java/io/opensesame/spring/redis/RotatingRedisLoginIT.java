package io.opensesame.spring.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lettuce.core.RedisCredentials;
import io.opensesame.OpenSesame;
import io.opensesame.auth.Credentials;
import io.opensesame.kms.KmsEndpoint;
import io.opensesame.localkms.LocalKms;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;

/** Which version a connection is given, by what Redis made of those before. */
class RotatingRedisLoginIT {
    private static final String SECRET = "orders/redis";

    private final AtomicLong nanos = new AtomicLong();
    private LocalKms kms;
    private OpenSesame sesame;
    private RotatingRedisLogin login;

    @BeforeEach
    void start() {
        kms = LocalKms.start();
        kms.createSecret(SECRET, "password-0");
        sesame = OpenSesame.builder()
                .endpoint(KmsEndpoint.of(kms.endpoint()))
                .credentials(Credentials.accessKey(kms.accessKeyId(), kms.exposeAccessKeySecret()))
                .build();
        login = new RotatingRedisLogin(sesame.secrets(), new RotatingRedisProperties(SECRET, 3, 5), nanos::get);
    }

    @AfterEach
    void stop() {
        login.close();
        sesame.close();
        kms.close();
    }

    @Test
    void rotationDuringALogin_oldVersionLetIn_theNextBeginsWithTheNewOne() {
        SecretCredentials before = given();
        rotate("password-1");

        login.accepted(before, List.of());

        assertThat(given().getPassword()).isEqualTo("password-1".toCharArray());
    }

    @Test
    void currentVersion_refusedAndThePreviousLetIn_standsInForAMinute() {
        rotate("password-1");
        SecretCredentials current = given();
        login.refused(current, login.begin());
        SecretCredentials previous =
                login.next(List.of(current.versionId())).join().orElseThrow();
        login.accepted(previous, List.of(current.versionId()));

        assertThat(given()).isSameAs(previous);

        nanos.addAndGet(Duration.ofMinutes(1).toNanos());
        assertThat(given().versionId()).isEqualTo(current.versionId());
    }

    @Test
    void newVersion_streams_toConnectionsThatAreOpenOrComeSoon() {
        List<RedisCredentials> open = new ArrayList<>();
        Disposable subscription = login.credentials().subscribe(open::add);

        rotate("password-1");

        await().until(() -> open.size() == 1);
        assertThat(open.get(0).getPassword()).isEqualTo("password-1".toCharArray());
        assertThat(login.credentials().next().block(Duration.ofSeconds(5))).isSameAs(open.get(0));
        subscription.dispose();
    }

    @Test
    void find_passwordThatWasGiven_isItsVersion() {
        SecretCredentials given = given();

        assertThat(login.find(given.getPassword())).containsSame(given);
        assertThat(login.find("password-0".toCharArray())).isEmpty();
    }

    private SecretCredentials given() {
        return (SecretCredentials)
                Objects.requireNonNull(login.resolveCredentials().block(Duration.ofSeconds(10)), "credentials");
    }

    private void rotate(String password) {
        kms.putSecretValue(SECRET, password);
        sesame.secrets().refresh(SECRET);
    }
}
