package io.opensesame.benchmarks.scenario;

import com.aliyuncs.CommonRequest;
import com.aliyuncs.DefaultAcsClient;
import com.aliyuncs.auth.AlibabaCloudCredentialsProvider;
import com.aliyuncs.auth.BasicCredentials;
import com.aliyuncs.exceptions.ClientException;
import com.aliyuncs.http.MethodType;
import com.aliyuncs.http.ProtocolType;
import com.aliyuncs.kms.secretsmanager.client.SecretCacheClient;
import com.aliyuncs.kms.secretsmanager.client.SecretCacheClientBuilder;
import com.aliyuncs.kms.secretsmanager.client.exception.CacheSecretException;
import com.aliyuncs.kms.secretsmanager.client.model.RegionInfo;
import com.aliyuncs.kms.secretsmanager.client.service.BaseSecretManagerClientBuilder;
import com.aliyuncs.profile.DefaultProfile;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.opensesame.OpenSesame;
import io.opensesame.adapters.core.CoreCredentialsProvider;
import io.opensesame.auth.Credentials;
import io.opensesame.benchmarks.MarkdownTable;
import io.opensesame.benchmarks.stub.StubIdentity;
import io.opensesame.kms.KmsEndpoint;
import io.opensesame.localkms.LocalKms;
import io.opensesame.ram.FollowedAccessKey;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * An AccessKey in a RAM secret is rotated on demand, again and again, while threads sign calls with it through the
 * vendor's classic client; LocalKms ends the old AccessKey with the rotation window, and judges the calls.
 *
 * <p>{@value #SPEED} simulated seconds pass in one. OpenSesame's clock is LocalKms's. The vendor's caching client takes
 * no clock: its TTL, an hour as its manual recommends, is divided by as much.
 */
record KeyRotations(int threads, int rotations, Duration window, Duration every) implements Scenario {
    private static final int SPEED = 600;
    private static final Duration TTL = Duration.ofHours(1);
    private static final Duration STEP = Duration.ofSeconds(30);
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final Instant START = Instant.parse("2026-03-01T10:00:00Z");
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Who keeps the AccessKey current, for the client that signs with it. */
    private interface Contender {
        CachedReader open(LocalKms kms, String secretName) throws Exception;
    }

    /**
     * The vendor comes first: its client sets the classic HTTP client, of which a process has one, to trust anybody.
     */
    @Override
    public void run(StubIdentity identity, PrintStream out) throws Exception {
        MarkdownTable table = new MarkdownTable(
                "who keeps the AccessKey", "calls", "refused", "of all", "reads of the secret", "fails with");
        table.row(row("vendor caching client, TTL 1 h", KeyRotations::vendor));
        table.row(row("OpenSesame, by the adapter alone", KeyRotations::adapter));
        table.row(row("OpenSesame, by call()", KeyRotations::call));
        table.print(
                out,
                "(g) " + rotations + " rotations on demand of an AccessKey, one every " + every.toMinutes()
                        + " simulated minutes with a window of " + window.toMinutes() + ", " + threads
                        + " threads signing; " + SPEED + " simulated seconds a second");
    }

    private List<String> row(String title, Contender contender) throws Exception {
        try (LocalKms kms = LocalKms.builder().https().frozenClock(START).start()) {
            kms.ramRotationWindow(window);
            String secretName = kms.createRamSecret("app");
            CachedReader reader = contender.open(kms, secretName);
            reader.read(secretName);
            ReaderGroup group = ReaderGroup.start(reader, secretName, threads);
            for (int i = 0; i < rotations; i++) {
                pass(every, kms);
                kms.rotateNow(secretName);
            }
            pass(every, kms);
            ReaderGroup.Outcome outcome = group.stop(LIMIT);
            long reads = kms.requestCount("GetSecretValue");
            Bounded.close(reader);
            return List.of(
                    title,
                    "%,d".formatted(outcome.reads()),
                    "%,d".formatted(outcome.failures()),
                    "%.1f %%".formatted(100.0 * outcome.failures() / outcome.reads()),
                    Long.toString(reads),
                    outcome.firstFailure());
        }
    }

    private static void pass(Duration simulated, LocalKms kms) throws InterruptedException {
        for (Duration passed = Duration.ZERO; passed.compareTo(simulated) < 0; passed = passed.plus(STEP)) {
            TimeUnit.MILLISECONDS.sleep(STEP.toMillis() / SPEED);
            kms.clock().advance(STEP);
        }
    }

    private static CachedReader adapter(LocalKms kms, String secretName) {
        OpenSesame sesame = openSesame(kms);
        FollowedAccessKey key = sesame.ram().follow(secretName);
        DefaultAcsClient client = client(kms, new CoreCredentialsProvider(key.credentialsProvider()));
        return caller(() -> whoAmI(client, kms), client, sesame);
    }

    private static CachedReader call(LocalKms kms, String secretName) {
        OpenSesame sesame = openSesame(kms);
        FollowedAccessKey key = sesame.ram().follow(secretName);
        DefaultAcsClient client = client(kms, new CoreCredentialsProvider(key.credentialsProvider()));
        return caller(() -> key.call(pair -> whoAmI(client, kms)), client, sesame);
    }

    private static OpenSesame openSesame(LocalKms kms) {
        return OpenSesame.builder()
                .endpoint(KmsEndpoint.of(kms.endpoint()))
                .credentials(Credentials.accessKey(kms.accessKeyId(), kms.exposeAccessKeySecret()))
                .clock(kms.clock())
                .build();
    }

    private static CachedReader vendor(LocalKms kms, String secretName) throws CacheSecretException {
        SecretCacheClient secrets = SecretCacheClientBuilder.newCacheClientBuilder(
                        BaseSecretManagerClientBuilder.standard()
                                .withAccessKey(kms.accessKeyId(), kms.exposeAccessKeySecret())
                                .addRegion(new RegionInfo(
                                        kms.region(), false, kms.httpsEndpoint().getAuthority()))
                                .build())
                .withSecretTTL(secretName, TTL.toMillis() / SPEED)
                .build();
        DefaultAcsClient client = client(kms, () -> current(secrets, secretName));
        return caller(() -> whoAmI(client, kms), client, secrets);
    }

    private static BasicCredentials current(SecretCacheClient secrets, String secretName) throws ClientException {
        try {
            JsonNode pair = JSON.readTree(secrets.getStringValue(secretName));
            return new BasicCredentials(
                    pair.path("AccessKeyId").asText(),
                    pair.path("AccessKeySecret").asText());
        } catch (CacheSecretException | IOException e) {
            throw new ClientException(e);
        }
    }

    private static DefaultAcsClient client(LocalKms kms, AlibabaCloudCredentialsProvider credentials) {
        return new DefaultAcsClient(DefaultProfile.getProfile(kms.region()), credentials);
    }

    private static String whoAmI(DefaultAcsClient client, LocalKms kms) throws ClientException {
        CommonRequest request = new CommonRequest();
        request.setSysMethod(MethodType.POST);
        request.setSysProtocol(ProtocolType.HTTP);
        request.setSysDomain(kms.endpoint().getAuthority());
        request.setSysVersion("2015-04-01");
        request.setSysAction("GetCallerIdentity");
        return client.getCommonResponse(request).getData();
    }

    private interface Call {
        String run() throws Exception;
    }

    private static CachedReader caller(Call call, DefaultAcsClient client, AutoCloseable keeper) {
        return new CachedReader() {
            @Override
            public String read(String name) throws Exception {
                return call.run();
            }

            @Override
            public void close() throws IOException {
                client.shutdown();
                try {
                    keeper.close();
                } catch (Exception e) {
                    throw new IOException("closing failed", e);
                }
            }
        };
    }
}
