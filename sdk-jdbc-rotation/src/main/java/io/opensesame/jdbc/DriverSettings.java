package io.opensesame.jdbc;

import io.opensesame.kms.KmsEndpoint;
import java.net.URI;
import java.sql.Driver;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What one call of {@link OpenSesameDriver#connect} asks for, checked as far as that needs no I/O. Immutable. */
final class DriverSettings {
    private static final Pattern DURATION = Pattern.compile("([0-9]{1,9})(ms|s|m|h)");

    /** What only the secret tells. */
    private static final Set<String> LOGIN = Set.of("user", "password");

    private final OpenSesameUrl url;
    private final Map<DriverOption, String> options;
    private final Properties driverProperties;

    private DriverSettings(OpenSesameUrl url, Map<DriverOption, String> options, Properties driverProperties) {
        this.url = url;
        this.options = options;
        this.driverProperties = driverProperties;
    }

    /** Reads a URL of the driver and the caller's properties, which may not say all that is needed yet. */
    static DriverSettings of(String url, @Nullable Properties info) throws SQLException {
        OpenSesameUrl parsed = OpenSesameUrl.of(url);
        Map<DriverOption, String> options = new EnumMap<>(DriverOption.class);
        options.putAll(parsed.options());
        Properties driverProperties = new Properties();
        if (info != null) {
            driverProperties.putAll(info); // with values that are no text
            info.stringPropertyNames() // with defaults
                    .forEach(name -> driverProperties.setProperty(name, info.getProperty(name)));
        }
        for (Object key : List.copyOf(driverProperties.keySet())) {
            if (key instanceof String name && name.startsWith(DriverOption.PREFIX)) {
                take(parsed, name, driverProperties.getProperty(name, ""), options);
                driverProperties.remove(name);
            }
        }
        return new DriverSettings(parsed, options, driverProperties);
    }

    private static void take(OpenSesameUrl url, String name, String value, Map<DriverOption, String> options)
            throws SQLException {
        Optional<DriverOption> option = DriverOption.of(name);
        if (option.isEmpty()) {
            throw url.wrong(OpenSesameUrl.unknown("property", name));
        }
        if (options.putIfAbsent(option.get(), value) != null) {
            throw url.wrong("'" + name + "' is there twice, as a parameter and as a property; leave one out");
        }
    }

    /** Returns the database's own URL. */
    String databaseUrl() {
        return url.databaseUrl();
    }

    /** Returns the caller's properties without those for OpenSesame; not copied. */
    Properties driverProperties() {
        return driverProperties;
    }

    /** Returns the name of the secret that holds the login. */
    String secretName() throws SQLException {
        return option(DriverOption.SECRET)
                .orElseThrow(() -> url.wrong("it names no secret; add the parameter secret=<name of the secret>, or set"
                        + " the property " + DriverOption.SECRET.key()));
    }

    /** Returns where the driver's own client calls KMS; empty if that is up to the environment. */
    Optional<KmsEndpoint> home() throws SQLException {
        Optional<KmsEndpoint> region =
                option(DriverOption.REGION, KmsEndpoint::publicRegion, "a region's id, such as cn-hangzhou");
        Optional<KmsEndpoint> endpoint = option(
                DriverOption.ENDPOINT, text -> KmsEndpoint.of(URI.create(text)), "https://host or https://host:port");
        if (region.isPresent() && endpoint.isPresent()) {
            throw url.wrong("it has a region and an endpoint of KMS; leave one out");
        }
        return region.or(() -> endpoint);
    }

    /** Tells a data source what it is to do; where that is not said, its defaults stand. */
    void tune(RotatingDataSource.Builder builder) throws SQLException {
        option(DriverOption.MAX_TRIES, Integer::valueOf, "a number").ifPresent(builder::maxTries);
        option(DriverOption.REFUSALS_PER_MINUTE, Integer::valueOf, "a number").ifPresent(builder::refusalsPerMinute);
        String duration = "a number and ms, s, m or h, such as 30s";
        option(DriverOption.TIMEOUT, DriverSettings::duration, duration).ifPresent(builder::timeout);
        option(DriverOption.DRAIN, DriverSettings::duration, duration).ifPresent(builder::drain);
    }

    /** Returns the name of an option in which this differs from other settings for the same login. */
    Optional<String> differenceFrom(DriverSettings other) {
        return DriverOption.ofLogin()
                .filter(option -> !Objects.equals(options.get(option), other.options.get(option)))
                .map(DriverOption::key)
                .findFirst();
    }

    /** Returns all that can be said to OpenSesame, and what the database's driver takes, if it is there. */
    DriverPropertyInfo[] propertyInfo() throws SQLException {
        List<DriverPropertyInfo> all = new ArrayList<>();
        for (DriverOption option : DriverOption.values()) {
            DriverPropertyInfo info = new DriverPropertyInfo(option.key(), options.get(option));
            info.description = option.description();
            info.required = option == DriverOption.SECRET;
            all.add(info);
        }
        for (DriverPropertyInfo theirs : databasePropertyInfo()) {
            if (!LOGIN.contains(theirs.name)) {
                all.add(theirs);
            }
        }
        return all.toArray(DriverPropertyInfo[]::new);
    }

    private DriverPropertyInfo[] databasePropertyInfo() throws SQLException {
        Driver driver;
        try {
            driver = DriverSearch.driverFor(databaseUrl());
        } catch (SQLException e) { // a tool may ask while the URL is being typed
            return new DriverPropertyInfo[0];
        }
        return driver.getPropertyInfo(databaseUrl(), driverProperties);
    }

    private Optional<String> option(DriverOption option) throws SQLException {
        String text = options.get(option);
        if (text != null && text.isBlank()) {
            throw url.wrong("'" + option.key() + "' is empty; it is " + option.description());
        }
        return Optional.ofNullable(text);
    }

    private interface Reader<T> {
        /** Throws IllegalArgumentException if the text does not follow the rule. */
        T read(String text);
    }

    private <T> Optional<T> option(DriverOption option, Reader<T> reader, String rule) throws SQLException {
        Optional<String> text = option(option);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(reader.read(text.get()));
        } catch (IllegalArgumentException e) { // whose message would show the value
            throw url.wrong("'" + option.key() + "' must be " + rule);
        }
    }

    private static Duration duration(String text) {
        Matcher matcher = DURATION.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException();
        }
        long amount = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            default -> Duration.ofHours(amount);
        };
    }

    /** Returns the failure that says what is wrong with what was asked for. */
    SQLException wrong(String what) {
        return url.wrong(what);
    }
}
