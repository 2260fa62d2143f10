package io.opensesame.policy.difference;

import io.opensesame.policy.KmsArn;
import io.opensesame.policy.KmsResourceType;
import io.opensesame.policy.ResourcePattern;
import io.opensesame.policy.Statement;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/** Resources that the patterns of policies cover, and some that they do not; one of all that they treat alike. */
final class ResourceWitnesses {
    /** The account of resources where no policy names any. */
    static final String ACCOUNT = "1000000000000001";

    private static final int MAX_CANDIDATES = 10_000;
    private static final List<String> REGIONS = List.of("cn-hangzhou", "cn-shanghai", "eu-central-1");

    /** The parts of a resource's ARN, or of a pattern of one. */
    private record Parts(String service, String region, String account, String relative) {
        /** A pattern with fewer parts covers anything where it has none. */
        static Parts of(String pattern) {
            String[] parts = pattern.split(":", 5);
            return parts.length == 5
                    ? new Parts(parts[1], parts[2], parts[3], parts[4])
                    : new Parts("*", "*", "*", parts[parts.length - 1]);
        }
    }

    private record Kind(BitSet coveredBy, String type) {}

    private final List<ResourcePattern> patterns;
    private final List<Parts> parts;
    private final Set<String> regions;
    private final Set<String> accounts;
    private final Map<String, Collection<String>> byService = new HashMap<>();
    private boolean cutShort;

    ResourceWitnesses(List<Statement> statements) {
        this.patterns = statements.stream()
                .flatMap(statement -> statement.resources().stream())
                .distinct()
                .toList();
        this.parts =
                patterns.stream().map(pattern -> Parts.of(pattern.toString())).toList();
        this.regions = parts(Parts::region, Witnesses::strangeTo);
        REGIONS.stream().filter(region -> !regions.contains(region)).limit(1).forEach(regions::add);
        this.accounts = parts(Parts::account, none -> Witnesses.ofDigits());
        accounts.removeIf(account -> !account.matches("[0-9]+"));
        accounts.add(ACCOUNT);
    }

    /** What the policies name themselves comes first. */
    private Set<String> parts(Function<Parts, String> part, Function<List<String>, Witnesses> witnesses) {
        List<String> written = parts.stream()
                .map(part)
                .filter(text -> !text.equals("*"))
                .distinct()
                .toList();
        return witnesses.apply(written).of(written);
    }

    /** Those of one service. */
    Collection<String> of(String service) {
        return byService.computeIfAbsent(service, this::distinguished);
    }

    boolean isCutShort() {
        return cutShort;
    }

    /** Whether it is of one of these types. */
    static boolean isOf(Set<KmsResourceType> types, String resource) {
        return KmsArn.parse(resource).filter(arn -> types.contains(arn.type())).isPresent();
    }

    private Collection<String> distinguished(String service) {
        Map<Kind, String> alike = new LinkedHashMap<>();
        List<String> candidates = candidates(service).limit(MAX_CANDIDATES).toList();
        candidates.forEach(candidate -> alike.putIfAbsent(kind(candidate), candidate));
        cutShort |= candidates.size() == MAX_CANDIDATES;
        return alike.values();
    }

    private Kind kind(String resource) {
        BitSet coveredBy = new BitSet();
        for (int i = 0; i < patterns.size(); i++) {
            coveredBy.set(i, patterns.get(i).matches(resource));
        }
        return new Kind(
                coveredBy, KmsArn.parse(resource).map(arn -> arn.type().name()).orElse(""));
    }

    private Stream<String> candidates(String service) {
        Set<String> relatives = relatives(service);
        return accounts.stream()
                .flatMap(account -> regions.stream()
                        .flatMap(region -> relatives.stream()
                                .map(relative -> "acs:" + service + ":" + region + ":" + account + ":" + relative)));
    }

    private Set<String> relatives(String service) {
        List<String> written = parts.stream()
                .filter(part -> part.service().equals(service) || part.service().contains("*"))
                .map(Parts::relative)
                .distinct()
                .toList();
        Witnesses witnesses = Witnesses.strangeTo(written);
        if (!service.equals("kms")) {
            Set<String> relatives = new LinkedHashSet<>(List.of(witnesses.word()));
            relatives.addAll(witnesses.of(written));
            relatives.remove("");
            return relatives;
        }
        Set<String> relatives = new LinkedHashSet<>();
        for (KmsResourceType type : KmsResourceType.values()) {
            relatives.add(type.isContainer() ? type.segment() : type.segment() + "/" + witnesses.word());
        }
        witnesses.of(withTypes(written)).stream()
                .filter(ResourceWitnesses::isItem)
                .forEach(relatives::add);
        return relatives;
    }

    /** Each pattern by itself, and with each type of resource put in where a wildcard stands for the type. */
    private static List<String> withTypes(List<String> written) {
        List<String> all = new ArrayList<>();
        for (String pattern : written) {
            boolean typed = false;
            for (KmsResourceType type : KmsResourceType.values()) {
                typed |= !type.isContainer() && pattern.startsWith(type.segment() + "/");
            }
            all.add(pattern);
            if (!typed && pattern.contains("*")) {
                Witnesses witnesses = Witnesses.strangeTo(written);
                for (KmsResourceType type : KmsResourceType.values()) {
                    if (!type.isContainer()) {
                        witnesses.common(pattern, type.segment() + "/?*").ifPresent(all::add);
                    }
                }
            }
        }
        return all;
    }

    private static boolean isItem(String relative) {
        return KmsArn.parse("acs:kms:cn-hangzhou:" + ACCOUNT + ":" + relative).isPresent();
    }
}
