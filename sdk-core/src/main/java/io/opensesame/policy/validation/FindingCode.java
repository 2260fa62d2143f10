package io.opensesame.policy.validation;

/** What a {@link Finding} is about. The names are stable: a program may act on them, or be told to ignore one. */
public enum FindingCode {
    /** The text is no policy of that kind. */
    MALFORMED(Severity.ERROR),
    /** The document is longer than the service takes. */
    TOO_LONG(Severity.ERROR),

    /** An action that does not exist, one letter or two from one that does. */
    MISSPELT_ACTION(Severity.ERROR),
    /** The name of an operation whose permission is called otherwise, or that needs none. */
    OPERATION_IS_NO_ACTION(Severity.ERROR),
    /** An action of KMS that this version of the library does not know. */
    UNKNOWN_ACTION(Severity.WARNING),
    /** An action in other letter case than documented. */
    ACTION_LETTER_CASE(Severity.WARNING),
    /** An action that is documented by two spellings. */
    ACTION_SPELT_TWO_WAYS(Severity.WARNING),
    /** A pattern that no known action fits. */
    WILDCARD_MATCHES_NOTHING(Severity.WARNING),
    /** An action that such a policy has no say about. */
    ACTION_WITHOUT_EFFECT(Severity.ERROR),
    /** A trust policy that is not about assuming the role. */
    TRUST_WITHOUT_ASSUME_ROLE(Severity.ERROR),

    /** A statement that allows everything except some actions, those of all other services included. */
    ALLOW_NOT_ACTION(Severity.WARNING),
    /** A statement that grants every action. */
    GRANTS_EVERYTHING(Severity.WARNING),

    /** An account id as examples show it, with wildcards in place of its last digits. */
    MASKED_ACCOUNT_ID(Severity.ERROR),
    /** A resource that nothing in KMS has the form of, or that is not the one the policy belongs to. */
    RESOURCE_MATCHES_NOTHING(Severity.ERROR),
    /** A resource that no action of its statement is about. */
    RESOURCE_WITHOUT_ACTION(Severity.ERROR),
    /** An action for which its statement has no resource. */
    ACTION_WITHOUT_RESOURCE(Severity.ERROR),
    /** A pattern of actions of which some are about a container that its statement leaves out. */
    CONTAINER_LEFT_OUT(Severity.SUGGESTION),
    /** A secret or key policy with a resource other than {@code *}. */
    RESOURCE_NOT_STAR(Severity.SUGGESTION),

    /** A condition key that does not exist, almost spelt like one that does. */
    MISSPELT_CONDITION_KEY(Severity.ERROR),
    /** A condition key that this version of the library does not know. */
    UNKNOWN_CONDITION_KEY(Severity.WARNING),
    /** A value that its operator cannot compare. */
    CONDITION_VALUE_OF_WRONG_TYPE(Severity.ERROR),
    /** An operator for another type of value than the key has. */
    OPERATOR_OF_OTHER_TYPE(Severity.WARNING),
    /** A wildcard in the value of an operator that takes it for a character. */
    WILDCARD_TAKEN_LITERALLY(Severity.WARNING),
    /** A condition key that requests for an action of the statement do not have. */
    CONDITION_KEY_NOT_CARRIED(Severity.WARNING),
    /** A condition that does something else than it seems to where a request lacks the key. */
    ABSENT_KEY_TRAP(Severity.WARNING),
    /** A condition on the VPC in a statement that is not about KMS alone. */
    SOURCE_VPC_BESIDE_OTHER_SERVICES(Severity.WARNING),

    /** Another account, where only its RAM users and roles can be named. */
    FOREIGN_ACCOUNT(Severity.ERROR),
    /** A RAM user or role of another account that is to do more than use the secret or key. */
    FOREIGN_PRINCIPAL_MANAGES(Severity.ERROR),
    /** A principal with wildcards in its name. */
    PRINCIPAL_WILDCARD(Severity.WARNING),
    /** A session of a role, where the role is meant. */
    PRINCIPAL_SESSION(Severity.WARNING),
    /** A statement that allows the owner's account something, which does not reach its RAM users. */
    ACCOUNT_REACHES_NO_USER(Severity.WARNING),
    /** A service by a name that services of Alibaba Cloud do not have. */
    UNKNOWN_SERVICE(Severity.WARNING),
    /** An identity provider that is trusted whoever signs on. */
    PROVIDER_WITHOUT_CONDITION(Severity.WARNING),

    /** The statement that gives the owner everything is missing. */
    OWNER_STATEMENT_MISSING(Severity.ERROR),
    /** The statement that gives the owner everything is not as the service wrote it. */
    OWNER_STATEMENT_CHANGED(Severity.ERROR),

    /** A Sid in a policy of RAM, whose grammar has none. */
    SID_IN_RAM_POLICY(Severity.WARNING),
    /** The same Sid twice. */
    DUPLICATE_SID(Severity.WARNING),
    /** A value that another one of its list includes. */
    SUPERFLUOUS_VALUE(Severity.SUGGESTION),
    /** A statement that another one includes. */
    SUPERFLUOUS_STATEMENT(Severity.SUGGESTION),
    /** A statement that allows nothing but what another one denies. */
    ALLOW_IS_DENIED(Severity.WARNING);

    private final Severity severity;

    FindingCode(Severity severity) {
        this.severity = severity;
    }

    /** {@return how bad it is} */
    public Severity severity() {
        return severity;
    }
}
