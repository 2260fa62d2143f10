package io.opensesame.jdbc;

/** What may be shown of a JDBC URL: neither its parameters nor a login before the host. */
final class ShownUrl {
    private ShownUrl() {}

    /**
     * Returns the URL up to its parameters, which may be secrets. Drivers set them off in different ways ({@code ?a=b},
     * {@code ;a=b}, {@code :a=b}, {@code (a=b)}), so nothing from the first name of one on is shown.
     */
    static String of(String url) {
        String head = url.split("=", 2)[0]; // a password may hold what sets off parameters elsewhere
        String shown = withoutLogin(head);
        String place = shown.split("[?;]", 2)[0];
        boolean endsInName = head.length() < url.length() && place.length() == shown.length();
        return endsInName ? place.replaceFirst("[^:/(,]*$", "") : place;
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
