package dev.quorate.conformance.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quorate.conformance.check.Status;
import dev.quorate.conformance.history.Checker;
import dev.quorate.conformance.history.Consistency;
import dev.quorate.conformance.history.Finding;
import dev.quorate.conformance.history.Format;
import dev.quorate.conformance.history.History;
import dev.quorate.conformance.history.HistoryReader;
import dev.quorate.conformance.history.HistoryReport;
import dev.quorate.conformance.history.HistoryWriter;
import dev.quorate.conformance.history.ObjectReport;
import dev.quorate.conformance.history.Verdict;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Checks histories one after the other, prints a row for each, and at the end what there is to say about all. */
final class HistoryRuns {
    // A store may have thousands of keys, and one fault may show in all of them.
    private static final int OBJECTS_SHOWN = 3;

    private final Console console;
    private final Checker checker;
    private final Optional<Path> save;
    private final ArrayNode rows = JsonMapper.builder().build().createArrayNode();
    private final Map<Verdict, Integer> verdicts = new EnumMap<>(Verdict.class);
    private final long start = System.nanoTime();
    private int histories;
    private long operations;

    HistoryRuns(Console console, Checker checker, Optional<Path> save) {
        this.console = console;
        this.checker = checker;
        this.save = save;
    }

    /** Checks one history. Only what is said of it is kept, so that a folder of them need not fit into memory. */
    void run(Path file, Optional<Format> format) {
        console.progress(file.toString());
        History history = HistoryReader.read(file, format);
        HistoryReport report = checker.check(history);
        histories++;
        operations += history.operations().size();
        verdicts.merge(report.verdict(), 1, Integer::sum);
        console.line(
                "%s  %s, %,d operations%s: %s, %.3f s",
                file,
                report.model(),
                history.operations().size(),
                report.objects().size() == 1
                        ? ""
                        : " on %,d objects".formatted(report.objects().size()),
                word(report.verdict()),
                seconds(report));
        ObjectNode row = rows.addObject();
        describe(report, row);
        List<ObjectReport> wrong = report.objects().stream()
                .filter(object -> object.verdict() != Verdict.YES)
                .toList();
        wrong.stream().limit(OBJECTS_SHOWN).forEach(object -> explain(report, object, row));
        if (wrong.size() > OBJECTS_SHOWN) {
            console.line("    and %,d more objects of which the same is to be said", wrong.size() - OBJECTS_SHOWN);
        }
    }

    Status status() {
        return count(Verdict.NO) > 0 ? Status.FAILED : count(Verdict.UNKNOWN) > 0 ? Status.UNDECIDED : Status.OK;
    }

    String summary() {
        return String.format(
                Locale.ROOT,
                "%,d histories, %,d operations, %,d %s, %,d not, %,d unknown, %.1f s",
                histories,
                operations,
                count(Verdict.YES),
                checker.consistency().adjective(),
                count(Verdict.NO),
                count(Verdict.UNKNOWN),
                (System.nanoTime() - start) / 1e9);
    }

    /** Writes a machine-readable report; the file appears whole or not at all. */
    void write(Path file) {
        ObjectNode root = JsonMapper.builder().build().createObjectNode();
        root.put("command", "history");
        root.put("status", status().name());
        root.put("consistency", checker.consistency().name());
        root.put("seconds", (System.nanoTime() - start) / 1e9);
        root.set("histories", rows);
        ModelRuns.write(root, file);
    }

    private int count(Verdict verdict) {
        return verdicts.getOrDefault(verdict, 0);
    }

    private String word(Verdict verdict) {
        return switch (verdict) {
            case YES -> checker.consistency().adjective();
            case NO -> "NOT " + checker.consistency().adjective();
            case UNKNOWN -> "UNKNOWN";
        };
    }

    private void describe(HistoryReport report, ObjectNode row) {
        row.put("file", report.history().name());
        row.put("model", report.model());
        row.put("verdict", report.verdict().name());
        row.put("operations", report.history().operations().size());
        row.put("seconds", seconds(report));
        ArrayNode objects = row.putArray("objects");
        for (ObjectReport object : report.objects()) {
            ObjectNode node = objects.addObject();
            object.key().ifPresent(key -> node.put("key", key.toString()));
            node.put("verdict", object.verdict().name());
            node.put("operations", object.operations().size());
            node.put("configurations", object.configurations());
            object.finding().ifPresent(finding -> {
                node.put("placed", finding.placed());
                node.put("line", finding.line());
                finding.story().forEach(node.withArray("story")::add);
            });
        }
    }

    private void explain(HistoryReport report, ObjectReport object, ObjectNode row) {
        object.key().ifPresent(key -> console.line("    the object %s", key));
        object.finding().map(Finding::story).orElse(List.of()).forEach(line -> console.line("    %s", line));
        if (object.verdict() == Verdict.NO && save.isPresent() && checker.consistency() == Consistency.LINEARIZABLE) {
            Path name = Path.of(report.history().name()).getFileName();
            Path file = save.get()
                    .resolve(
                            name + object.key().map(key -> "-" + key).orElse("").replaceAll("[^\\w.-]", "") + ".jsonl");
            History small = Checker.smallest(report, object);
            HistoryWriter.write(small, file);
            console.line(
                    "    a part of %,d operations that is not either: %s",
                    small.operations().size(), file);
            row.put("saved", file.toString());
        }
    }

    private static double seconds(HistoryReport report) {
        return report.time().toNanos() / 1e9;
    }
}
