package io.opensesame.localkms.junit;

import io.opensesame.OpenSesame;
import io.opensesame.auth.Credentials;
import io.opensesame.kms.KmsEndpoint;
import io.opensesame.localkms.LocalKms;
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
 * <p>JUnit's store closes the instance with the class that it was made for.
 */
public final class LocalKmsExtension implements BeforeAllCallback, ParameterResolver {
    private static final Namespace NAMESPACE = Namespace.create(LocalKmsExtension.class);

    /** Creates the extension; called by JUnit. */
    public LocalKmsExtension() {}

    @Override
    public void beforeAll(ExtensionContext context) {
        ExtensionContext.Store store = context.getStore(NAMESPACE);
        WithLocalKms settings = context.getRequiredTestClass().getDeclaredAnnotation(WithLocalKms.class);
        if (settings == null && store.get(LocalKms.class) != null) {
            return; // A nested class shares the instance of the class around it.
        }
        store.put(LocalKms.class, start(context));
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == LocalKms.class || type == OpenSesame.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        ExtensionContext.Store store = context.getStore(NAMESPACE);
        LocalKms kms = store.get(LocalKms.class, LocalKms.class);
        if (kms == null) {
            throw new ParameterResolutionException("there is no LocalKms yet: put @WithLocalKms on the test class");
        }
        return parameter.getParameter().getType() == LocalKms.class ? kms : client(context, kms);
    }

    /** One client a class, made when first asked for: a class that brings its own clients needs none. */
    private static OpenSesame client(ExtensionContext context, LocalKms kms) {
        ExtensionContext owner = owner(context, kms);
        return owner.getStore(NAMESPACE).computeIfAbsent(OpenSesame.class, type -> connected(kms), OpenSesame.class);
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
                .credentials(Credentials.accessKey(kms.accessKeyId(), kms.exposeAccessKeySecret()))
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
