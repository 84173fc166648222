package dev.quorate.paxos.multi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** {@code MultiPaxos.tla} and {@code MultiPaxos.java} have the same actions and helpers, by name, in the same order. */
class MultiPaxosSpecTest {
    private static final Path SPEC = Path.of("../specs/paxos/MultiPaxos.tla");
    private static final Path CODE = Path.of("src/main/java/dev/quorate/paxos/multi/MultiPaxos.java");

    /** An operator with parameters, and what defines it: all up to the next line that starts at the margin. */
    private static final Pattern OPERATOR =
            Pattern.compile("(?m)^(\\w+)\\(([^)]*)\\) ==((?:.*\\n)(?:[ \\t].*\\n|\\n)*)");

    private static final Pattern METHOD =
            Pattern.compile("(?m)^    private (?:static )?(?:<[^>]*> )?([\\w<>, ]+?) (\\w+)\\(([^)]*)\\) \\{");

    private record Operator(String parameters, String body) {}

    @Test
    void everyActionIsAMethodOfTheSameNameInTheSameOrder() throws IOException {
        List<String> methods = methods(true);
        assertTrue(methods.contains("receive"), "no actions were found in " + CODE);
        assertEquals(actions(), methods, "the actions of " + SPEC + " and the methods of " + CODE);
    }

    @Test
    void everyHelperIsAnOperatorOfTheSpecInTheSameOrder() throws IOException {
        List<String> helpers = methods(false);
        helpers.remove("with"); // S \cup {n}
        assertTrue(helpers.contains("lead"), "no helpers were found in " + CODE);
        List<String> inSpec =
                operators().keySet().stream().map(MultiPaxosSpecTest::lower).toList();
        for (String helper : helpers) {
            assertTrue(inSpec.contains(helper), CODE + " has a helper that " + SPEC + " does not have: " + helper);
        }
        assertEquals(
                inSpec.stream().filter(helpers::contains).toList(),
                helpers,
                "the helpers in the order of " + SPEC + " and in that of " + CODE);
    }

    @Test
    void everyMessageHasTheFieldsOfItsOperatorInTheSameOrder() throws IOException {
        Map<String, Operator> operators = operators();
        for (Class<?> message : Message.class.getPermittedSubclasses()) {
            assertTrue(
                    operators.containsKey(message.getSimpleName()), () -> "the spec has no " + message.getSimpleName());
            assertEquals(
                    List.of(operators.get(message.getSimpleName()).parameters.split(", ", -1)),
                    components(message),
                    "the parameters of the spec's " + message.getSimpleName() + " and the record's components");
        }
    }

    @Test
    void everyMessageOfTheSpecIsARecord() throws IOException {
        List<String> records = Arrays.stream(Message.class.getPermittedSubclasses())
                .map(Class::getSimpleName)
                .toList();
        List<String> inSpec = operators().entrySet().stream()
                .filter(operator -> operator.getValue().body.contains("[type |-> \"" + operator.getKey() + '"'))
                .map(Map.Entry::getKey)
                .toList();
        assertEquals(inSpec, records, "the messages of " + SPEC + " and the records of Message");
    }

    @Test
    void aNodeHasTheFieldsOfTheSpecsInTheSameOrder() throws IOException {
        String spec = Files.readString(SPEC);
        String initial = spec.substring(spec.indexOf("InitialNode =="), spec.indexOf("\nInit =="));
        List<String> fields = new ArrayList<>();
        Matcher field = Pattern.compile("(\\w+)\\s*\\|->").matcher(initial);
        while (field.find()) {
            fields.add(field.group(1));
        }
        assertEquals(
                fields, components(Node.class), "the fields of the spec's InitialNode and the record's components");
    }

    /** What takes a node a step: the operators that call Step, and those that call them. */
    private static List<String> actions() throws IOException {
        Map<String, Operator> operators = operators();
        operators.remove("Step");
        Set<String> actions = new LinkedHashSet<>(Set.of("Step"));
        boolean grown = true;
        while (grown) {
            grown = false;
            for (Map.Entry<String, Operator> operator : operators.entrySet()) {
                boolean calls = actions.stream()
                        .anyMatch(action -> operator.getValue().body.matches("(?s).*\\b" + action + "\\(.*"));
                grown |= calls && actions.add(operator.getKey());
            }
        }
        return operators.keySet().stream()
                .filter(actions::contains)
                .map(MultiPaxosSpecTest::lower)
                .toList();
    }

    private static Map<String, Operator> operators() throws IOException {
        Map<String, Operator> operators = new LinkedHashMap<>();
        Matcher operator = OPERATOR.matcher(Files.readString(SPEC).replaceAll("\\\\\\*.*", ""));
        while (operator.find()) {
            operators.put(operator.group(1), new Operator(operator.group(2), operator.group(3)));
        }
        return operators;
    }

    private static List<String> methods(boolean actions) throws IOException {
        List<String> methods = new ArrayList<>();
        Matcher method = METHOD.matcher(Files.readString(CODE));
        while (method.find()) {
            if (method.group(1).equals("Step<Node, Message>") == actions) {
                methods.add(method.group(2));
            }
        }
        return methods;
    }

    private static List<String> components(Class<?> type) {
        return Arrays.stream(type.getRecordComponents())
                .map(component -> component.getName())
                .toList();
    }

    private static String lower(String name) {
        return Character.toLowerCase(name.charAt(0)) + name.substring(1);
    }
}
