package io.opensesame;

import io.opensesame.kms.secret.PutSecretValueRequest;
import io.opensesame.kms.secret.UpdateSecretVersionStageRequest;
import io.opensesame.localkms.LocalKms;
import io.opensesame.secrets.VersionStage;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * One secret of a stress run: changes it at KMS, and knows every version that was current, in order, so that what a
 * reader sees can be judged. One thread changes it; any may look.
 *
 * <p>A value names its own version three times, so that a torn pair shows.
 */
final class StressTruth {
    record Login(String version, String username, String password) {
        boolean isOf(String versionId) {
            return version.equals(versionId)
                    && username.equals("user-" + versionId)
                    && password.equals("password-" + versionId);
        }
    }

    private final String name;
    private final LocalKms kms;
    private final OpenSesame admin;

    /** Noted before KMS is told, so that no reader sees what is not noted. */
    private final List<String> wasCurrent = new CopyOnWriteArrayList<>();

    /** The versions that KMS has, the current one last. */
    private final List<String> stored = new ArrayList<>();

    private int count;

    StressTruth(String name, LocalKms kms, OpenSesame admin) {
        this.name = name;
        this.kms = kms;
        this.admin = admin;
        create();
    }

    String name() {
        return name;
    }

    List<String> wasCurrent() {
        return wasCurrent;
    }

    void create() {
        String id = nextId();
        kms.newSecret(name).versionId(id).text(plaintext(id)).create();
    }

    void delete() {
        kms.deleteSecret(name);
        stored.clear();
    }

    void rotate() {
        String id = nextId();
        admin.kms()
                .send(PutSecretValueRequest.builder()
                        .secretName(name)
                        .versionId(id)
                        .text(plaintext(id))
                        .build());
    }

    /** Makes the version before the current one again, if there is one. */
    void rollBack() {
        if (stored.size() < 2) {
            return;
        }
        String current = stored.remove(stored.size() - 1);
        String before = stored.remove(stored.size() - 1);
        stored.add(current);
        stored.add(before);
        wasCurrent.add(before);
        admin.kms()
                .send(UpdateSecretVersionStageRequest.builder()
                        .secretName(name)
                        .versionStage(VersionStage.CURRENT)
                        .moveToVersion(before)
                        .removeFromVersion(current)
                        .build());
    }

    private String nextId() {
        String id = name + "-v" + ++count;
        wasCurrent.add(id);
        stored.add(id);
        return id;
    }

    private static String plaintext(String id) {
        return "{\"version\":\"" + id + "\",\"username\":\"user-" + id + "\",\"password\":\"password-" + id + "\"}";
    }

    /** Follows what one reader sees, which must go through the versions in the order in which they were current. */
    final class Follower {
        private int at;

        /** Returns whether the version was current at some time after the one seen before, or is that one. */
        boolean sees(String versionId) {
            for (int next = at; next < wasCurrent.size(); next++) {
                if (wasCurrent.get(next).equals(versionId)) {
                    at = next;
                    return true;
                }
            }
            return false;
        }
    }
}
