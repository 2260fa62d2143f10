package io.opensesame.localkms.engine;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A naive second telling of what happens to one Generic secret, to hold the engine against. It keeps labels on the
 * versions, where the engine keeps versions under the labels, and shares no code with it. Each operation returns
 * {@code ok} or the code of the refusal.
 */
final class StageModel {
    static final String OK = "ok";

    private static final String CURRENT = "ACSCurrent";
    private static final String PREVIOUS = "ACSPrevious";
    private static final String NOT_FOUND = "Forbidden.ResourceNotFound";
    private static final String IN_DELETE_WINDOW = "Rejected.ResourceInDeleteWindow";

    private static final class Version {
        final String id;
        final String data;
        final Set<String> labels = new TreeSet<>();

        Version(String id, String data) {
            this.id = id;
            this.data = data;
        }
    }

    /** Null while there is no secret. */
    private @Nullable List<Version> versions;

    private @Nullable Integer hoursToDeletion;

    String create(String id, String data) {
        if (versions != null) {
            return hoursToDeletion == null ? "Rejected.ResourceExist" : IN_DELETE_WINDOW;
        }
        Version first = new Version(id, data);
        first.labels.add(CURRENT);
        versions = new ArrayList<>(List.of(first));
        return OK;
    }

    String put(String id, String data, Set<String> labels) {
        if (labels.contains(CURRENT) && labels.contains(PREVIOUS)) {
            return "InvalidParameter";
        }
        String refusal = unusable();
        if (refusal != null) {
            return refusal;
        }
        Version existing = find(id);
        if (existing != null) {
            return existing.data.equals(data) ? OK : "Rejected.ResourceExist";
        }
        Set<String> inUse = labelsInUse();
        inUse.addAll(labels);
        if (labels.contains(CURRENT)) {
            inUse.add(PREVIOUS);
        }
        if (inUse.size() > 8) {
            return "Rejected.LimitExceeded";
        }
        Version added = new Version(id, data);
        all().add(added);
        labels.forEach(label -> give(label, added));
        if (all().size() > 10) {
            for (Version version : all()) {
                if (version.labels.isEmpty()) {
                    all().remove(version);
                    break;
                }
            }
        }
        return OK;
    }

    String move(String label, @Nullable String toId, @Nullable String fromId) {
        boolean builtIn = label.equals(CURRENT) || label.equals(PREVIOUS);
        if (toId == null && (fromId == null || builtIn)) {
            return "MissingParameter";
        }
        String refusal = unusable();
        if (refusal != null) {
            return refusal;
        }
        if (fromId != null) {
            Version from = find(fromId);
            if (from == null || !from.labels.contains(label)) {
                return "InvalidParameter";
            }
        }
        if (toId == null) {
            all().forEach(version -> version.labels.remove(label));
            return OK;
        }
        Version to = find(toId);
        if (to == null) {
            return NOT_FOUND;
        }
        Set<String> inUse = labelsInUse();
        inUse.add(label);
        if (label.equals(CURRENT)) {
            inUse.add(PREVIOUS);
        }
        if (inUse.size() > 8) {
            return "Rejected.LimitExceeded";
        }
        give(label, to);
        return OK;
    }

    String delete(int days) {
        String refusal = unusable();
        if (refusal == null) {
            hoursToDeletion = days * 24;
        }
        return refusal == null ? OK : refusal;
    }

    String deleteByForce() {
        String refusal = unusable();
        if (refusal == null) {
            versions = null;
        }
        return refusal == null ? OK : refusal;
    }

    String restore() {
        if (versions == null) {
            return NOT_FOUND;
        }
        if (hoursToDeletion == null) {
            return "Rejected.ResourceInUse";
        }
        hoursToDeletion = null;
        return OK;
    }

    void passHours(int hours) {
        if (hoursToDeletion != null) {
            hoursToDeletion -= hours;
            if (hoursToDeletion <= 0) {
                hoursToDeletion = null;
                versions = null;
            }
        }
    }

    /** Returns the data at a label, or the code of the refusal to read it. */
    String read(String label) {
        String refusal = unusable();
        if (refusal != null) {
            return refusal;
        }
        return all().stream()
                .filter(version -> version.labels.contains(label))
                .map(version -> version.data)
                .findFirst()
                .orElse(NOT_FOUND);
    }

    /** Returns every version with its labels, the earliest first, or the refusal to list them. */
    String list() {
        if (versions == null) {
            return NOT_FOUND;
        }
        StringBuilder text = new StringBuilder();
        all().forEach(version -> text.append(version.id).append(version.labels).append(' '));
        return text.toString();
    }

    private void give(String label, Version to) {
        Version former = null;
        for (Version version : all()) {
            if (version.labels.remove(label)) {
                former = version;
            }
        }
        to.labels.add(label);
        if (label.equals(CURRENT) && former != null && former != to) {
            give(PREVIOUS, former);
        }
    }

    private @Nullable String unusable() {
        if (versions == null) {
            return NOT_FOUND;
        }
        return hoursToDeletion == null ? null : IN_DELETE_WINDOW;
    }

    private Set<String> labelsInUse() {
        Set<String> inUse = new HashSet<>();
        all().forEach(version -> inUse.addAll(version.labels));
        return inUse;
    }

    private @Nullable Version find(String id) {
        return all().stream()
                .filter(version -> version.id.equals(id))
                .findFirst()
                .orElse(null);
    }

    private List<Version> all() {
        List<Version> present = versions;
        if (present == null) {
            throw new IllegalStateException("the model has no secret now");
        }
        return present;
    }
}
