package io.opensesame.internal.credentials;

import io.opensesame.auth.Credentials;
import io.opensesame.auth.EcsRamRoleSource;
import io.opensesame.error.CredentialsException;
import io.opensesame.internal.credentials.BoundedHttp.Answer;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;
import okhttp3.Request;
import okhttp3.RequestBody;
import org.jspecify.annotations.Nullable;

/**
 * Reads the credentials of an ECS instance's RAM role from its metadata service.
 *
 * <p>A token is asked for with a PUT (IMDSv2) and kept for its life. Where there is none, or the service refuses it,
 * the read goes on without one (IMDSv1), unless that is forbidden. Never by a proxy: the service answers the instance
 * alone.
 */
final class MetadataReader implements CredentialsReader {
    private static final String ROLES = "/latest/meta-data/ram/security-credentials/";
    private static final String TOKEN_HEADER = "X-aliyun-ecs-metadata-token";
    private static final String TOKEN_LIFE_HEADER = "X-aliyun-ecs-metadata-token-ttl-seconds";
    private static final Duration TOKEN_LIFE = Duration.ofHours(6);
    private static final Duration TIMEOUT = Duration.ofSeconds(1);

    /** A token is let go a little before its end, so that it does not end on the way. */
    private static final Duration TOKEN_MARGIN = Duration.ofMinutes(1);

    /** How long a service that gave no token is not asked for one again. */
    private static final Duration TOKENLESS_SPELL = Duration.ofMinutes(1);

    /** Also keeps a strange answer out of a header, where OkHttp would quote it in an exception. */
    private static final Pattern TOKEN = Pattern.compile("[!-~]{1,4096}");

    private static final Pattern ROLE_NAME = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    private final BoundedHttp http;
    private final LongSupplier nanoTime;
    private final String endpoint;
    private final Optional<String> roleName;
    private final boolean hardened;

    private @Nullable String token;
    private Countdown tokenLife;

    MetadataReader(EcsRamRoleSource source, CredentialsEnvironment environment) {
        this.http = BoundedHttp.direct(environment.http(), TIMEOUT, TIMEOUT);
        this.nanoTime = environment.nanoTime();
        this.tokenLife = Countdown.over(nanoTime);
        this.endpoint = source.metadataEndpoint().toString();
        this.roleName = source.roleName().or(() -> environment.variable("ALIBABA_CLOUD_ECS_METADATA"));
        this.hardened = source.hardened() || environment.isTrue("ALIBABA_CLOUD_IMDSV1_DISABLED");
    }

    @Override
    public Credentials read() {
        String role = requireRoleName(roleName.orElseGet(this::discoverRole));
        Answer answer = get(ROLES + role);
        if (answer.status() == 404) {
            throw new CredentialsException(
                    "The metadata service at " + endpoint + " knows no RAM role '" + role
                            + "' of this instance. Check the role's name, and that it is attached.",
                    null);
        }
        return CredentialsJson.fromCodedAnswer(
                "The metadata service's answer about RAM role '" + role + "'", successful(answer));
    }

    private String discoverRole() {
        Answer answer = get(ROLES);
        if (answer.status() == 404) {
            throw new CredentialsException(
                    "The metadata service at " + endpoint
                            + " says that no RAM role is attached to this instance. Attach one in the ECS console.",
                    null);
        }
        return successful(answer).strip();
    }

    private String requireRoleName(String name) {
        if (!ROLE_NAME.matcher(name).matches()) {
            throw new CredentialsException(
                    "The name of this instance's RAM role, from ALIBABA_CLOUD_ECS_METADATA or the metadata service at "
                            + endpoint + ", is not 1 to 64 letters, digits, '.', '-' or '_'.",
                    null);
        }
        return name;
    }

    private String successful(Answer answer) {
        if (!answer.successful()) {
            throw new CredentialsException(
                    "The metadata service at " + endpoint + " answered HTTP " + answer.status() + ".", null);
        }
        return answer.body();
    }

    private Answer get(String path) {
        String sent = currentToken();
        Answer answer = get(path, sent);
        if (sent == null || isFinal(answer)) {
            return answer;
        }
        // The token may be of an instance that was since restarted or copied.
        tokenLife = Countdown.over(nanoTime);
        answer = get(path, currentToken());
        return hardened || isFinal(answer) ? answer : get(path, null);
    }

    private static boolean isFinal(Answer answer) {
        return answer.successful() || answer.status() == 404;
    }

    private Answer get(String path, @Nullable String withToken) {
        Request.Builder request = new Request.Builder().url(endpoint + path);
        if (withToken != null) {
            request.header(TOKEN_HEADER, withToken);
        }
        try {
            return http.send(request.build());
        } catch (IOException e) {
            throw unreachable(e);
        }
    }

    /** Returns a token, or null to go on without one. */
    private @Nullable String currentToken() {
        if (tokenLife.isOver()) {
            token = fetchToken();
            tokenLife = Countdown.start(nanoTime, token == null ? TOKENLESS_SPELL : TOKEN_LIFE.minus(TOKEN_MARGIN));
        }
        return token;
    }

    private @Nullable String fetchToken() {
        Request request = new Request.Builder()
                .url(endpoint + "/latest/api/token")
                .header(TOKEN_LIFE_HEADER, String.valueOf(TOKEN_LIFE.toSeconds()))
                .put(RequestBody.create(new byte[0]))
                .build();
        try {
            Answer answer = http.send(request);
            String body = answer.body().strip();
            return answer.successful() && TOKEN.matcher(body).matches()
                    ? body
                    : withoutToken("it answered HTTP " + answer.status() + " to the request for a token", null);
        } catch (ConnectException | NoRouteToHostException e) {
            throw unreachable(e);
        } catch (IOException e) {
            if (Thread.currentThread().isInterrupted()) {
                throw unreachable(e);
            }
            // A container's network may lose the answer to the PUT alone, by its hop limit.
            return withoutToken("the request for a token failed (" + e.getMessage() + ")", e);
        }
    }

    private @Nullable String withoutToken(String reason, @Nullable IOException cause) {
        if (hardened) {
            throw new CredentialsException(
                    "The metadata service at " + endpoint + " gave no token: " + reason
                            + ". Without one (IMDSv1) it may not be read, by hardened(true) or ALIBABA_CLOUD_IMDSV1_DISABLED.",
                    cause);
        }
        return null;
    }

    private CredentialsException unreachable(IOException e) {
        return new CredentialsException(
                "The metadata service at " + endpoint + " cannot be reached (" + e.getMessage()
                        + "). Outside of ECS there is none.",
                e);
    }
}
