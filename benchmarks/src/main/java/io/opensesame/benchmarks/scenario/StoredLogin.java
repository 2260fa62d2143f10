package io.opensesame.benchmarks.scenario;

/** A login as the secret holds it, for the measured database alone. */
record StoredLogin(String versionId, String account, String password) {
    String json() {
        return "{\"username\":\"" + account + "\",\"password\":\"" + password + "\"}";
    }
}
