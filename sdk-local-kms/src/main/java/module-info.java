/** LocalKms: an embedded KMS for tests, laptops and demonstrations. */
module io.opensesame.localkms {
    requires transitive org.jspecify;
    requires transitive io.opensesame.core;
    requires com.fasterxml.jackson.core;
    requires com.fasterxml.jackson.databind;
    requires jdk.httpserver;
    requires org.bouncycastle.pkix;
    requires org.bouncycastle.provider;
    requires org.slf4j;
    requires static transitive org.junit.jupiter.api;

    exports io.opensesame.localkms;
    exports io.opensesame.localkms.audit;
    exports io.opensesame.localkms.event;
    exports io.opensesame.localkms.fault;
    exports io.opensesame.localkms.junit;
}
