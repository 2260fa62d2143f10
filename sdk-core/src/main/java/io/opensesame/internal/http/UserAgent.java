package io.opensesame.internal.http;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;

/** What the client calls itself: its version, Java's and the operating system's name. */
final class UserAgent {
    static final String TEXT = ascii("OpenSesame/" + version() + " (Java " + System.getProperty("java.version") + "; "
            + System.getProperty("os.name") + ")");

    private UserAgent() {}

    private static String version() {
        Properties properties = new Properties();
        try (InputStream file = UserAgent.class.getResourceAsStream("version.properties")) {
            if (file != null) {
                properties.load(file);
            }
        } catch (IOException e) {
            return "unknown";
        }
        return properties.getProperty("version", "unknown");
    }

    /** A header takes no other characters, and system properties may hold anything. */
    private static String ascii(String text) {
        return text.replaceAll("[^ -~]", "?");
    }
}
