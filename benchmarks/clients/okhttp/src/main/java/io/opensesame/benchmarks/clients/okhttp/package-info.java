/** OkHttp and Jackson used by hand: what a careful application would write without any client. */
@NullMarked
package io.opensesame.benchmarks.clients.okhttp;

import org.jspecify.annotations.NullMarked;
