package io.opensesame.internal.credentials;

import io.opensesame.auth.Credentials;
import io.opensesame.error.CredentialsException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tries sources in order, and keeps to the first one that has credentials. Thread-safe. */
final class DefaultChain implements CloseableCredentialsProvider {
    /*
     * Nothing chosen: a call asks the links in order; threads that do so at once share each link's single read.
     * Chosen: every call asks that link alone, and its failure is the chain's.
     * Chosen, but earlier links that are set up failed: these are passed over. At most once a minute a call has them
     * asked again by the executor, and the first that works is chosen in place of the later one.
     */
    private static final Logger LOG = LoggerFactory.getLogger(CredentialsProviders.LOGGER);
    private static final Duration RETRY_INTERVAL = Duration.ofMinutes(1);

    private final List<Link> links;
    private final LongSupplier nanoTime;
    private final Executor executor;
    private final AtomicReference<@Nullable Choice> chosen = new AtomicReference<>();

    /** Takes over the links' providers, and closes them. */
    DefaultChain(List<Link> links, CredentialsEnvironment environment) {
        this.links = List.copyOf(links);
        this.nanoTime = environment.nanoTime();
        this.executor = environment.executor();
    }

    @Override
    public Credentials credentials() {
        Choice choice = chosen.get();
        if (choice == null) {
            return firstThatHasSome();
        }
        retryInBackground(choice);
        return choice.link().provider().credentials();
    }

    @Override
    public Credentials credentialsAfterRefusal(Credentials refused) {
        Choice choice = chosen.get();
        return choice == null ? credentials() : choice.link().provider().credentialsAfterRefusal(refused);
    }

    private Credentials firstThatHasSome() {
        StringBuilder reasons = new StringBuilder();
        CredentialsException failure = null;
        List<Failed> passedOver = new ArrayList<>();
        for (Link link : links) {
            try {
                Credentials credentials = link.provider().credentials();
                choose(link, passedOver);
                return credentials;
            } catch (CredentialsException e) {
                if (Thread.currentThread().isInterrupted()) {
                    throw e;
                }
                reasons.append("\n  ").append(link.name()).append(": ").append(e.getMessage());
                failure = joined(failure, e);
                if (link.setUp().getAsBoolean()) {
                    passedOver.add(new Failed(link, e));
                }
            }
        }
        throw new CredentialsException(
                "None of the default chain's sources has credentials. Tried, in this order:" + reasons
                        + "\nSet ALIBABA_CLOUD_ACCESS_KEY_ID and ALIBABA_CLOUD_ACCESS_KEY_SECRET, or mend one of the"
                        + " sources above, or name a single source in code by CredentialsSource.",
                failure);
    }

    private void choose(Link link, List<Failed> passedOver) {
        List<Link> toRetry = passedOver.stream().map(Failed::link).toList();
        if (!chosen.compareAndSet(null, choice(link, toRetry))) {
            return;
        }
        LOG.info("Credentials come from {}, the first of the default chain that has some.", link.name());
        for (Failed failed : passedOver) {
            LOG.warn(
                    "The default chain passed over {}, which is set up but failed; {} is used until it works: {}",
                    failed.link().name(),
                    link.name(),
                    failed.reason().getMessage());
        }
    }

    private Choice choice(Link link, List<Link> passedOver) {
        return new Choice(link, passedOver, Countdown.start(nanoTime, RETRY_INTERVAL));
    }

    private void retryInBackground(Choice choice) {
        if (choice.passedOver().isEmpty() || !choice.untilRetry().isOver()) {
            return;
        }
        Choice retried = choice(choice.link(), choice.passedOver());
        if (!chosen.compareAndSet(choice, retried)) {
            return;
        }
        try {
            executor.execute(() -> retry(retried));
        } catch (RejectedExecutionException e) {
            LOG.debug("The default chain's earlier sources are not tried: the owner's executor takes no more tasks.");
        }
    }

    private void retry(Choice current) {
        for (int i = 0; i < current.passedOver().size(); i++) {
            Link link = current.passedOver().get(i);
            try {
                Credentials unused = link.provider().credentials();
            } catch (CredentialsException e) {
                LOG.debug("The default chain still passes over {}: {}", link.name(), e.getMessage());
                continue;
            }
            if (chosen.compareAndSet(current, choice(link, current.passedOver().subList(0, i)))) {
                LOG.info(
                        "Credentials come from {}, which works now, and no more from {}.",
                        link.name(),
                        current.link().name());
            }
            return;
        }
    }

    /** Keeps each link's stack trace, the first as the cause and the others suppressed in it. */
    private static CredentialsException joined(@Nullable CredentialsException first, CredentialsException next) {
        if (first == null) {
            return Failures.again(next);
        }
        first.addSuppressed(next);
        return first;
    }

    @Override
    public void close() {
        links.forEach(link -> link.provider().close());
    }

    @Override
    public String toString() {
        return "default chain";
    }

    /**
     * One source of the chain.
     *
     * @param name what messages call it
     * @param provider gives its credentials
     * @param setUp tells whether somebody meant it to be used, so that its failure is more than its absence
     */
    record Link(String name, CloseableCredentialsProvider provider, BooleanSupplier setUp) {}

    /** The link in use, and the earlier ones that should be. */
    private record Choice(Link link, List<Link> passedOver, Countdown untilRetry) {}

    private record Failed(Link link, CredentialsException reason) {}
}
