/** The OpenSesame client library. Start at {@link io.opensesame.OpenSesame}. */
module io.opensesame.core {
    requires transitive org.jspecify;
    requires org.slf4j;
    requires com.fasterxml.jackson.databind;
    requires okhttp3;
    requires okio;
    requires io.github.resilience4j.core;
    requires io.github.resilience4j.retry;
    requires io.github.resilience4j.circuitbreaker;
    requires org.bouncycastle.provider;
    // Distinguished names of certificates.
    requires java.naming;
    // For io.opensesame.metrics alone. Not transitive: a module that requires this one would not compile without them.
    requires static micrometer.core;
    requires static micrometer.observation;
    // For io.opensesame.envelope.jackson3 alone; likewise.
    requires static tools.jackson.databind;

    exports io.opensesame;
    exports io.opensesame.auth;
    exports io.opensesame.envelope;
    exports io.opensesame.envelope.field;
    exports io.opensesame.envelope.file;
    exports io.opensesame.envelope.jackson2;
    exports io.opensesame.envelope.jackson3;
    exports io.opensesame.envelope.migration;
    exports io.opensesame.error;
    exports io.opensesame.kms;
    exports io.opensesame.kms.alias;
    exports io.opensesame.kms.certificate;
    exports io.opensesame.kms.crypto;
    exports io.opensesame.kms.key;
    exports io.opensesame.kms.permission;
    exports io.opensesame.kms.region;
    exports io.opensesame.kms.secret;
    exports io.opensesame.kms.tag;
    exports io.opensesame.metrics;
    exports io.opensesame.migration;
    exports io.opensesame.pem;
    exports io.opensesame.policy;
    exports io.opensesame.policy.catalogue;
    exports io.opensesame.policy.difference;
    exports io.opensesame.policy.evaluation;
    exports io.opensesame.policy.leastprivilege;
    exports io.opensesame.policy.template;
    exports io.opensesame.policy.validation;
    exports io.opensesame.ram;
    exports io.opensesame.ram.authorization;
    exports io.opensesame.ram.client;
    exports io.opensesame.ram.secret;
    exports io.opensesame.secrets;
}
