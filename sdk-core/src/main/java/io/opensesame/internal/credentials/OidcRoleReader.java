package io.opensesame.internal.credentials;

import com.fasterxml.jackson.databind.JsonNode;
import io.opensesame.auth.Credentials;
import io.opensesame.auth.OidcRoleSource;
import io.opensesame.error.CredentialsException;
import io.opensesame.internal.credentials.BoundedHttp.Answer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import okhttp3.FormBody;
import okhttp3.HttpUrl;
import okhttp3.Request;

/**
 * Assumes a RAM role through STS with the token of an OpenID Connect provider. The call is not signed: the token in its
 * body is the proof. The token's file is read each time, since its owner replaces it.
 */
final class OidcRoleReader implements CredentialsReader {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(3);
    private static final Duration READ_TIMEOUT = Duration.ofSeconds(7);
    private static final int MAX_TOKEN_LENGTH = 20_000;
    private static final Pattern TOKEN = Pattern.compile("[!-~]{4," + MAX_TOKEN_LENGTH + "}");

    private final BoundedHttp http;
    private final Clock clock;
    private final RoleSession session;
    private final String providerArn;
    private final Path tokenFile;

    OidcRoleReader(OidcRoleSource source, CredentialsEnvironment environment) {
        this.http = BoundedHttp.of(environment.http(), CONNECT_TIMEOUT, READ_TIMEOUT);
        this.clock = environment.clock();
        this.session = RoleSession.of(
                source.roleArn(), source.sessionName(), source.duration(), source.policy(), source.sts(), environment);
        this.providerArn = source.providerArn();
        this.tokenFile = source.tokenFile();
    }

    @Override
    public Credentials read() {
        Answer answer = call(token());
        if (!answer.successful()) {
            throw refusal(answer);
        }
        String what = "The answer of STS about the OIDC role " + session.roleArn();
        return CredentialsJson.fromStsAnswer(what, JsonDocuments.parseObject(what, answer.body()));
    }

    private String token() {
        String token = BoundedFiles.read("OIDC token file", tokenFile, MAX_TOKEN_LENGTH + 2)
                .strip();
        if (!TOKEN.matcher(token).matches()) {
            throw new CredentialsException(
                    "The OIDC token file " + tokenFile
                            + " holds no token: one has 4 to 20,000 visible ASCII characters and no blanks.",
                    null);
        }
        return token;
    }

    private Answer call(String token) {
        FormBody.Builder form = new FormBody.Builder();
        for (Map.Entry<String, String> parameter : session.parameters().entrySet()) {
            form.add(parameter.getKey(), parameter.getValue());
        }
        form.add("OIDCProviderArn", providerArn).add("OIDCToken", token);
        try {
            return http.send(new Request.Builder().url(url()).post(form.build()).build());
        } catch (IOException e) {
            throw new CredentialsException(
                    "The OIDC role " + session.roleArn() + " could not be assumed: no answer from STS at "
                            + session.sts() + " (" + e.getMessage() + "). Check the network and the endpoint.",
                    e);
        }
    }

    private HttpUrl url() {
        return HttpUrl.get(session.sts().uri().toString())
                .newBuilder()
                .addQueryParameter("Action", "AssumeRoleWithOIDC")
                .addQueryParameter("Format", "JSON")
                .addQueryParameter("Version", RoleSession.API_VERSION)
                .addQueryParameter(
                        "Timestamp",
                        clock.instant().truncatedTo(ChronoUnit.SECONDS).toString())
                .addQueryParameter("SignatureNonce", UUID.randomUUID().toString())
                .build();
    }

    /** STS's own message is left out, since it may quote the token. */
    private CredentialsException refusal(Answer answer) {
        String code = "";
        String requestId = "";
        try {
            JsonNode json = JsonDocuments.parseObject("refusal", answer.body());
            code = JsonDocuments.text(json, "Code");
            requestId = JsonDocuments.text(json, "RequestId");
        } catch (CredentialsException notFromSts) {
            // A proxy's page, perhaps; the status has to do.
        }
        return new CredentialsException(
                "STS at " + session.sts() + " refused AssumeRoleWithOIDC of " + session.roleArn() + ": HTTP "
                        + answer.status()
                        + (code.isEmpty() ? "" : " " + SafeText.code(code))
                        + (requestId.isEmpty() ? "" : " (request id " + SafeText.requestId(requestId) + ")")
                        + ". Check that the role's trust policy names the provider " + providerArn
                        + ", and that the token in " + tokenFile + " is current.",
                null);
    }
}
