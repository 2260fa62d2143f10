/** Database logins followed through their rotation, and rotated. Start at {@link io.opensesame.jdbc}. */
module io.opensesame.jdbc {
    requires transitive io.opensesame.core;
    requires transitive java.sql;
    requires transitive org.jspecify;
    requires com.fasterxml.jackson.databind;
    requires org.slf4j;
    // For io.opensesame.jdbc.hikari alone. Not transitive: a module that requires this one would not compile without
    // it.
    requires static com.zaxxer.hikari;

    exports io.opensesame.jdbc;
    exports io.opensesame.jdbc.hikari;
    exports io.opensesame.jdbc.rotator;

    uses io.opensesame.jdbc.LoginRefusalDetector;
    uses io.opensesame.jdbc.rotator.DatabaseEngine;
    uses java.sql.Driver;

    provides java.sql.Driver with
            io.opensesame.jdbc.OpenSesameDriver;
}
