/**
 * Sends signed calls over HTTPS, retries them, and turns answers into values or exceptions.
 *
 * <table>
 *   <caption>What is logged, all by the logger {@code io.opensesame.calls}</caption>
 *   <tr><th>level</th><th>event</th></tr>
 *   <tr><td>DEBUG</td><td>an attempt ended: action, resource, endpoint, number, outcome, status, code, request id, time</td></tr>
 *   <tr><td>DEBUG</td><td>a wait before the next attempt begins</td></tr>
 *   <tr><td>INFO</td><td>an endpoint's circuit breaker closed</td></tr>
 *   <tr><td>WARN</td><td>an endpoint's circuit breaker opened</td></tr>
 *   <tr><td>WARN</td><td>the clock was refused, and corrected by the service's</td></tr>
 *   <tr><td>WARN</td><td>credentials were refused, and others are tried: the ids of both AccessKeys</td></tr>
 *   <tr><td>WARN</td><td>a listener threw, once for each listener</td></tr>
 * </table>
 *
 * <p>No parameter, body, token or signature is ever logged. What a caller is told by an exception is not logged as
 * well.
 */
@NullMarked
package io.opensesame.internal.http;

import org.jspecify.annotations.NullMarked;
