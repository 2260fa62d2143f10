/** The OpenSesame client library. */
module io.opensesame.core {
    requires transitive org.jspecify;
    requires org.slf4j;
    requires com.fasterxml.jackson.databind;
    requires okhttp3;
    requires io.github.resilience4j.core;
    requires io.github.resilience4j.retry;
    requires io.github.resilience4j.circuitbreaker;

    exports io.opensesame.auth;
    exports io.opensesame.error;
    exports io.opensesame.secrets;
}
