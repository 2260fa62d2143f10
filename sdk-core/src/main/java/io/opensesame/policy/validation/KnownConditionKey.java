package io.opensesame.policy.validation;

import io.opensesame.policy.ConditionOperator;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The condition keys that RAM and KMS document, and how to compare each. */
enum KnownConditionKey {
    CURRENT_TIME("acs:CurrentTime", "Date", "a date", false),
    SECURE_TRANSPORT("acs:SecureTransport", "Bool", "true or false", false),
    SOURCE_IP("acs:SourceIp", "IpAddress", "an address", false),
    SOURCE_VPC("acs:SourceVpc", "String", "a text", true),
    MFA_PRESENT("acs:MFAPresent", "Bool", "true or false", true),
    PRINCIPAL_ARN("acs:PrincipalARN", "String", "a text", false),
    PRINCIPAL_RD_ID("acs:PrincipalRDId", "String", "a text", true),
    PRINCIPAL_RD_PATH("acs:PrincipalRDPath", "String", "a text", true),
    REQUEST_TAG("acs:RequestTag/", "String", "a text", true),
    RESOURCE_TAG("acs:ResourceTag/", "String", "a text", true),
    USER_AGENT("acs:UserAgent", "String", "a text", true),
    ACCESS_ID("acs:AccessId", "String", "a text", true),
    KEY_TAG("kms:tag/", "String", "a text", true),
    ENCRYPTION_ALGORITHM("kms:EncryptionAlgorithm", "String", "a text", true);

    private static final int MAX_DISTANCE = 2;

    private final String spelling;
    private final String operators;
    private final String words;
    private final boolean mayBeAbsent;

    KnownConditionKey(String spelling, String operators, String words, boolean mayBeAbsent) {
        this.spelling = spelling;
        this.operators = operators;
        this.words = words;
        this.mayBeAbsent = mayBeAbsent;
    }

    static Optional<KnownConditionKey> named(String key) {
        return Arrays.stream(values())
                .filter(known -> known.isFamily()
                        ? key.startsWith(known.spelling) && key.length() > known.spelling.length()
                        : key.equals(known.spelling))
                .findFirst();
    }

    /** Returns how a key that is not known would be spelt if a letter case or two letters were meant otherwise. */
    static Optional<String> near(String key) {
        for (KnownConditionKey known : values()) {
            String spelling = known.spelling;
            boolean sameHead = key.toLowerCase(Locale.ROOT).startsWith(spelling.toLowerCase(Locale.ROOT));
            if (known.isFamily() && sameHead && key.length() > spelling.length()) {
                return Optional.of(spelling + key.substring(spelling.length()));
            }
            if (!known.isFamily() && KnownActions.distance(spelling, key) <= MAX_DISTANCE) {
                return Optional.of(spelling);
            }
        }
        return Optional.empty();
    }

    private boolean isFamily() {
        return spelling.endsWith("/");
    }

    /** Whether the key is of KMS, so that the catalogue says which requests have it. */
    boolean isOfKms() {
        return spelling.startsWith("kms:");
    }

    /** Whether requests for KMS never have it. */
    boolean isOfOtherServices() {
        return this == REQUEST_TAG || this == RESOURCE_TAG || this == USER_AGENT || this == ACCESS_ID;
    }

    boolean mayBeAbsent() {
        return mayBeAbsent;
    }

    String spelling() {
        return spelling;
    }

    boolean fits(ConditionOperator operator) {
        String name = operator.wireName();
        return operators.equals("IpAddress") ? name.endsWith(operators) : name.startsWith(operators);
    }

    String words() {
        return words;
    }

    String operators() {
        return switch (operators) {
            case "Bool" -> "Bool";
            case "IpAddress" -> "IpAddress or NotIpAddress";
            default -> "an operator of " + operators + "…";
        };
    }
}
