package io.opensesame.jdbc;

/** What may be shown of a JDBC URL: neither its parameters nor a login before the host. */
final class ShownUrl {
    private ShownUrl() {}

    /**
     * Returns the URL up to its parameters, which may be secrets. Drivers set them off in different ways ({@code ?a=b},
     * {@code ;a=b}, {@code :a=b}, {@code (a=b)}), so nothing from the first name of one on is shown.
     */
    static String of(String url) {
        String place = url.split("[?;=]", 2)[0];
        if (url.startsWith("=", place.length())) {
            place = place.replaceFirst("[^:/(,]*$", "");
        }
        return withoutLogin(place);
    }

    /**
     * Takes the login out of {@code jdbc:mysql://user:password@host} and {@code jdbc:oracle:thin:user/password@host}.
     */
    private static String withoutLogin(String place) {
        int at = place.lastIndexOf('@');
        if (at < 0) {
            return place;
        }
        int slash = place.indexOf('/');
        int loginStart = place.lastIndexOf(':', slash < 0 || slash > at ? at : slash) + 1;
        if (place.startsWith("//", loginStart)) {
            loginStart += 2;
        }
        return loginStart >= at ? place : place.substring(0, loginStart) + "..." + place.substring(at);
    }
}
