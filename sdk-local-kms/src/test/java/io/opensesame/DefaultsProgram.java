package io.opensesame;

import io.opensesame.error.OpenSesameException;
import io.opensesame.kms.KmsEndpoint;
import java.net.URI;

/** What an application does that says nothing of itself, as a process whose environment a test can choose. */
final class DefaultsProgram {
    private DefaultsProgram() {}

    /** Prints the client that the defaults make; with an endpoint, a value that it reads there; or the failure. */
    public static void main(String[] arguments) {
        OpenSesame.Builder builder = OpenSesame.builder();
        if (arguments.length > 0) {
            builder.endpoint(KmsEndpoint.of(URI.create(arguments[0])));
        }
        try (OpenSesame sesame = builder.build()) {
            System.out.println(
                    arguments.length == 0
                            ? sesame
                            : sesame.secrets().get("orders/db").exposeText());
        } catch (IllegalStateException | OpenSesameException e) {
            System.out.println(e.getClass().getSimpleName() + ": " + e.getMessage());
        }
    }
}
