package io.opensesame.error;

import java.util.Objects;

/**
 * Thrown when the caller is known but may not do what it asked for.
 *
 * <p>The message names the resource and ends with the least policy statement that would allow the call.
 */
public final class AccessDeniedException extends KmsServiceException {
    /** The ARN that the call was about. */
    private final String resourceArn;

    /** The statement that would allow it. */
    private final String leastStatement;

    /**
     * Creates the exception for one denied call.
     *
     * @param refusal what the service said
     * @param resourceArn the ARN that the call was about; parts that are not known are {@code *}
     * @param leastStatement the least RAM policy statement that would allow the call, as JSON
     */
    public AccessDeniedException(ServiceRefusal refusal, String resourceArn, String leastStatement) {
        super(refusal, "An administrator can allow it with this RAM policy statement: " + leastStatement);
        this.resourceArn = Objects.requireNonNull(resourceArn, "resourceArn");
        this.leastStatement = Objects.requireNonNull(leastStatement, "leastStatement");
    }

    /** {@return the ARN that the call was about, with {@code *} for the parts that are not known} */
    public String resourceArn() {
        return resourceArn;
    }

    /** {@return the least RAM policy statement that would allow the call, as JSON text} */
    public String leastStatement() {
        return leastStatement;
    }
}
