package io.opensesame.internal.credentials;

import io.opensesame.auth.Credentials;
import io.opensesame.auth.CredentialsSource;
import io.opensesame.auth.ProfileSource;
import io.opensesame.error.CredentialsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Follows a profile in a file: reads it, and reads it again when the file changes. Thread-safe. */
final class ProfileCredentials implements CloseableCredentialsProvider {
    /*
     * The file is looked at (time, size, identity) by a call, at most once a second, and read if it looks other.
     * A refusal reads it whatever it looks like, since a file may change twice within one tick of its time.
     * Other text makes a new provider, which replaces the old one whole; equal text leaves the provider as it is.
     * A file that is gone or cannot be understood leaves it too: it may be in the middle of being written.
     */
    private static final Logger LOG = LoggerFactory.getLogger(CredentialsProviders.LOGGER);
    private static final Duration LOOK_INTERVAL = Duration.ofSeconds(1);
    private static final int MAX_FILE_BYTES = 1024 * 1024;

    private final ProfileFiles files;
    private final Function<CredentialsSource, CloseableCredentialsProvider> providers;
    private final LongSupplier nanoTime;

    private final AtomicReference<@Nullable Loaded> loaded = new AtomicReference<>();
    private volatile Countdown untilNextLook;
    private volatile boolean stuck;
    private volatile boolean closed;

    ProfileCredentials(
            ProfileSource source,
            CredentialsEnvironment environment,
            Function<CredentialsSource, CloseableCredentialsProvider> providers) {
        this.files = ProfileFiles.of(source, environment);
        this.providers = providers;
        this.nanoTime = environment.nanoTime();
        this.untilNextLook = Countdown.over(nanoTime);
    }

    @Override
    public Credentials credentials() {
        return ask(false, CloseableCredentialsProvider::credentials);
    }

    @Override
    public Credentials credentialsAfterRefusal(Credentials refused) {
        return ask(true, provider -> {
            Credentials current = provider.credentials();
            return current.equals(refused) ? provider.credentialsAfterRefusal(refused) : current;
        });
    }

    private Credentials ask(boolean distrustFile, Function<CloseableCredentialsProvider, Credentials> question) {
        while (true) {
            Loaded asked = current(distrustFile);
            try {
                return question.apply(asked.provider);
            } catch (CredentialsException e) {
                // A provider that was replaced meanwhile is closed: ask the one in its place.
                if (loaded.get() == asked) {
                    throw e;
                }
            }
        }
    }

    private Loaded current(boolean distrustFile) {
        if (closed) {
            throw new CredentialsException(
                    "There are no credentials from the " + files.title()
                            + " any more: the client they belong to was closed.",
                    null);
        }
        Loaded current = loaded.get();
        if (current != null && !distrustFile && !untilNextLook.isOver()) {
            return current;
        }
        untilNextLook = Countdown.start(nanoTime, LOOK_INTERVAL);
        try {
            Loaded looked = look(current, distrustFile);
            stuck = false;
            return looked;
        } catch (CredentialsException e) {
            if (current == null) {
                throw e;
            }
            if (!stuck) {
                stuck = true;
                LOG.warn(
                        "The {} changed and cannot be used; it counts as it was before: {}",
                        files.title(),
                        e.getMessage());
            }
            return current;
        }
    }

    private Loaded look(@Nullable Loaded current, boolean distrustFile) {
        Path file = files.locate();
        Stamp stamp = Stamp.of(file);
        if (current != null && !distrustFile && current.stamp.equals(stamp)) {
            return current;
        }
        String text = BoundedFiles.read(files.kind(), file, MAX_FILE_BYTES);
        if (current != null && current.text.equals(text)) {
            return replace(current, new Loaded(stamp, text, current.provider));
        }
        return replace(current, new Loaded(stamp, text, providers.apply(files.source(file, text))));
    }

    private Loaded replace(@Nullable Loaded former, Loaded next) {
        Loaded witness = loaded.compareAndExchange(former, next);
        if (witness != former) {
            // Another thread was first; a provider that nobody asked holds nothing yet.
            closeUnlessShared(next, former);
            return witness == null ? current(false) : witness;
        }
        if (former != null) {
            closeUnlessShared(former, next);
        }
        if (closed) {
            close();
        }
        return next;
    }

    @SuppressWarnings("ReferenceEquality") // whether it is the very same provider
    private static void closeUnlessShared(Loaded done, @Nullable Loaded other) {
        if (other == null || done.provider != other.provider) {
            done.provider.close();
        }
    }

    @Override
    public void close() {
        closed = true;
        Loaded last = loaded.getAndSet(null);
        if (last != null) {
            last.provider.close();
        }
    }

    @Override
    public String toString() {
        return files.title();
    }

    /** What the file held when it was last read. No record, since its text would be printed. */
    private static final class Loaded {
        private final Stamp stamp;
        private final String text;
        private final CloseableCredentialsProvider provider;

        Loaded(Stamp stamp, String text, CloseableCredentialsProvider provider) {
            this.stamp = stamp;
            this.text = text;
            this.provider = provider;
        }
    }

    /** What a file looks like without being read. */
    private record Stamp(Path file, FileTime modified, long sizeBytes, Optional<Object> identity) {
        static Stamp of(Path file) {
            try {
                BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
                return new Stamp(
                        file,
                        Objects.requireNonNull(attributes.lastModifiedTime()),
                        attributes.size(),
                        Optional.ofNullable(attributes.fileKey()));
            } catch (IOException e) {
                throw new CredentialsException("There is no file " + file + " that can be read.", e);
            }
        }
    }
}
