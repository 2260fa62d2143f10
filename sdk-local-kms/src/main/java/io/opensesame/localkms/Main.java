package io.opensesame.localkms;

import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.concurrent.CountDownLatch;

/**
 * The standalone program: {@code java -jar opensesame-sdk-local-kms-<version>-standalone.jar --help}.
 *
 * <p>Programs that run in Java use {@link LocalKms} instead.
 */
public final class Main {
    private static final int EXIT_BAD_ARGUMENTS = 2;
    private static final int EXIT_CANNOT_START = 1;

    private Main() {}

    /**
     * Serves until the process is told to end (SIGTERM, SIGINT).
     *
     * @param arguments the options; {@code --help} lists them
     * @throws InterruptedException if the thread is interrupted while it serves
     */
    public static void main(String[] arguments) throws InterruptedException {
        LocalKms kms;
        try {
            MainArguments parsed = MainArguments.parse(arguments);
            if (parsed.help()) {
                System.out.print(MainArguments.USAGE);
                return;
            }
            kms = start(parsed);
        } catch (IllegalArgumentException | IllegalStateException e) {
            System.err.println("localkms: " + e.getMessage());
            System.exit(EXIT_BAD_ARGUMENTS);
            return;
        } catch (UncheckedIOException e) {
            System.err.println("localkms: " + e.getMessage());
            System.exit(EXIT_CANNOT_START);
            return;
        }
        Runtime.getRuntime().addShutdownHook(new Thread(kms::close, "localkms-shutdown"));
        printConfiguration(kms, System.out);
        new CountDownLatch(1).await();
    }

    static LocalKms start(MainArguments arguments) {
        LocalKms kms = arguments.builder().start();
        try {
            arguments.secrets().forEach(secret -> kms.createSecret(secret.name(), secret.value()));
            return kms;
        } catch (RuntimeException e) {
            kms.close();
            throw e;
        }
    }

    static void printConfiguration(LocalKms kms, PrintStream out) {
        out.println("LocalKms serves " + kms.endpoint() + " (region " + kms.region() + ", account " + kms.accountId()
                + ")");
        if (kms.servesHttps()) {
            out.println("HTTPS           " + kms.httpsEndpoint());
            out.println("CA certificate  " + kms.tls().caCertificateFile());
            out.println("Trust store     " + kms.tls().trustStoreFile() + " (PKCS#12, password "
                    + kms.tls().trustStorePassword() + ")");
        }
        out.println();
        out.println("# For a shell:");
        out.println("export ALIBABA_CLOUD_ACCESS_KEY_ID=" + kms.accessKeyId());
        out.println("export ALIBABA_CLOUD_ACCESS_KEY_SECRET=" + kms.exposeAccessKeySecret());
        out.println("export ALIBABA_CLOUD_REGION_ID=" + kms.region());
        out.println();
        out.println("// For com.aliyun:kms20160120, in Java:");
        out.println("var config = new com.aliyun.teaopenapi.models.Config()");
        out.println(
                "        .setProtocol(\"http\").setEndpoint(\"" + kms.endpoint().getAuthority() + "\")");
        out.println("        .setAccessKeyId(System.getenv(\"ALIBABA_CLOUD_ACCESS_KEY_ID\"))");
        out.println("        .setAccessKeySecret(System.getenv(\"ALIBABA_CLOUD_ACCESS_KEY_SECRET\"));");
        out.println();
        out.println("# To move the clock, add faults or change secrets while it runs:");
        out.println("curl " + kms.endpoint() + "/-/control/clock/advance -H 'Content-Type: application/json' \\");
        out.println("     -H 'Authorization: Bearer " + kms.exposeControlToken() + "' -d '{\"duration\":\"PT1H\"}'");
        out.println();
        out.println("Ctrl-C ends it; nothing is kept.");
        out.flush();
    }
}
