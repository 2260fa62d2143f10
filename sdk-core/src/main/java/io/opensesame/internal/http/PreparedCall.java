package io.opensesame.internal.http;

import okhttp3.HttpUrl;
import okhttp3.RequestBody;

/**
 * A call in the form in which every attempt of it is sent; only time, nonce and signature differ between them.
 *
 * @param call the call
 * @param url where it goes, with the query
 * @param query the query as it is signed
 * @param body what is posted
 * @param bodyHash the hash of the body as it is signed
 * @param hasForm whether the body holds parameters
 * @param repeatable whether it may be sent again when nobody knows whether it was carried out
 */
record PreparedCall(
        RpcCall call,
        HttpUrl url,
        String query,
        RequestBody body,
        String bodyHash,
        boolean hasForm,
        boolean repeatable) {
    /** Names action and resource only: query and body may hold secrets. */
    @Override
    public String toString() {
        return "PreparedCall[" + call.words() + "]";
    }
}
