/** LocalKms: an embedded KMS for tests, laptops and demonstrations. */
module io.opensesame.localkms {
    requires transitive org.jspecify;
    requires com.fasterxml.jackson.databind;
    requires org.slf4j;
}
