package io.opensesame.policy.validation;

/** How bad a {@link Finding} is. The worst comes first. */
public enum Severity {
    /** The service refuses the document, or a part of it can never do what it says. */
    ERROR,
    /** The document works, but probably not as meant, or it grants more than is wise. */
    WARNING,
    /** The same could be said better. */
    SUGGESTION
}
