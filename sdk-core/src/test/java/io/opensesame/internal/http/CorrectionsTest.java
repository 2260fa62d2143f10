package io.opensesame.internal.http;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import io.opensesame.auth.Credentials;
import io.opensesame.auth.CredentialsProvider;
import io.opensesame.error.CredentialsException;
import io.opensesame.error.RefusedCredentialsException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Refusals that another attempt can mend: old credentials, a wrong clock, a damaged signature. */
class CorrectionsTest {
    private static final Credentials FRESH = Credentials.accessKey("AK-2", "fresh-secret");

    private final TransportRig rig = new TransportRig();

    @AfterEach
    void close() {
        rig.close();
    }

    @ParameterizedTest
    @CsvSource({
        "404, InvalidAccessKeyId.NotFound", "400, InvalidAccessKeyId.Inactive", "403, Forbidden.AccessKey",
        "403, Forbidden.AccessKeyDisabled", "400, InvalidSecurityToken.Expired", "400, MissingSecurityToken"
    })
    void send_refusedCredentialsAndFreshOnes_areTriedOnceWithoutWaiting(int status, String code) {
        RotatedProvider provider = new RotatedProvider(FRESH);
        rig.credentials = provider;
        refuseOldKey(status, code);

        rig.transport().send(TransportRig.GET);

        assertThat(rig.requests()).hasSize(2);
        assertThat(rig.requests().get(1).getHeader("authorization")).contains("Credential=AK-2,");
        assertThat(provider.refused).containsExactly(TransportRig.CREDENTIALS);
        assertThat(rig.time.waits).isEmpty();
        assertThat(rig.log.lines)
                .anyMatch(line -> line.startsWith("WARN") && line.contains("AK-1") && line.contains("AK-2"))
                .noneMatch(line -> line.contains("secret"));
    }

    @Test
    void send_freshCredentialsRefusedToo_areNotAskedForAgain() {
        RotatedProvider provider = new RotatedProvider(FRESH);
        rig.credentials = provider;
        rig.server.stubFor(any(anyUrl()).willReturn(error(404, "InvalidAccessKeyId.NotFound")));

        assertThatExceptionOfType(RefusedCredentialsException.class)
                .isThrownBy(() -> rig.transport().send(TransportRig.GET));
        assertThat(rig.requests()).hasSize(2);
        assertThat(provider.refused).hasSize(1);
    }

    @Test
    void send_refusedCredentialsAndNoOthers_failsWithoutAnotherAttempt() {
        rig.server.stubFor(any(anyUrl()).willReturn(error(404, "InvalidAccessKeyId.NotFound")));

        assertThatExceptionOfType(RefusedCredentialsException.class)
                .isThrownBy(() -> rig.transport().send(TransportRig.GET));
        assertThat(rig.requests()).hasSize(1);
    }

    @Test
    void send_sameCredentialsRefusedAgainAndAgain_areLoggedOnceUntilACallSucceeds() {
        rig.server.stubFor(any(anyUrl()).willReturn(error(404, "InvalidAccessKeyId.NotFound")));
        HttpRpcTransport transport = rig.transport();
        for (int i = 0; i < 3; i++) {
            assertThatExceptionOfType(RefusedCredentialsException.class)
                    .isThrownBy(() -> transport.send(TransportRig.GET));
        }
        assertThat(rig.log.lines)
                .filteredOn(line -> line.startsWith("WARN"))
                .singleElement()
                .asString()
                .contains("AK-1")
                .doesNotContain("canary");

        rig.server.stubFor(any(anyUrl()).willReturn(okJson("{}")));
        transport.send(TransportRig.GET);
        rig.server.stubFor(any(anyUrl()).willReturn(error(404, "InvalidAccessKeyId.NotFound")));
        assertThatExceptionOfType(RefusedCredentialsException.class).isThrownBy(() -> transport.send(TransportRig.GET));

        assertThat(rig.log.lines).filteredOn(line -> line.startsWith("WARN")).hasSize(2);
    }

    @Test
    void send_sourceFailsAfterARefusal_failsWithTheRefusal() {
        rig.credentials = new RotatedProvider(null);
        rig.server.stubFor(any(anyUrl()).willReturn(error(404, "InvalidAccessKeyId.NotFound")));

        assertThatExceptionOfType(RefusedCredentialsException.class)
                .isThrownBy(() -> rig.transport().send(TransportRig.GET))
                .satisfies(e -> assertThat(e.getSuppressed()).hasAtLeastOneElementOfType(CredentialsException.class));
    }

    @Test
    void send_noCredentials_sendsNothing() {
        rig.credentials = () -> {
            throw new CredentialsException("none", null);
        };

        assertThatExceptionOfType(CredentialsException.class)
                .isThrownBy(() -> rig.transport().send(TransportRig.GET));
        assertThat(rig.requests()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"InvalidTimeStamp.Expired", "IllegalTimestamp"})
    void send_refusedClock_isCorrectedByTheAnswersDateAndStaysSo(String code) {
        rig.server.stubFor(
                any(anyUrl()).willReturn(error(400, code).withHeader("Date", "Fri, 02 Jan 2026 05:04:05 GMT")));
        rig.server.stubFor(any(anyUrl())
                .withHeader("x-acs-date", equalTo("2026-01-02T05:04:05Z"))
                .willReturn(okJson("{}")));
        HttpRpcTransport transport = rig.transport();

        transport.send(TransportRig.GET);
        transport.send(TransportRig.GET);

        assertThat(rig.requests()).hasSize(3);
        assertThat(rig.time.waits).isEmpty();
        assertThat(rig.log.lines)
                .filteredOn(line -> line.startsWith("WARN"))
                .singleElement()
                .asString()
                .contains("7200 s");
    }

    @Test
    void send_clockRefusedAgainAfterTheCorrection_fails() {
        rig.server.stubFor(any(anyUrl())
                .willReturn(
                        error(400, "InvalidTimeStamp.Expired").withHeader("Date", "Fri, 02 Jan 2026 05:04:05 GMT")));

        assertThatExceptionOfType(RefusedCredentialsException.class)
                .isThrownBy(() -> rig.transport().send(TransportRig.GET))
                .withMessageContaining("clock");
        assertThat(rig.requests()).hasSize(2);
    }

    @Test
    void send_clockRefusedThoughItAgreesWithTheService_isNotRepeated() {
        rig.server.stubFor(any(anyUrl())
                .willReturn(
                        error(400, "InvalidTimeStamp.Expired").withHeader("Date", "Fri, 02 Jan 2026 03:04:06 GMT")));

        assertThatExceptionOfType(RefusedCredentialsException.class)
                .isThrownBy(() -> rig.transport().send(TransportRig.GET));
        assertThat(rig.requests()).hasSize(1);
    }

    @Test
    void learn_secondRefusalOfTheSameEvent_findsTheClockCorrected() {
        SigningClock clock = new SigningClock(rig.time);
        var before = clock.offset();

        assertThat(clock.learn(rig.time.instant().plusSeconds(7200), before)).isEqualTo(SigningClock.Lesson.LEARNED);
        assertThat(clock.learn(rig.time.instant().plusSeconds(9999), before)).isEqualTo(SigningClock.Lesson.KNOWN);
        assertThat(clock.now()).isEqualTo(rig.time.instant().plusSeconds(7200));
    }

    @Test
    void send_incompleteSignature_isSignedAnewOnce() {
        rig.server.stubFor(any(anyUrl()).willReturn(error(400, "IncompleteSignature")));

        assertThatExceptionOfType(RefusedCredentialsException.class)
                .isThrownBy(() -> rig.transport().send(TransportRig.GET));
        assertThat(rig.requests()).hasSize(2);
        assertThat(rig.requests()).extracting(r -> r.getHeader("authorization")).doesNotHaveDuplicates();
    }

    private void refuseOldKey(int status, String code) {
        rig.server.stubFor(any(anyUrl()).willReturn(okJson("{}")));
        rig.server.stubFor(any(anyUrl())
                .withHeader("authorization", containing("Credential=AK-1,"))
                .willReturn(error(status, code)));
    }

    private static ResponseDefinitionBuilder error(int status, String code) {
        return aResponse().withStatus(status).withBody("{\"Code\":\"" + code + "\"}");
    }

    /** Holds an old key until it is told of a refusal. */
    private static final class RotatedProvider implements CredentialsProvider {
        private final @org.jspecify.annotations.Nullable Credentials next;
        private final List<Credentials> refused = new CopyOnWriteArrayList<>();

        RotatedProvider(@org.jspecify.annotations.Nullable Credentials next) {
            this.next = next;
        }

        @Override
        public Credentials credentials() {
            return TransportRig.CREDENTIALS;
        }

        @Override
        public Credentials credentialsAfterRefusal(Credentials old) {
            refused.add(old);
            if (next == null) {
                throw new CredentialsException("the source is gone", null);
            }
            return next;
        }
    }
}
