package dev.quorate.conformance.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quorate.conformance.model.BadInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The three formats: what each reads as, and what each says of a file that is wrong. */
class HistoryReaderTest {
    private static final String EDN = """
            ; recorded by hand
            {:process 0, :type :invoke, :f :write, :value 3, :time 10, :index 0}
            {:process :nemesis, :type :info, :f :start, :value {"n1" #{"n2"}}}
            {:process 1, :type :invoke, :f :cas, :value [3 4]}
            {:process 0, :type :ok, :f :write, :value 3}
            {:process 1, :type :info, :f :cas, :value [3 4], :error #object[java.lang.Exception "x"]}
            {:process 2, :type :invoke, :f :read, :value nil}
            {:process 2, :type :ok, :f :read, :value nil}
            """;
    private static final String LOG = """
            INFO  jepsen.core - Worker 0 starting
            INFO  jepsen.util - 0 :invoke :write 3
            INFO  jepsen.util - :nemesis :info :start nil
            INFO  jepsen.util - 1\t:invoke\t:cas\t[3 4]
            INFO  jepsen.util - 0\t:ok\t:write\t3
            INFO  jepsen.util - 1\t:info\t:cas\t[3 4]\t:timed-out
            2026-01-01 10:00:00,000{GMT}\tINFO\t[jepsen worker 2] jepsen.util: 2  :invoke   :read  nil
            INFO  jepsen.util - 2\t:ok\t:read\tnil
            """;
    private static final String JSON = """

            {"process":0,"type":"invoke","f":"write","value":3}
            {"process":"nemesis","type":"info","f":"start"}
            {"process":1,"type":"invoke","f":"cas","value":[3,4],"time":7}
            {"process":0,"type":"ok","f":"write","value":3}
            {"process":1,"type":"info","f":"cas","value":"timed out"}
            {"process":2,"type":"invoke","f":"read"}
            {"process":2,"type":"ok","f":"read","value":null}
            """;

    @TempDir
    private Path folder;

    @Test
    void theThreeFormatsReadAsTheSame() {
        List<Operation> operations = read(EDN).operations();
        assertEquals(
                List.of("process 0: write 3", "process 1: cas [3 4], of unknown outcome", "process 2: read -> nil"),
                operations.stream().map(Operation::toString).toList());
        assertEquals(
                List.of("lines 2-5", "lines 4-6", "lines 7-8"),
                operations.stream().map(Operation::lines).toList());
        assertEquals(operations, read(LOG).operations());
        assertEquals(operations, read(JSON).operations());
    }

    @Test
    void aVectorOfMapsIsReadAsTheMaps() {
        String vector = "[" + EDN.substring(EDN.indexOf('\n')) + "]\n";
        assertEquals(3, read(vector).operations().size());
        assertEquals(
                3,
                read(EDN.replace("{:process", "#jepsen.history.Op{:process"))
                        .operations()
                        .size());
    }

    @Test
    void keysVersionsAndEveryKindOfValueAreRead() {
        History history = read("""
                {:process 0, :type :invoke, :f :put, :key "x", :value [true "a" :b [-1]]}
                {:process 0, :type :ok, :f :put, :version 17}
                """);
        Operation operation = history.operations().get(0);
        assertEquals(Optional.of(new Datum.Text("x")), operation.key());
        assertEquals(Datum.of(List.of(true, "a", ":b", List.of(-1))), operation.argument());
        assertEquals(OptionalLong.of(17), operation.version());
    }

    @Test
    void aHistoryIsReadBackAsItWasWritten() {
        for (Model<?> model : Models.ALL) {
            History history = RandomHistory.of(model.name(), 100, 5, RandomHistory.Fault.NONE, 3)
                    .make();
            Path file = folder.resolve(model.name() + ".jsonl");
            HistoryWriter.write(history, file);
            assertEquals(events(history), events(HistoryReader.read(file, Optional.empty())), model.name());
        }
    }

    /** Operations without their places: a response of unknown outcome is not written. */
    private static List<String> events(History history) {
        return history.operations().stream()
                .map(operation -> operation + " " + operation.key() + " " + operation.version())
                .toList();
    }

    @Test
    void eventsAreWrittenAsTheyHappen() throws Exception {
        Path file = folder.resolve("a.jsonl");
        try (HistoryWriter writer = new HistoryWriter(Files.newOutputStream(file))) {
            writer.invoke(0, "put", "x", 1);
            writer.invoke(1, "get", "x", Optional.empty());
            writer.ok(0, "put", 1, 5);
            writer.ok(1, "get", "\u00e9\n");
            writer.invoke(0, "put", "x", 2);
            writer.fail(0, "put");
            writer.invoke(0, "put", "x", 3);
            writer.info(0, "put");
        }
        assertEquals(
                List.of(
                        "process 0: put \"x\" 1",
                        "process 1: get \"x\" -> \"\u00e9\n\"",
                        "process 0: put \"x\" 2, which failed",
                        "process 0: put \"x\" 3, of unknown outcome"),
                HistoryReader.read(file, Optional.empty()).operations().stream()
                        .map(Operation::toString)
                        .toList());
    }

    @Test
    void aFileWithoutOperationsIsRefused() throws Exception {
        assertRefused("", "h: expected a history, found an empty file");
        assertRefused(" \n\n", "h: expected a history, found an empty file");
        assertRefused("[]", "h: expected operations of clients (processes with a number), found none");
        assertRefused("INFO  jepsen.core - Worker 0 starting\n", "found none");
        assertRefused(
                "{\"process\":\"c1\",\"type\":\"invoke\",\"f\":\"read\"}", "found only 1 events of other processes");
        Path bytes = Files.write(folder.resolve("bytes"), new byte[] {'{', (byte) 0xff, (byte) 0xfe, 0});
        assertTrue(assertThrows(BadInputException.class, () -> HistoryReader.read(bytes, Optional.empty()))
                .getMessage()
                .contains("expected text in UTF-8"));
        assertThrows(BadInputException.class, () -> HistoryReader.read(folder.resolve("none"), Optional.empty()));
    }

    @Test
    void whatClientsCannotDoIsRefused() {
        String call = "{:process 0, :type :invoke, :f :read, :value nil}\n";
        assertRefused(call + call, "h, line 2: process 0 calls read, while its read of line 1 is open");
        assertRefused(call.replace("invoke", "ok"), "h, line 1: a response of process 0, which has no call open");
        assertRefused(call + call.replace("invoke", "info") + call, "h, line 3: process 0 calls read, after a call of");
        assertRefused(
                call + call.replace("invoke", "ok").replace("read", "write"),
                "h, line 2: expected the response to the read of process 0, found one to write");
        assertRefused(
                call + call.replace("invoke", "done"), "h, line 2: expected invoke, ok, fail or info, found done");
    }

    @Test
    void ednThatIsNoneIsRefused() {
        assertRefused(EDN + "{:process 2, :type :inv", "h, line 9: expected a map of EDN, found one without an end");
        assertRefused("[" + EDN, "h, line 9: expected ] to end the vector of line 1, found the end");
        assertRefused("[]" + EDN, "expected the end of the file after the vector");
        assertRefused(EDN + "{:process 2, :type}", "h, line 9: expected a map of EDN");
        assertRefused(EDN + "(1 2)", "h, line 9: expected a map of EDN such as");
        assertRefused("{:type :invoke, :f :read}", "h, line 1: expected :process");
        assertRefused("{:process 0, :type \"invoke\", :f :read}", "h, line 1: expected a keyword as :type");
        assertRefused(
                "{:process 0, :type :invoke, :f :write, :value 1.5}", "h, line 1: :value: expected nil, an integer");
        assertRefused(
                "{:process 0, :type :invoke, :f :write, :value 99999999999999999999}",
                "h, line 1: :value: expected nil");
    }

    @Test
    void logLinesThatAreNoneAreRefused() {
        assertRefused(
                LOG + "INFO  jepsen.util - 3\t:invo",
                "h, line 9: expected PROCESS :TYPE :FUNCTION VALUE, found a torn");
        assertRefused(LOG + "INFO  jepsen.ut", "h, line 9: expected PROCESS :TYPE :FUNCTION VALUE, found a torn line");
        assertRefused(
                LOG + "INFO  jepsen.util - 3\t:invoke\t:cas\t[3 ", "h, line 9: expected a value, found [3: the line");
        assertRefused(
                "INFO  jepsen.util - 3\t:began\t:read\n" + LOG,
                "h, line 1: expected PROCESS :TYPE :FUNCTION VALUE, with");
        assertRefused(
                "INFO  jepsen.util - 99999999999999999999\t:invoke\t:read\tnil\n", "h, line 1: expected the number");
    }

    @Test
    void jsonThatIsNoneIsRefused() {
        assertRefused(
                JSON + "{\"process\":3,\"ty",
                "h, line 9: expected an object of JSON, found {\"process\":3,\"ty: the line is torn");
        assertRefused(JSON + "[]\n", "h, line 9: expected an object of JSON, found []");
        assertRefused("{\"type\":\"invoke\",\"f\":\"read\"}", "h, line 1: expected \"process\"");
        assertRefused("{\"process\":1.5,\"type\":\"invoke\",\"f\":\"read\"}", "expected an integer as \"process\"");
        assertRefused("{\"process\":1,\"type\":7,\"f\":\"read\"}", "h, line 1: expected a string as \"type\"");
        assertRefused("{\"process\":1,\"type\":\"invoke\",\"f\":\"read\",\"value\":{}}", "as \"value\", found {}");
        assertRefused(
                "{\"process\":1,\"type\":\"ok\",\"f\":\"read\",\"version\":\"a\"}", "as \"version\", found \"a\"");
        assertRefused("{\"process\":1,\"process\":1}", "Duplicate");
    }

    @Test
    void aFileOfAnotherFormatIsRefused() {
        assertThrows(BadInputException.class, () -> HistoryReader.parse(EDN, "h", Optional.of(Format.JSON)));
        assertThrows(BadInputException.class, () -> HistoryReader.parse(JSON, "h", Optional.of(Format.LOG)));
        assertThrows(BadInputException.class, () -> HistoryReader.parse(LOG, "h", Optional.of(Format.EDN)));
        assertRefused("---- MODULE Raft ----\n====\n", "h: expected operations of clients");
    }

    @Test
    void whatTheModelDoesNotKnowIsRefused() {
        History enqueue = new History.Builder("h")
                .invoke(0, "read", Datum.nil())
                .ok(0, 1)
                .invoke(0, "enqueue", 1)
                .build();
        assertRefused(
                enqueue,
                new RegisterModel(true),
                "h, line 3: expected an operation of the model cas-register, cas," + " read, write; found enqueue");
        assertTrue(assertThrows(BadInputException.class, () -> Objects.modelFor(enqueue))
                .getMessage()
                .startsWith("h, line 3: no model has all operations up to here"));
        History cas = new History.Builder("h").invoke(0, "cas", 1).build();
        assertRefused(cas, new RegisterModel(true), "h, line 1: cas: expected [old new], found 1");
        History put = new History.Builder("h").invoke(0, "put", 1).build();
        assertRefused(put, new KeyValueModel(), "h, line 1: expected a key");
        History append = new History.Builder("h").invoke(0, "append", "x", 1).build();
        assertRefused(append, new KeyValueModel(), "h, line 1: append: expected a string, found 1");
        History list =
                new History.Builder("h").invoke(0, "read", Datum.nil()).ok(0, 1).build();
        assertRefused(list, new ListModel(), "h, lines 1-2: read: expected a list, found 1");
        History key = new History.Builder("h")
                .invoke(0, "write", List.of(1, 2))
                .ok(0, List.of(2, 2))
                .build();
        assertRefused(key, new RegisterModel(true), "h, line 2: expected the key 1 of the call, found 2");
    }

    private static History read(String text) {
        return HistoryReader.parse(text, "h", Optional.empty());
    }

    private static void assertRefused(History history, Model<?> model, String message) {
        BadInputException e =
                assertThrows(BadInputException.class, () -> Checker.of(model).check(history));
        assertTrue(e.getMessage().contains(message), e::getMessage);
    }

    private static void assertRefused(String text, String message) {
        BadInputException e = assertThrows(BadInputException.class, () -> read(text));
        assertTrue(e.getMessage().contains(message), e::getMessage);
    }
}
