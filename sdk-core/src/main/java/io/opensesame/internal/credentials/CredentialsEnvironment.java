package io.opensesame.internal.credentials;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import okhttp3.OkHttpClient;

/**
 * What the engines use of the world around them; all of it belongs to the owner, who closes it after them.
 *
 * @param variables looks up an environment variable
 * @param properties looks up a system property
 * @param home the user's home directory
 * @param http gives the client for plain requests (metadata service, credentials URI, OIDC); asked when one is sent
 * @param stsTransports makes signing transports
 * @param clock tells the time that expiry is measured by
 * @param nanoTime a monotonic clock in nanoseconds, for ages and pauses
 * @param scheduler runs tasks that never block
 * @param executor runs refreshes, which block
 * @param random spreads refreshes and retries; safe for use by many threads
 */
public record CredentialsEnvironment(
        Function<String, Optional<String>> variables,
        Function<String, Optional<String>> properties,
        Path home,
        Supplier<OkHttpClient> http,
        StsTransports stsTransports,
        Clock clock,
        LongSupplier nanoTime,
        ScheduledExecutorService scheduler,
        Executor executor,
        RandomGenerator random) {
    /** Returns the environment variables, by name. */
    Settings settings() {
        return new Settings("The environment", variables);
    }

    /** Returns the variable's value; one that is set to blanks counts as not set. */
    Optional<String> variable(String name) {
        return settings().text(name);
    }

    /** Returns the property's value; one that is set to blanks counts as not set. */
    Optional<String> property(String name) {
        return new Settings("The system properties", properties).text(name);
    }

    boolean isTrue(String variable) {
        return variable(variable).filter("true"::equalsIgnoreCase).isPresent();
    }
}
