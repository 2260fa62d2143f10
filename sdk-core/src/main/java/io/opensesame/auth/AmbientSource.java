package io.opensesame.auth;

/** The sources that need no settings, since they look around in the process. */
public enum AmbientSource implements CredentialsSource {
    /** The sources that Alibaba Cloud's own clients try, in their order. */
    DEFAULT_CHAIN("default chain"),
    /** The process's environment variables. */
    ENVIRONMENT("environment variables"),
    /** The Java system properties. */
    SYSTEM_PROPERTIES("system properties");

    private final String title;

    AmbientSource(String title) {
        this.title = title;
    }

    /** {@return the source's name, as in messages} */
    @Override
    public String toString() {
        return title;
    }
}
