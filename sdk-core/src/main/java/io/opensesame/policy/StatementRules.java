package io.opensesame.policy;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

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

    /** Returns why a statement of such a policy has no member of that name, or empty if it may have. */
    Optional<String> memberProblem(String member) {
        return switch (member) {
            case "Principal" ->
                unless(
                        principals,
                        "a statement of a " + kind + " has no Principal: it is about whom the policy is attached to");
            case "Resource" ->
                unless(
                        resources,
                        "a statement of a " + kind + " has no Resource: it is about the role that bears the policy");
            case "NotAction" -> unless(!ofOneResource(), "a " + kind + " knows Action only, not NotAction");
            case "NotResource" -> Optional.of("RAM knows no NotResource: list the resources that it is about");
            case "NotPrincipal" -> Optional.of("RAM knows no NotPrincipal: list whom it is about");
            default -> Optional.empty();
        };
    }

    /** Returns why such a policy does not take a principal, or empty if it does. */
    Optional<String> principalProblem(Principal principal) {
        String member = principal.type().member();
        return unless(
                !ofOneResource() || member.equals("RAM"),
                "a " + kind + " takes principals of RAM only, no " + member + " such as '" + principal + "'");
    }

    /** Returns why such a policy does not take an action, or empty if it does. */
    Optional<String> actionProblem(ActionPattern action) {
        return unless(
                !ofOneResource() || action.toString().startsWith("kms:"),
                "every action in a " + kind + " begins with kms:, and '" + Texts.shortened(action.toString())
                        + "' does not");
    }

    /** Returns what is wrong with a statement as part of such a policy, or empty. */
    Optional<String> problem(Statement statement) {
        Stream<Optional<String>> ofParts = Stream.of(
                unless(
                        !principals || !statement.principals().isEmpty(),
                        "a statement of a " + kind + " needs a Principal"),
                unless(
                        !resources || !statement.resources().isEmpty(),
                        "a statement of a " + kind + " needs a Resource; * is every one"),
                statement.principals().isEmpty() ? Optional.empty() : memberProblem("Principal"),
                statement.resources().isEmpty() ? Optional.empty() : memberProblem("Resource"),
                statement.exceptActions() ? memberProblem("NotAction") : Optional.empty());
        Stream<Optional<String>> ofValues = Stream.concat(
                statement.principals().stream().map(this::principalProblem),
                statement.actions().stream().map(this::actionProblem));
        return Stream.concat(ofParts, ofValues).flatMap(Optional::stream).findFirst();
    }

    private boolean ofOneResource() {
        return this == SECRET || this == KEY;
    }

    private static Optional<String> unless(boolean fine, String problem) {
        return fine ? Optional.empty() : Optional.of(problem);
    }
}
