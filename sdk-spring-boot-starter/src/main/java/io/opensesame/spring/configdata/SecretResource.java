package io.opensesame.spring.configdata;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.config.ConfigDataLocation;
import org.springframework.boot.context.config.ConfigDataResource;
import org.springframework.boot.origin.Origin;

/** One secret that is imported. Equal if the same is asked for, wherever that stands. */
final class SecretResource extends ConfigDataResource {
    private final SecretLocation wanted;
    private final ConfigDataLocation location;

    SecretResource(SecretLocation wanted, ConfigDataLocation location) {
        super(location.isOptional());
        this.wanted = wanted;
        this.location = location;
    }

    SecretLocation wanted() {
        return wanted;
    }

    boolean optional() {
        return location.isOptional();
    }

    /** {@return the location without a word on whether it is optional} */
    String location() {
        return location.getValue();
    }

    /** Returns the location as it is written, and where that stands, if Spring Boot knows. */
    String written() {
        return written(location);
    }

    static String written(ConfigDataLocation location) {
        @Nullable Origin origin = location.getOrigin();
        return "'" + location + "'" + (origin == null ? "" : " (" + origin + ")");
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof SecretResource that && wanted.equals(that.wanted);
    }

    @Override
    public int hashCode() {
        return wanted.hashCode();
    }

    @Override
    public String toString() {
        return wanted.toString();
    }
}
