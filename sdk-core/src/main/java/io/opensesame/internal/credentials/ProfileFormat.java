package io.opensesame.internal.credentials;

import io.opensesame.auth.CredentialsSource;
import java.util.Optional;

/** Reads the description of a source from a file of profiles. */
@FunctionalInterface
interface ProfileFormat {
    /**
     * Returns the source that a profile describes.
     *
     * @param what names the file in messages
     * @param text the file's text, which messages never show
     * @param profile the profile's name, or empty for the file's own choice
     * @throws io.opensesame.error.CredentialsException if there is no such profile, or no source can be made of it
     */
    CredentialsSource source(String what, String text, Optional<String> profile);
}
