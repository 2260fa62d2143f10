package io.opensesame.spring.configdata;

import io.opensesame.error.AccessDeniedException;
import io.opensesame.error.CredentialsException;
import io.opensesame.error.KeyUnavailableException;
import io.opensesame.error.KmsTransportException;
import io.opensesame.error.OpenSesameException;
import io.opensesame.error.PendingDeletionException;
import io.opensesame.error.RefusedCredentialsException;
import io.opensesame.error.SecretFormatException;
import io.opensesame.error.SecretNotFoundException;
import io.opensesame.error.ServiceUnavailableException;
import io.opensesame.error.ThrottledException;
import io.opensesame.spring.OpenSesameProperties;
import org.springframework.boot.context.config.ConfigDataLocation;

/** Says why an import failed, and what to do. */
final class ImportFailures {
    private static final String PREFIX = OpenSesameProperties.PREFIX + ".";

    private static final String CREDENTIALS_ADVICE = "Set " + PREFIX + "credentials.access-key-id and " + PREFIX
            + "credentials.access-key-secret, or give the process credentials in one of the places that the default chain"
            + " looks at, such as a RAM role of its machine.";

    private ImportFailures() {}

    static SecretImportException malformed(ConfigDataLocation location, IllegalArgumentException problem) {
        return new SecretImportException(
                "The location " + SecretResource.written(location) + " of an import is malformed: "
                        + problem.getMessage() + ".",
                "Correct it. A location is " + SecretLocation.SCHEME
                        + "<secret's name or ARN>, with any of these options:"
                        + " ?prefix=<begin of the properties' names>&stage=<version stage>&version=<version id>&format=<"
                        + SecretFormat.keys().replace(", ", "|") + ">; stage and version exclude each other.",
                null);
    }

    static SecretImportException disabled(SecretResource resource) {
        return new SecretImportException(
                describe(resource, PREFIX + "enabled is false."),
                "Remove the property " + PREFIX + "enabled, or the import; or write " + optional(resource) + ".",
                null);
    }

    /** A client that could not be built, whose builder says why. */
    static SecretImportException noClient(SecretResource resource, RuntimeException problem) {
        return new SecretImportException(
                describe(resource, "the client of KMS cannot be built: " + problem.getMessage()),
                "Set the property " + PREFIX + "region to the region of the secrets, such as cn-hangzhou, or " + PREFIX
                        + "endpoint to the address of a KMS, not both. An import sees the command line, environment"
                        + " variables, and files that are read before it or with it.",
                problem);
    }

    static SecretImportException unread(SecretResource resource, OpenSesameException problem) {
        return new SecretImportException(
                describe(resource, String.valueOf(problem.getMessage())), action(resource, problem), problem);
    }

    static SecretImportException noAnswer(SecretResource resource, String why) {
        return new SecretImportException(describe(resource, why), unreachable(resource), null);
    }

    private static String describe(SecretResource resource, String why) {
        return "Secret '" + resource.wanted().name() + "' was not imported, as " + resource.written() + " asks for: "
                + why;
    }

    private static String action(SecretResource resource, OpenSesameException problem) {
        if (problem instanceof SecretNotFoundException absent) {
            return "Check the secret's name, and that it has a version "
                    + resource.wanted().version()
                    + ", in the region that was asked (" + absent.endpoint() + "; " + PREFIX + "region and " + PREFIX
                    + "endpoint say which). If the application can start without it, write " + optional(resource)
                    + ".";
        }
        if (problem instanceof AccessDeniedException denied) {
            return denied.isExplicitDeny()
                    ? "Have an administrator find the statement with the effect Deny that forbids it, and change that."
                            + " No statement that allows it outweighs it."
                    : "Have an administrator add this statement to a RAM policy of the caller:\n\n    "
                            + denied.leastStatement();
        }
        if (problem instanceof KeyUnavailableException) {
            return "Enable the key that encrypts the secret, import its material, or cancel its deletion.";
        }
        if (problem instanceof PendingDeletionException) {
            return "Restore the secret (RestoreSecret) before its planned deletion, or import another.";
        }
        if (problem instanceof ThrottledException) {
            return "Start again in a while. The account's limit of calls in the region is shared by all its clients:"
                    + " start fewer applications at once, or have the limit raised.";
        }
        if (problem instanceof RefusedCredentialsException) {
            return "Check the AccessKey (" + PREFIX + "credentials.*, or where the default chain found it): its id and"
                    + " secret, that it is enabled in RAM, its security token, and this machine's clock.";
        }
        if (problem instanceof CredentialsException) {
            return CREDENTIALS_ADVICE;
        }
        if (problem instanceof SecretFormatException) {
            return "Correct the secret's value, or say how to read it by ?format=, one of " + SecretFormat.keys() + ".";
        }
        if (problem instanceof KmsTransportException || problem instanceof ServiceUnavailableException) {
            return unreachable(resource);
        }
        return "Correct what KMS refuses; its request id leads support to the call.";
    }

    private static String unreachable(SecretResource resource) {
        return "Check that KMS can be reached from here (" + PREFIX + "region or " + PREFIX
                + "endpoint, DNS, proxy, firewall, TLS), and start again. If the application can start without the"
                + " secret, write " + optional(resource) + ".";
    }

    private static String optional(SecretResource resource) {
        return "'" + ConfigDataLocation.OPTIONAL_PREFIX + resource.location() + "'";
    }
}
