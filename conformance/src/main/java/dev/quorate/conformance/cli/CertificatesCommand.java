package dev.quorate.conformance.cli;

import dev.quorate.conformance.model.BadInputException;
import dev.quorate.runtime.certificates.Role;
import dev.quorate.runtime.certificates.TestAuthority;
import dev.quorate.runtime.certificates.TestAuthority.Validity;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes certificates for a trial of TLS. */
@Command(
        name = "certificates",
        mixinStandardHelpOptions = true,
        description = {
            "Make an authority and certificates for a trial of TLS: NAME.pem and NAME.key for each name.",
            "A folder that has an authority keeps it. Its key lies there: not for a cluster that matters."
        })
final class CertificatesCommand implements Callable<Integer> {
    private static final int MOST_DAYS = 36_500;

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "The folder for the files.")
    private Path folder;

    @Option(
            names = "--days",
            defaultValue = "365",
            paramLabel = "N",
            description = "How long they are valid; -N: have expired N days ago. Default: ${DEFAULT-VALUE}.")
    private int days;

    @Parameters(
            arity = "1..*",
            paramLabel = "NAME",
            description = "The id of a node; or a client: `client`, or what begins with `client-`.")
    private List<String> names;

    @Override
    public Integer call() {
        if (days == 0 || Math.abs(days) > MOST_DAYS) {
            throw new BadInputException("--days " + days + ": expected 1 to " + MOST_DAYS + ", or as much below 0");
        }
        Set<String> wanted = new LinkedHashSet<>(names);
        try {
            wanted.forEach(TestAuthority::checkName);
            // The authority outlives what it signs, even what has expired before it was made.
            TestAuthority authority = TestAuthority.in(folder, Validity.days(MOST_DAYS));
            for (String name : wanted) {
                authority.checkAbsent(name);
            }
            for (String name : wanted) {
                authority.issue(name, role(name), Validity.days(days));
            }
        } catch (IOException | IllegalArgumentException e) {
            throw new BadInputException(e.getMessage(), e);
        }
        new Console().line("certificates: %d in %s, beside ca.pem", wanted.size(), folder);
        return 0;
    }

    private static Role role(String name) {
        return name.equals("client") || name.startsWith("client-") ? Role.CLIENT : Role.NODE;
    }
}
