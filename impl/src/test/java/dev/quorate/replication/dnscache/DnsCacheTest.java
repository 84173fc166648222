package dev.quorate.replication.dnscache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quorate.core.Command;
import dev.quorate.core.NodeId;
import dev.quorate.core.Step;
import dev.quorate.replication.dnscache.Message.Query;
import dev.quorate.replication.dnscache.Message.Response;
import dev.quorate.replication.dnscache.Node.Entry;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Sentences of RFC 1034, in its order, as far as a pure step can be asked for them. */
class DnsCacheTest {
    private static final NodeId A = new NodeId("a");
    private static final NodeId R = new NodeId("r");
    private static final Command V = new Command("v");
    private static final Command W = new Command("w");
    private static final DnsCache CODE = new DnsCache(A, Set.of(R), 2);

    private static Node after(Node s, Event... events) {
        Node t = s;
        for (Event event : events) {
            t = CODE.step(t, event).state();
        }
        return t;
    }

    private static Event response(int at, Command value) {
        return new Event.Receive(R, new Response(A, R, at, Optional.of(value)));
    }

    private static Node asked() {
        return after(CODE.initial(R), new Event.Read(R));
    }

    // §2.3 and §3.6: what is cached, and for how long

    @Test
    void theAuthorityHoldsWhatWasWrittenLast() {
        Node s = after(CODE.initial(A), new Event.Write(A, V), new Event.Write(A, W));
        assertEquals(Optional.of(W), s.value());
        assertEquals(s, after(s, new Event.Restart(A)), "on disk");
        Node resolver = CODE.initial(R);
        assertEquals(Step.to(resolver), CODE.step(resolver, new Event.Write(R, V)), "and only the authority does");
    }

    @Test
    void aCachedValueIsDiscardedWhenItsTimeToLiveIsOver() {
        Node s = after(asked(), response(0, V), new Event.Tick(R));
        assertEquals(Optional.of(new Entry(Optional.of(V), 0)), s.cache(), "after one tick of two");
        assertEquals(Optional.empty(), after(s, new Event.Tick(R)).cache(), "after two");
    }

    @Test
    void theTimeToLiveCountsFromWhenTheQueryWasSent() {
        Node s = after(asked(), new Event.Tick(R), response(0, V));
        assertEquals(Optional.of(new Entry(Optional.of(V), 0)), s.cache());
        assertEquals(Optional.empty(), after(s, new Event.Tick(R)).cache(), "one tick after it has arrived");
    }

    @Test
    void aResponseThatIsOlderThanTheTimeToLiveIsNoAnswer() {
        Node s = after(asked(), new Event.Tick(R), new Event.Tick(R));
        assertEquals(Step.to(s), CODE.step(s, response(0, V)));
    }

    // §5.3.3: the resolver's algorithm

    @Test
    void ifTheAnswerIsInLocalInformationItIsReturned() {
        Node s = after(asked(), response(0, V), new Event.Read(R));
        assertTrue(s.reading());
        assertEquals(Step.to(s), CODE.step(s, new Event.SendQuery(R)), "nobody is asked");
        Node answered = after(s, new Event.AnswerFromCache(R));
        assertFalse(answered.reading());
        assertEquals(Step.to(answered), CODE.step(answered, new Event.AnswerFromCache(R)), "once");
    }

    @Test
    void otherwiseQueriesAreSentUntilAResponseIsReturned() {
        Node s = after(asked(), new Event.Tick(R));
        assertEquals(Step.to(s), CODE.step(s, new Event.AnswerFromCache(R)), "there is no answer");
        Step<Node, Message> query = CODE.step(s, new Event.SendQuery(R));
        assertEquals(new Step<>(s, Set.of(new Query(R, A, 1))), query);
        assertEquals(query, CODE.step(s, new Event.SendQuery(R)), "again");
        Node idle = CODE.initial(R);
        assertEquals(Step.to(idle), CODE.step(idle, new Event.SendQuery(R)), "nobody has asked");
    }

    @Test
    void theAuthorityAnswersWithWhatItHolds() {
        Event query = new Event.Receive(A, new Query(R, A, 3));
        Node s = CODE.initial(A);
        assertEquals(new Step<>(s, Set.of(new Response(A, R, 3, Optional.empty()))), CODE.step(s, query));
        Node written = after(s, new Event.Write(A, V));
        assertEquals(new Step<>(written, Set.of(new Response(A, R, 3, Optional.of(V)))), CODE.step(written, query));
    }

    @Test
    void theAnswerIsCachedAndReturnedToTheClient() {
        assertEquals(
                new Node(0, Optional.empty(), Optional.of(new Entry(Optional.of(V), 0)), false),
                after(asked(), response(0, V)));
    }

    @Test
    void whatIsCachedIsNotReplaced() {
        Node s = after(asked(), response(0, V));
        assertEquals(Step.to(s), CODE.step(s, response(0, W)));
    }

    @Test
    void aCacheIsNotKeptAcrossARestartAndTheTimeIs() {
        Node s = after(asked(), response(0, V), new Event.Tick(R), new Event.Read(R), new Event.Restart(R));
        assertEquals(new Node(1, Optional.empty(), Optional.empty(), false), s);
    }

    @Test
    void theAuthorityIsNoResolver() {
        Node s = CODE.initial(A);
        assertEquals(Step.to(s), CODE.step(s, new Event.Read(A)));
        assertThrows(IllegalArgumentException.class, () -> new DnsCache(A, Set.of(A, R), 2));
        assertThrows(IllegalArgumentException.class, () -> new DnsCache(A, Set.of(R), 0));
    }
}
