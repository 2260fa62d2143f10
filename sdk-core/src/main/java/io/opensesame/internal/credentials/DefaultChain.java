package io.opensesame.internal.credentials;

import io.opensesame.auth.Credentials;
import io.opensesame.error.CredentialsException;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tries sources in order, and keeps to the first one that has credentials. Thread-safe. */
final class DefaultChain implements CloseableCredentialsProvider {
    /*
     * Nothing chosen: a call asks the links in order; threads that do so at once share each link's single read.
     * Chosen: every call asks that link alone, and its failure is the chain's; there is no way back.
     */
    private static final Logger LOG = LoggerFactory.getLogger(DefaultChain.class);

    private final List<Link> links;
    private final AtomicReference<@Nullable Link> chosen = new AtomicReference<>();

    /** Takes over the links' providers, and closes them. */
    DefaultChain(List<Link> links) {
        this.links = List.copyOf(links);
    }

    @Override
    public Credentials credentials() {
        Link link = chosen.get();
        return link == null ? firstThatHasSome() : link.provider().credentials();
    }

    @Override
    public Credentials credentialsAfterRefusal(Credentials refused) {
        Link link = chosen.get();
        return link == null ? credentials() : link.provider().credentialsAfterRefusal(refused);
    }

    private Credentials firstThatHasSome() {
        StringBuilder reasons = new StringBuilder();
        CredentialsException failure = null;
        for (Link link : links) {
            try {
                Credentials credentials = link.provider().credentials();
                choose(link);
                return credentials;
            } catch (CredentialsException e) {
                if (Thread.currentThread().isInterrupted()) {
                    throw e;
                }
                reasons.append("\n  ").append(link.name()).append(": ").append(e.getMessage());
                failure = joined(failure, e);
            }
        }
        throw new CredentialsException(
                "None of the default chain's sources has credentials. Tried, in this order:" + reasons
                        + "\nSet ALIBABA_CLOUD_ACCESS_KEY_ID and ALIBABA_CLOUD_ACCESS_KEY_SECRET, or mend one of the"
                        + " sources above, or name a single source in code by CredentialsSource.",
                failure);
    }

    private void choose(Link link) {
        if (chosen.compareAndSet(null, link)) {
            LOG.info("Credentials come from {}, the first of the default chain that has some.", link.name());
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

    /** One source of the chain, under the name that messages give it. */
    record Link(String name, CloseableCredentialsProvider provider) {}
}
