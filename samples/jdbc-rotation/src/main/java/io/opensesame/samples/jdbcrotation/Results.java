package io.opensesame.samples.jdbcrotation;

import java.util.List;

/** The tables at the end, on the terminal and in the report. */
record Results(Table phases, Table logins, List<String> failures) {
    static Results of(Timeline timeline) {
        Table phases = new Table("transactions", "count", "p50", "p95", "p99", "longest");
        for (Phase phase : Phase.of(timeline)) {
            phases.add(
                    phase.name(),
                    String.format("%,d", phase.transactions()),
                    phase.percentile(0.5),
                    phase.percentile(0.95),
                    phase.percentile(0.99),
                    phase.percentile(1));
        }
        Table logins = new Table("logins with", "accepted", "refused");
        timeline.loginsByVersion()
                .forEach((version, count) ->
                        logins.add(version, String.valueOf(count.accepted.sum()), String.valueOf(count.refused.sum())));
        return new Results(phases, logins, timeline.failureMessages());
    }
}
