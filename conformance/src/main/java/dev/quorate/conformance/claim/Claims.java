package dev.quorate.conformance.claim;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.quorate.conformance.model.BadInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The claims of a file, in its order. It is YAML: a list of objects with the fields of a {@link Claim}, of which {@code claim} is
 * the sentence and {@code trace} may be missing.
 *
 * @param list the claims
 */
public record Claims(List<Claim> list) {
    private static final Pattern ID = Pattern.compile("[a-z0-9-]+/[a-z0-9-]+");
    private static final Set<String> FIELDS = Set.of("id", "claim", "source", "command", "finds", "verdict", "trace");

    public Claims {
        list = List.copyOf(list);
    }

    /**
     * Reads a file.
     *
     * @throws BadInputException if it cannot be read, or is not as it must be
     */
    public static Claims read(Path file) {
        List<Claim> claims = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        for (JsonNode node : parse(file)) {
            Claim claim = claim(node, file + ", claim " + (claims.size() + 1));
            if (!ids.add(claim.id())) {
                throw new BadInputException(file + ": two claims are called " + claim.id());
            }
            claims.add(claim);
        }
        return new Claims(claims);
    }

    private static JsonNode parse(Path file) {
        try {
            JsonNode root = new YAMLMapper().readTree(Files.readString(file));
            if (!root.isArray() || root.isEmpty()) {
                throw new BadInputException(file + ": expected a list of claims");
            }
            return root;
        } catch (JacksonException e) {
            String line =
                    e.getLocation() == null ? "" : ", line " + e.getLocation().getLineNr();
            throw new BadInputException(file + line + ": this is no YAML: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new BadInputException(file + ": the claims cannot be read: " + e.getMessage(), e);
        }
    }

    private static Claim claim(JsonNode node, String place) {
        node.fieldNames().forEachRemaining(field -> {
            if (!FIELDS.contains(field)) {
                throw new BadInputException(place + ": there is no field \"" + field + "\"");
            }
        });
        String id = text(node, "id", place);
        if (!ID.matcher(id).matches()) {
            throw new BadInputException(place + ": expected an id such as raft/two-leaders, found \"" + id + "\"");
        }
        String verdict = text(node, "verdict", place);
        return new Claim(
                id,
                text(node, "claim", place),
                text(node, "source", place),
                text(node, "command", place),
                text(node, "finds", place),
                Arrays.stream(Verdict.values())
                        .filter(known -> known.toString().equals(verdict))
                        .findAny()
                        .orElseThrow(() -> new BadInputException(place + ": there is no verdict \"" + verdict + "\"")),
                node.has("trace") ? Optional.of(text(node, "trace", place)) : Optional.empty());
    }

    private static String text(JsonNode node, String field, String place) {
        String text = node.path(field).asText("").strip();
        if (text.isEmpty()) {
            throw new BadInputException(place + ": expected a field \"" + field + "\"");
        }
        return text;
    }

    /**
     * Those of these names, or about these subjects, in the order of the file; all if none is named.
     *
     * @throws BadInputException if there is none of a name
     */
    public List<Claim> select(List<String> names) {
        for (String name : names) {
            if (list.stream().noneMatch(claim -> isNamed(claim, name))) {
                throw new BadInputException("there is no claim \"" + name + "\"; `quorate claims --list` shows them");
            }
        }
        return list.stream()
                .filter(claim -> names.isEmpty() || names.stream().anyMatch(name -> isNamed(claim, name)))
                .toList();
    }

    private static boolean isNamed(Claim claim, String name) {
        return claim.id().equals(name) || claim.subject().equals(name);
    }
}
