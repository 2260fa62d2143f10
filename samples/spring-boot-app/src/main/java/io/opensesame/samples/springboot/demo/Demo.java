package io.opensesame.samples.springboot.demo;

import io.opensesame.OpenSesame;
import io.opensesame.auth.Credentials;
import io.opensesame.jdbc.rotator.DatabaseLoginRotator;
import io.opensesame.jdbc.rotator.RotationStrategy;
import io.opensesame.kms.KmsEndpoint;
import io.opensesame.localkms.LocalKms;
import io.opensesame.samples.springboot.OrdersApplication;
import io.opensesame.samples.springboot.status.Rotator;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Runs the application on a laptop: with LocalKms, a PostgreSQL and a carrier's API of its own, and customers who
 * order.
 *
 * <p>The application is as it would be anywhere else: all of this reaches it by properties.
 */
public final class Demo implements AutoCloseable {
    private static final int CUSTOMERS = 8;

    private final Deque<AutoCloseable> parts;
    private final Customers customers;
    private final String url;

    private Demo(Deque<AutoCloseable> parts, List<String> arguments) throws IOException, SQLException {
        this.parts = parts;
        DemoSecrets secrets = new DemoSecrets();
        OrdersDatabase database = opened(OrdersDatabase.start(secrets.databasePassword()));
        Carrier carrier = opened(Carrier.start(secrets.apiKey()));
        LocalKms kms = opened(LocalKms.start());
        secrets.putInto(kms);
        OpenSesame operator = opened(OpenSesame.builder()
                .endpoint(KmsEndpoint.of(kms.endpoint()))
                .credentials(Credentials.accessKey(kms.accessKeyId(), kms.exposeAccessKeySecret()))
                .build());
        Rotator rotator = new DemoRotator(
                kms,
                carrier,
                DatabaseLoginRotator.builder(operator.kms(), DemoSecrets.DATABASE)
                        .url(database.url())
                        .administrator(database.administrator())
                        .strategy(RotationStrategy.twoAccounts())
                        .build());
        ConfigurableApplicationContext application =
                opened(start(properties(kms, database, carrier, arguments), rotator));
        this.url = "http://127.0.0.1:" + application.getEnvironment().getRequiredProperty("local.server.port");
        this.customers = opened(Customers.start(url, CUSTOMERS));
    }

    /**
     * Runs until it is ended from outside.
     *
     * @param args properties of the application that are to be others, such as {@code --server.port=8081}
     * @throws Exception if something cannot be started
     */
    public static void main(String[] args) throws Exception {
        Demo demo = start(args);
        Runtime.getRuntime().addShutdownHook(new Thread(demo::close, "demo-shutdown"));
        System.out.println();
        System.out.println("Open " + demo.url() + "  (Ctrl+C ends it)");
        new CountDownLatch(1).await();
    }

    /** Starts all of it; what was started before something failed is closed. */
    static Demo start(String... arguments) throws IOException, SQLException {
        // Else PostgreSQL's whole start is logged before Spring Boot has set up logging.
        LoggingSystem.get(Demo.class.getClassLoader()).beforeInitialize();
        Deque<AutoCloseable> parts = new ArrayDeque<>();
        boolean started = false;
        try {
            Demo demo = new Demo(parts, Arrays.asList(arguments));
            started = true;
            return demo;
        } finally {
            if (!started) {
                close(parts);
            }
        }
    }

    private static ConfigurableApplicationContext start(String[] properties, Rotator rotator) {
        SpringApplication application = new SpringApplication(OrdersApplication.class);
        application.setMainApplicationClass(OrdersApplication.class);
        application.setRegisterShutdownHook(false);
        application.addInitializers(context -> context.getBeanFactory().registerSingleton("rotator", rotator));
        return application.run(properties);
    }

    /** Of two with one name Spring Boot would take both, so an argument takes the place of what is set here. */
    private static String[] properties(LocalKms kms, OrdersDatabase database, Carrier carrier, List<String> arguments) {
        Map<String, String> byName = new LinkedHashMap<>();
        Stream.concat(surroundings(kms, database, carrier), arguments.stream())
                .forEach(property -> byName.put(property.split("=", 2)[0], property));
        return byName.values().toArray(String[]::new);
    }

    private static Stream<String> surroundings(LocalKms kms, OrdersDatabase database, Carrier carrier) {
        return Stream.of(
                "--opensesame.endpoint=" + kms.endpoint(),
                "--opensesame.credentials.access-key-id=" + kms.accessKeyId(),
                "--opensesame.credentials.access-key-secret=" + kms.exposeAccessKeySecret(),
                "--opensesame.cache.refresh-after=5s", // so that a person need not wait an hour
                "--opensesame.cache.rejections-per-minute=60",
                "--opensesame.datasource.drain=2s",
                "--opensesame.datasource.refusals-per-minute=60",
                "--spring.datasource.url=" + database.url(),
                "--shipping.url=" + carrier.uri(),
                "--logging.level.io.zonky=warn",
                "--server.address=127.0.0.1");
    }

    private <T extends AutoCloseable> T opened(T part) {
        parts.push(part);
        return part;
    }

    String url() {
        return url;
    }

    Customers customers() {
        return customers;
    }

    /** Ends the application and all that is around it, the last one first. */
    @Override
    public void close() {
        close(parts);
    }

    private static void close(Deque<AutoCloseable> parts) {
        while (!parts.isEmpty()) {
            close(parts.pop());
        }
    }

    private static void close(AutoCloseable part) {
        try {
            part.close();
        } catch (Exception e) { // the others must be closed all the same
            System.err.println("Closing " + part.getClass().getSimpleName() + " failed: " + e.getMessage());
        }
    }
}
