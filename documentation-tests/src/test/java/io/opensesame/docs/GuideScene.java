package io.opensesame.docs;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import io.opensesame.OpenSesame;
import io.opensesame.auth.CredentialsProvider;
import io.opensesame.envelope.EnvelopeCipher;
import io.opensesame.kms.KmsClient;
import io.opensesame.kms.crypto.KeySigner;
import io.opensesame.localkms.LocalKms;
import io.opensesame.ram.FollowedAccessKey;
import io.opensesame.secrets.Secret;
import io.opensesame.secrets.SecretsClient;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** What the guides speak of without declaring it; their blocks are compiled as its subclasses, and never run. */
public abstract class GuideScene {
    static final String IMPORTS = """
            import io.opensesame.*;
            import io.opensesame.auth.*;
            import io.opensesame.envelope.*;
            import io.opensesame.envelope.field.*;
            import io.opensesame.envelope.file.*;
            import io.opensesame.envelope.migration.*;
            import io.opensesame.error.*;
            import io.opensesame.error.AccessDeniedException; // java.nio.file has one too
            import io.opensesame.jdbc.*;
            import io.opensesame.jdbc.hikari.*;
            import io.opensesame.jdbc.metrics.*;
            import io.opensesame.jdbc.rotator.*;
            import io.opensesame.kms.*;
            import io.opensesame.kms.alias.*;
            import io.opensesame.kms.certificate.*;
            import io.opensesame.kms.crypto.*;
            import io.opensesame.kms.key.*;
            import io.opensesame.kms.permission.*;
            import io.opensesame.kms.region.*;
            import io.opensesame.kms.secret.*;
            import io.opensesame.kms.tag.*;
            import io.opensesame.migration.*;
            import io.opensesame.pem.*;
            import io.opensesame.metrics.*;
            import io.opensesame.policy.*;
            import io.opensesame.policy.catalogue.*;
            import io.opensesame.policy.difference.*;
            import io.opensesame.policy.evaluation.*;
            import io.opensesame.policy.leastprivilege.*;
            import io.opensesame.policy.template.*;
            import io.opensesame.policy.validation.*;
            import io.opensesame.ram.*;
            import io.opensesame.ram.authorization.*;
            import io.opensesame.ram.client.*;
            import io.opensesame.ram.secret.*;
            import io.opensesame.secrets.*;
            import io.opensesame.spring.*;
            import io.opensesame.spring.test.*;
            import io.opensesame.localkms.*;
            import io.opensesame.localkms.audit.*;
            import io.opensesame.localkms.fault.*;
            import io.opensesame.localkms.junit.*;
            import com.mchange.v2.c3p0.DataSources;
            import com.zaxxer.hikari.HikariConfig;
            import com.zaxxer.hikari.HikariDataSource;
            import java.io.InputStream;
            import java.net.URI;
            import java.sql.Connection;
            import java.sql.DriverManager;
            import java.sql.SQLException;
            import javax.net.ssl.*;
            import javax.sql.DataSource;
            import java.nio.file.*;
            import java.security.KeyStore;
            import java.security.MessageDigest;
            import java.security.cert.X509Certificate;
            import java.time.*;
            import java.util.*;
            import java.util.concurrent.*;
            import java.util.stream.*;
            import org.apache.commons.dbcp2.DataSourceConnectionFactory;
            import org.apache.commons.dbcp2.PoolableConnection;
            import org.apache.commons.dbcp2.PoolableConnectionFactory;
            import org.apache.commons.dbcp2.PoolingDataSource;
            import org.apache.commons.pool2.impl.GenericObjectPool;
            import org.apache.tomcat.jdbc.pool.PoolProperties;
            import org.junit.jupiter.api.*;
            import org.springframework.beans.factory.annotation.*;
            import org.springframework.boot.SpringApplication;
            import org.springframework.boot.bootstrap.BootstrapRegistry;
            import org.springframework.boot.context.properties.ConfigurationProperties;
            import org.springframework.boot.test.context.SpringBootTest;
            import org.springframework.context.annotation.Bean;
            import org.springframework.context.annotation.Configuration;
            import org.springframework.context.event.EventListener;
            import org.springframework.core.env.Environment;
            import org.springframework.stereotype.Component;
            import static org.assertj.core.api.Assertions.*;
            """;

    /** A client, built as the first block of a guide says. */
    protected OpenSesame sesame;

    /** A Spring Boot application. */
    protected static final class Orders {}

    /** What an application was started with. */
    protected String[] args;

    /** An AccessKey from somewhere else. */
    protected String accessKeyId;

    /** Its secret. */
    protected String accessKeySecret;

    /** A store of credentials of the application's own. */
    protected CredentialsProvider vault;

    /** Its reader of secrets. */
    protected SecretsClient secrets;

    /** What decrypts a private key. */
    protected char[] passphrase;

    /** What protects a key store. */
    protected char[] password;

    /** A handle on a login. */
    protected Secret<DbLogin> login;

    /** A handle on a token. */
    protected Secret<String> token;

    /** Where meters live. */
    protected MeterRegistry registry;

    /** What encrypts locally. */
    protected EnvelopeCipher cipher;

    /** Where observations are handled. */
    protected ObservationRegistry observationRegistry;

    /** In the guide to envelope encryption there are plaintexts and messages too. */
    public abstract static class OfEnvelope extends GuideScene {
        /** What is to be encrypted. */
        protected byte[] plaintext;

        /** A message. */
        protected byte[] message;

        /** Several messages. */
        protected List<byte[]> messages;

        /**
         * Uses a plaintext.
         *
         * @param plaintext the plaintext
         */
        protected void use(byte[] plaintext) {}
    }

    /** In the guide to the vendor's SDKs, an AccessKey is followed. */
    public abstract static class OfAdapters extends GuideScene {
        /** A followed AccessKey. */
        protected FollowedAccessKey key;
    }

    /** In the guides to LocalKms, {@code kms} is the embedded KMS. */
    public abstract static class OfLocalKms extends GuideScene {
        /** An embedded KMS, started. */
        protected LocalKms kms;

        /** The bytes of a key. */
        protected byte[] keyBytes;
    }

    /** In the guide to the operations, {@code kms} is the client, as its first block says. */
    public abstract static class OfKmsOperations extends GuideScene {
        /** The client of all operations. */
        protected KmsClient kms;

        /** The bytes of a keystore. */
        protected byte[] keystoreBytes;

        /** A value that is not current yet. */
        protected String pendingValue;

        /** The id of a key. */
        protected String keyId;

        /** The id of another one. */
        protected String otherKeyId;

        /** The id of one with imported material. */
        protected String ownKeyId;

        /** The material of a key, in clear. */
        protected byte[] keyMaterial;

        /** Where ids are collected. */
        protected List<String> instanceIds;
    }

    /** In the guide to cryptography, {@code kms} is the client too. */
    public abstract static class OfCryptography extends OfKmsOperations {
        /** What is encrypted. */
        protected byte[] cardNumber;

        /** What is encrypted with a public key. */
        protected byte[] pin;

        /** What was encrypted. */
        protected byte[] ciphertext;

        /** What is signed. */
        protected byte[] receipt;

        /** What was signed. */
        protected byte[] signature;

        /** The one key that is to be used. */
        protected String expectedKeyId;

        /** The version of an asymmetric key. */
        protected String keyVersionId;

        /** The signer of that version. */
        protected KeySigner signer;

        /** A certificate that was made before. */
        protected String certificateId;

        /** What an authority issued. */
        protected String certificatePem;

        /** The authority's own certificates. */
        protected String chainPem;

        /**
         * Uses plaintext.
         *
         * @param plaintext the plaintext
         */
        protected void use(byte[] plaintext) {}
    }

    /** A login as an application keeps it in a secret. */
    protected record DbLogin(String username, String password) {}

    /**
     * Uses a login.
     *
     * @param login the login
     */
    protected void connect(DbLogin login) {}

    /**
     * Logs in.
     *
     * @param login the login
     * @return the connection
     * @throws SQLException if the database refuses the login
     */
    protected Connection open(DbLogin login) throws SQLException {
        throw new SQLException("there is no database here");
    }

    /**
     * Uses a new token.
     *
     * @param previousVersionId the version before
     * @param token the token
     */
    protected void reconnect(String previousVersionId, String token) {}

    /**
     * Takes down a change.
     *
     * @param name the secret's name
     * @param from the version before
     * @param to the version now
     */
    protected void audit(String name, String from, String to) {}
}
