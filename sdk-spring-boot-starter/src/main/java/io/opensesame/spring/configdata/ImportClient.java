package io.opensesame.spring.configdata;

import io.opensesame.OpenSesame;

/**
 * The client that imports secrets into the environment; the application's context has it as a singleton if there was
 * such an import, and closes it last. Thread-safe.
 */
public final class ImportClient implements AutoCloseable {
    private final OpenSesame sesame;

    ImportClient(OpenSesame sesame) {
        this.sesame = sesame;
    }

    /** {@return the client, which is this one's to close} */
    public OpenSesame sesame() {
        return sesame;
    }

    @Override
    public void close() {
        sesame.close();
    }

    /** {@return which KMS it calls} */
    @Override
    public String toString() {
        return "ImportClient[" + sesame + "]";
    }
}
