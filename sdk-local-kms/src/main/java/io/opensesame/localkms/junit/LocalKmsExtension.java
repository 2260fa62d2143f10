package io.opensesame.localkms.junit;

import io.opensesame.OpenSesame;
import io.opensesame.auth.Credentials;
import io.opensesame.auth.StsEndpoint;
import io.opensesame.kms.KmsEndpoint;
import io.opensesame.localkms.LocalKms;
import io.opensesame.ram.client.RamEndpoint;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Runs the instance that {@link WithLocalKms} asks for; registered by that annotation.
 *
 * <p>JUnit's store closes the instance with the class that it was made for, and a client with the test or the class
 * that it was made for.
 */
public final class LocalKmsExtension implements BeforeAllCallback, AfterEachCallback, ParameterResolver {
    private static final Namespace NAMESPACE = Namespace.create(LocalKmsExtension.class);

    /** Creates the extension; called by JUnit. */
    public LocalKmsExtension() {}

    @Override
    public void beforeAll(ExtensionContext context) {
        startUnlessStarted(context);
    }

    /** Ends the faults that the test left behind. */
    @Override
    public void afterEach(ExtensionContext context) {
        LocalKms kms = context.getStore(NAMESPACE).get(LocalKms.class, LocalKms.class);
        if (kms != null) {
            kms.faults().clear();
        }
    }

    /** {@return the test's scope, so that a constructor called for each test gets that test's client} */
    @Override
    public ExtensionContextScope getTestInstantiationExtensionContextScope(ExtensionContext rootContext) {
        return ExtensionContextScope.TEST_METHOD;
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == LocalKms.class || type == OpenSesame.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        if (context.getTestMethod().isEmpty()) {
            startUnlessStarted(context); // JUnit makes the one instance of a class before it calls beforeAll.
        }
        LocalKms kms = context.getStore(NAMESPACE).get(LocalKms.class, LocalKms.class);
        if (kms == null) {
            throw new ParameterResolutionException("there is no LocalKms yet: put @WithLocalKms on the test class");
        }
        return parameter.getParameter().getType() == LocalKms.class ? kms : client(context, kms);
    }

    private static void startUnlessStarted(ExtensionContext context) {
        ExtensionContext.Store store = context.getStore(NAMESPACE);
        boolean asks = context.getRequiredTestClass().getDeclaredAnnotation(WithLocalKms.class) != null;
        if (!asks && store.get(LocalKms.class) != null) {
            return; // A nested class shares the instance of the class around it.
        }
        String started = "started for " + context.getUniqueId();
        if (store.get(started) == null) {
            store.put(LocalKms.class, start(context));
            store.put(started, true);
        }
    }

    /**
     * One client a test, and one for the class itself, made when first asked for. The key names the owner, for a store
     * looks a key up in the stores around it as well.
     */
    private static OpenSesame client(ExtensionContext context, LocalKms kms) {
        ExtensionContext owner = context.getTestMethod().isPresent() ? context : owner(context, kms);
        return owner.getStore(NAMESPACE).computeIfAbsent(owner.getUniqueId(), id -> connected(kms), OpenSesame.class);
    }

    /** The context of the class that the instance was made for, so that both are closed together. */
    private static ExtensionContext owner(ExtensionContext context, LocalKms kms) {
        ExtensionContext owner = context;
        while (owner.getParent()
                .filter(parent -> parent.getStore(NAMESPACE).get(LocalKms.class) == kms)
                .isPresent()) {
            owner = owner.getParent().orElseThrow();
        }
        return owner;
    }

    private static OpenSesame connected(LocalKms kms) {
        return OpenSesame.builder()
                .endpoint(KmsEndpoint.of(kms.endpoint()))
                .ramEndpoint(RamEndpoint.at(kms.endpoint()))
                .stsEndpoint(StsEndpoint.at(kms.endpoint()))
                .credentials(Credentials.accessKey(kms.accessKeyId(), kms.exposeAccessKeySecret()))
                .clock(kms.clock())
                .build();
    }

    private static LocalKms start(ExtensionContext context) {
        WithLocalKms settings = context.getRequiredTestClass().getAnnotation(WithLocalKms.class);
        if (settings == null) {
            throw new ExtensionConfigurationException("put @WithLocalKms on the test class, not @ExtendWith");
        }
        LocalKms.Builder builder = LocalKms.builder().region(settings.region());
        LocalKms kms = (settings.https() ? builder.https() : builder).start();
        try {
            for (String secret : settings.secrets()) {
                create(kms, secret);
            }
            return kms;
        } catch (RuntimeException e) {
            kms.close();
            throw e;
        }
    }

    private static void create(LocalKms kms, String secret) {
        int equals = secret.indexOf('=');
        if (equals < 1) {
            throw new ExtensionConfigurationException(
                    "@WithLocalKms: a secret is written as name=value, one of them has no name or no =");
        }
        kms.createSecret(secret.substring(0, equals), secret.substring(equals + 1));
    }
}
