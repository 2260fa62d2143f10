package io.opensesame.samples.quickstart;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the command line asks for. */
record Arguments(boolean help, Optional<String> region, Optional<URI> endpoint, List<String> secrets) {
    static final String USAGE = """
            Without arguments: plays the whole way against LocalKms.
            Against the real service, with the default credentials chain:
              --region <id>      such as cn-hangzhou
              --endpoint <uri>   such as https://kms-vpc.cn-hangzhou.aliyuncs.com, instead of a region
              --secret <name>    a secret to read; may be repeated
              --help             shows this""";

    static Arguments parse(String[] args) {
        boolean help = false;
        @Nullable String region = null;
        @Nullable URI endpoint = null;
        List<String> secrets = new ArrayList<>();
        for (int i = 0; i < args.length; i++) {
            switch (args[i]) {
                case "--help" -> help = true;
                case "--region" -> region = valueOf(args, ++i);
                case "--endpoint" -> endpoint = URI.create(valueOf(args, ++i));
                case "--secret" -> secrets.add(valueOf(args, ++i));
                default -> throw new IllegalArgumentException("unknown argument '" + args[i] + "'\n" + USAGE);
            }
        }
        if (region != null && endpoint != null) {
            throw new IllegalArgumentException("a region or an endpoint is enough\n" + USAGE);
        }
        boolean real = region != null || endpoint != null;
        if (!help && real == secrets.isEmpty()) {
            throw new IllegalArgumentException(
                    "the real service needs a region or endpoint, and secrets to read\n" + USAGE);
        }
        return new Arguments(help, Optional.ofNullable(region), Optional.ofNullable(endpoint), List.copyOf(secrets));
    }

    private static String valueOf(String[] args, int index) {
        if (index >= args.length || args[index].startsWith("--")) {
            throw new IllegalArgumentException(args[index - 1] + " needs a value\n" + USAGE);
        }
        return args[index];
    }

    boolean real() {
        return !secrets.isEmpty();
    }
}
