package io.opensesame.internal.credentials;

import io.opensesame.auth.Credentials;
import io.opensesame.auth.UriSource;
import io.opensesame.error.CredentialsException;
import io.opensesame.internal.credentials.BoundedHttp.Answer;
import java.io.IOException;
import java.time.Duration;
import okhttp3.Request;

/** Reads credentials with a GET from a web address. */
final class UriReader implements CredentialsReader {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(3);
    private static final Duration READ_TIMEOUT = Duration.ofSeconds(7);

    private final BoundedHttp http;
    private final UriSource source;

    UriReader(UriSource source, CredentialsEnvironment environment) {
        this.http = BoundedHttp.of(environment.http(), CONNECT_TIMEOUT, READ_TIMEOUT);
        this.source = source;
    }

    @Override
    public Credentials read() {
        Answer answer;
        try {
            answer = http.send(
                    new Request.Builder().url(source.exposeUri().toString()).build());
        } catch (IOException e) {
            throw new CredentialsException(
                    "No answer from the " + source + " (" + e.getMessage() + "). Check that its server runs.", e);
        }
        if (!answer.successful()) {
            throw new CredentialsException("The " + source + " answered HTTP " + answer.status() + ".", null);
        }
        return CredentialsJson.fromCodedAnswer("The answer of the " + source, answer.body());
    }
}
