package dev.quorate.conformance.tlc;

import dev.quorate.conformance.model.BadInputException;
import dev.quorate.conformance.model.Model;
import dev.quorate.conformance.tlc.TlcResult.Verdict;
import dev.quorate.conformance.value.Value;
import dev.quorate.conformance.value.ValueParser;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Reads what TLC prints with {@code -tool}: messages between marker lines that carry a code and a class (1 is an error).
 * Codes: TLC's {@code tlc2.output.EC}; exit statuses: its {@code EC.ExitStatus}.
 */
final class TlcOutput {
    private static final Pattern START = Pattern.compile("@!@!@STARTMSG (-?\\d+):(\\d+) @!@!@");
    private static final Pattern END = Pattern.compile("@!@!@ENDMSG -?\\d+ @!@!@");
    private static final Pattern STATISTICS =
            Pattern.compile("([\\d,]+) states generated(?: \\([^)]*\\))?, ([\\d,]+) distinct states found");
    private static final Pattern DEPTH = Pattern.compile("depth of the complete state graph search is ([\\d,]+)");
    private static final Pattern NAMED =
            Pattern.compile("(?:Invariant|Action property|property) (\\w+) (?:is|was) violated");
    /** What helps nobody who reads a spec: stack traces of TLC and of its parser, and the names of files that it reads. */
    private static final Pattern NOISE = Pattern.compile(
            "^at |^Parsing file|^Semantic processing|starting at line|^Residual stack trace|Exception$|^\\*\\*\\* Abort|^In module");

    private static final Pattern BACK = Pattern.compile("^(\\d+):");

    private static final int STATE = 2217;
    private static final int VIOLATED_BY_INITIAL_STATE = 2107;
    private static final int STUTTERING = 2218;
    private static final int BACK_TO_STATE = 2122;
    private static final int FINAL_STATISTICS = 2199;
    private static final int DEPTH_OF_SEARCH = 2194;
    private static final int PROGRESS = 2200;
    private static final int ERROR_CLASS = 1;

    private final Consumer<String> progress;
    private final List<String> errors = new ArrayList<>();
    private final List<String> unmarked = new ArrayList<>();
    private final List<Map<String, Value>> trace = new ArrayList<>();
    private OptionalInt loop = OptionalInt.empty();
    private long generated;
    private long distinct;
    private int depth;
    private Optional<String> visitorFailure = Optional.empty();

    /** The messages that have begun and not ended: one may hold another, such as the reason of an error. */
    private final Deque<Message> open = new ArrayDeque<>();

    private record Message(int code, int messageClass, StringBuilder text) {}

    /**
     * An output of which nothing has been read.
     *
     * @param progress hears of TLC's progress, one line at a time
     */
    TlcOutput(Consumer<String> progress) {
        this.progress = progress;
    }

    void line(String line) {
        Matcher start = START.matcher(line);
        if (line.startsWith(TlcProcess.PROGRESS_MARK)) {
            progress.accept(line.substring(TlcProcess.PROGRESS_MARK.length()));
        } else if (start.matches()) {
            open.push(new Message(
                    Integer.parseInt(start.group(1)), Integer.parseInt(start.group(2)), new StringBuilder()));
        } else if (END.matcher(line).matches() && !open.isEmpty()) {
            Message ended = open.pop();
            String text = ended.text.toString().strip();
            if (open.isEmpty()) {
                message(ended.code, ended.messageClass, text);
            } else {
                open.peek().text.append(text).append('\n');
            }
        } else if (!open.isEmpty()) {
            open.peek().text.append(line).append('\n');
        } else if (line.startsWith(TlcProcess.VISITOR_MARK)) {
            visitorFailure = Optional.of(line.substring(TlcProcess.VISITOR_MARK.length()));
        } else if (!line.isBlank()) {
            unmarked.add(line);
        }
    }

    private void message(int code, int messageClass, String text) {
        switch (code) {
            case STATE -> addState(text.substring(text.indexOf('\n') + 1));
            case VIOLATED_BY_INITIAL_STATE -> {
                errors.add(text.substring(0, text.indexOf('\n')));
                addState(text.substring(text.indexOf('\n') + 1));
            }
            case STUTTERING -> loop = OptionalInt.of(trace.size() - 1);
            case BACK_TO_STATE -> {
                Matcher back = BACK.matcher(text);
                if (back.find()) {
                    loop = OptionalInt.of(Integer.parseInt(back.group(1)) - 1);
                }
            }
            case FINAL_STATISTICS, PROGRESS -> {
                Matcher statistics = STATISTICS.matcher(text);
                if (statistics.find()) {
                    generated = number(statistics.group(1));
                    distinct = number(statistics.group(2));
                    if (code == PROGRESS) {
                        progress.accept(String.format("%,d states generated, %,d distinct", generated, distinct));
                    }
                }
            }
            case DEPTH_OF_SEARCH -> {
                Matcher search = DEPTH.matcher(text);
                if (search.find()) {
                    depth = Math.toIntExact(number(search.group(1)));
                }
            }
            default -> {
                if (messageClass == ERROR_CLASS) {
                    errors.add(text);
                }
            }
        }
    }

    private void addState(String text) {
        try {
            trace.add(ValueParser.parseState(text));
        } catch (IllegalArgumentException e) {
            throw new BadInputException(
                    "a state of TLC's counterexample has a value that is not one of numbers, strings, "
                            + "truth values, model values, sets, sequences, records and functions of these: "
                            + e.getMessage(),
                    e);
        }
    }

    /** What the whole output and the exit status come to. */
    TlcResult result(Model model, int exitStatus, Duration time) {
        Verdict verdict = verdict(exitStatus);
        return new TlcResult(
                verdict,
                exitStatus,
                verdict == Verdict.VIOLATED ? Optional.of(property(model, exitStatus)) : Optional.empty(),
                verdict == Verdict.VERIFIED ? "" : explanation(verdict, exitStatus),
                generated,
                distinct,
                depth,
                time,
                List.copyOf(trace),
                loop);
    }

    /** What a run comes to that was stopped before its end. */
    TlcResult stopped(String why, Duration time) {
        return new TlcResult(
                Verdict.UNDECIDED,
                -1,
                Optional.empty(),
                why,
                generated,
                distinct,
                0,
                time,
                List.of(),
                OptionalInt.empty());
    }

    private static Verdict verdict(int exitStatus) {
        return switch (exitStatus) {
            case 0 -> Verdict.VERIFIED;
            case 10, 11, 12, 13 -> Verdict.VIOLATED;
            case 14, 75, 76, 77, 150, 151, 152 -> Verdict.INVALID;
            default -> Verdict.UNDECIDED;
        };
    }

    /** TLC 1.7.3 does not name a temporal property; then it is the model's only one. */
    private String property(Model model, int exitStatus) {
        if (exitStatus == 10) {
            return "assumption";
        } else if (exitStatus == 11) {
            return "deadlock";
        }
        for (String error : errors) {
            Matcher named = NAMED.matcher(error);
            if (named.find()) {
                return named.group(1);
            }
        }
        List<String> properties = model.configuration().properties();
        return properties.size() == 1
                ? properties.get(0)
                : "one of " + String.join(", ", properties)
                        + " (TLC does not say which; check them in models of their own)";
    }

    private String explanation(Verdict verdict, int exitStatus) {
        if (visitorFailure.isPresent()) {
            return visitorFailure.get();
        }
        // What SANY says of a parse error has no marker.
        String text = (verdict == Verdict.INVALID && exitStatus == 150 ? unmarked : errors)
                .stream()
                        .flatMap(String::lines)
                        .map(String::strip)
                        .filter(line -> !line.isEmpty() && !NOISE.matcher(line).find())
                        .distinct()
                        .collect(Collectors.joining("\n"));
        if (text.isEmpty()) {
            text = unmarked.stream().limit(5).collect(Collectors.joining("\n"));
        }
        return text.isEmpty() ? "TLC ended with status " + exitStatus + " and no message" : text;
    }

    private static long number(String text) {
        return Long.parseLong(text.replace(",", ""));
    }
}
