/** What the application needs around it, on a laptop: LocalKms, a PostgreSQL and somebody's API. */
@NullMarked
package io.opensesame.samples.springboot.demo;

import org.jspecify.annotations.NullMarked;
