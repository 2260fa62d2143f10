package io.opensesame.policy;

import java.util.List;
import java.util.Optional;

/** Which parts the statements of a kind of policy have. */
enum StatementRules {
    RAM("RAM policy", false, true),
    SECRET("secret policy", true, true),
    KEY("key policy", true, true),
    TRUST("trust policy", true, false);

    private final String kind;
    private final boolean principals;
    private final boolean resources;

    StatementRules(String kind, boolean principals, boolean resources) {
        this.kind = kind;
        this.principals = principals;
        this.resources = resources;
    }

    String kind() {
        return kind;
    }

    List<Statement> checked(List<Statement> statements) {
        if (statements.isEmpty()) {
            throw new IllegalArgumentException("a " + kind + " needs one statement or more");
        }
        for (int i = 0; i < statements.size(); i++) {
            Optional<String> problem = problem(statements.get(i));
            if (problem.isPresent()) {
                throw new IllegalArgumentException("statement " + (i + 1) + ": " + problem.get());
            }
        }
        return List.copyOf(statements);
    }

    /** Returns what is wrong with a statement as part of such a policy, or empty. */
    Optional<String> problem(Statement statement) {
        if (principals == statement.principals().isEmpty()) {
            return Optional.of(
                    principals
                            ? "a statement of a " + kind + " needs a Principal"
                            : "a statement of a " + kind
                                    + " has no Principal: it is about whom the policy is attached to");
        }
        if (resources == statement.resources().isEmpty()) {
            return Optional.of(
                    resources
                            ? "a statement of a " + kind + " needs a Resource; * is every one"
                            : "a statement of a " + kind
                                    + " has no Resource: it is about the role that bears the policy");
        }
        if (this == SECRET || this == KEY) {
            return resourceProblem(statement);
        }
        return Optional.empty();
    }

    private Optional<String> resourceProblem(Statement statement) {
        if (statement.exceptActions()) {
            return Optional.of("a " + kind + " knows Action only, not NotAction");
        }
        for (Principal principal : statement.principals()) {
            if (!principal.type().member().equals("RAM")) {
                return Optional.of("a " + kind + " takes principals of RAM only, no "
                        + principal.type().member() + " such as '" + principal + "'");
            }
        }
        for (ActionPattern action : statement.actions()) {
            if (!action.toString().startsWith("kms:")) {
                return Optional.of("every action in a " + kind + " begins with kms:, and '" + action + "' does not");
            }
        }
        return Optional.empty();
    }
}
