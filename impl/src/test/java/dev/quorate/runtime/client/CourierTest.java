package dev.quorate.runtime.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quorate.core.NodeId;
import dev.quorate.kv.Answer;
import dev.quorate.kv.Answer.Done;
import dev.quorate.kv.Operation;
import dev.quorate.kv.Operation.Outcome;
import dev.quorate.runtime.api.Addresses;
import dev.quorate.runtime.api.Change;
import dev.quorate.runtime.api.Keys;
import dev.quorate.runtime.api.Request;
import dev.quorate.runtime.api.Request.Freshness;
import dev.quorate.runtime.api.Response;
import dev.quorate.runtime.api.Response.Cause;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What a client does when servers answer this or that, or nothing. */
@SuppressWarnings("FutureReturnValueIgnored")
class CourierTest {
    private static final Request GET = new Request.Get("k", Freshness.LINEARIZABLE);
    private static final Response VALUE = new Response.Value(1, Optional.of("v"));
    private static final Response NOBODY_LEADS = new Response.NotLeader(Optional.empty());
    private static final Operation PUT = new Operation.Put("k", "v");
    private static final Response DONE = new Response.Applied(new Done(7, new Outcome(true, Optional.empty())));

    private final Script script = new Script();
    private final Courier courier = new Courier(
            new Route(List.of(Addresses.parse("a:1"), Addresses.parse("b:2"), Addresses.parse("c:3")), () -> 1),
            100,
            script,
            script::now,
            new Watches(Runnable::run));
    private final Sessions sessions = new Sessions(courier, script::now, "me", 2, 100);

    private static Response leads(String address) {
        return new Response.NotLeader(Optional.of(new Response.Member(new NodeId("n"), address)));
    }

    private static Response registered(long session) {
        return new Response.Applied(new Answer.Registered(session));
    }

    private CompletableFuture<Call.Answered> get() {
        return courier.bring(GET, false, inSeconds(10));
    }

    private CompletableFuture<Done> put() {
        return sessions.execute(PUT, inSeconds(10));
    }

    private long inSeconds(int seconds) {
        return script.now() + TimeUnit.SECONDS.toNanos(seconds);
    }

    private void pass(int millis) {
        script.wait(millis, () -> {
            courier.tick();
            sessions.tick();
        });
    }

    private static <T extends Throwable> T failure(Class<T> type, CompletableFuture<?> future) {
        assertTrue(future.isDone(), "it has ended");
        Throwable cause = assertThrows(CompletionException.class, future::join).getCause();
        return assertThrows(type, () -> {
            throw cause;
        });
    }

    @Test
    void nobodyIsDialledBeforeThereIsSomethingToAsk() {
        pass(1000);
        assertEquals(0, script.dials());
    }

    @Test
    void aHintIsFollowedAtOnce() {
        CompletableFuture<Call.Answered> answer = get();
        script.last().accept().answer(leads("c:3"));
        assertEquals("c:3", script.last().to());
        script.last().accept().answer(VALUE);
        assertEquals(new Call.Answered(VALUE, false), answer.join());
    }

    @Test
    void aServerThatIsOnlyKnownByAHintIsFoundToo() {
        CompletableFuture<Call.Answered> answer = get();
        script.last().accept().answer(leads("d:4"));
        assertEquals("d:4", script.last().to());
        script.last().accept().answer(VALUE);
        assertTrue(answer.isDone());
    }

    @Test
    void serversThatSendAClientInACircleAreAskedMoreAndMoreSlowly() {
        get();
        for (int i = 0; script.now() < TimeUnit.SECONDS.toNanos(8); i++) {
            int dials = script.dials();
            script.last().accept().answer(leads(i % 2 == 0 ? "b:2" : "a:1"));
            for (int waited = 0; script.dials() == dials && waited < 1000; waited += 5) {
                pass(5);
            }
        }
        assertTrue(script.dials() < 60, script.dials() + " connections were made in 8 s");
    }

    @Test
    void withoutAHintOneServerAfterTheOtherIsAsked() {
        CompletableFuture<Call.Answered> answer = get();
        assertEquals("a:1", script.last().to());
        script.last().refuse();
        pass(20);
        assertEquals("b:2", script.last().to());
        script.last().accept().answer(NOBODY_LEADS);
        pass(20);
        assertEquals("c:3", script.last().to());
        script.last().accept().answer(VALUE);
        assertTrue(answer.isDone());
        assertFalse(script.last().isClosed(), "the connection stays for the next");
    }

    @Test
    void allThatWaitsGoesOnOneConnection() {
        List<CompletableFuture<Call.Answered>> answers = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            answers.add(get());
        }
        assertEquals(1, script.dials());
        Script.Dial line = script.last().accept();
        assertEquals(10, line.requests().size());
        for (int i = 9; i >= 0; i--) {
            line.answer(i, new Response.Value(i, Optional.empty()));
        }
        for (int i = 0; i < 10; i++) {
            assertEquals(
                    new Response.Value(i, Optional.empty()),
                    answers.get(i).join().response());
        }
    }

    @Test
    void aWriteIsSentAgainWithItsNumberAfterTheConnectionBroke() {
        CompletableFuture<Done> answer = put();
        script.last().accept().answer(registered(5));
        Script.Dial first = script.last();
        assertEquals(2, first.requests().size());
        first.breaks();
        pass(20);
        Script.Dial second = script.last().accept();
        assertEquals(List.of(first.requests().get(1)), second.requests(), "the same request, number and all");
        second.answer(DONE);
        assertEquals(7, answer.join().index());
    }

    @Test
    void aLateAnswerOfAnEarlierConnectionIsNotHeard() {
        CompletableFuture<Call.Answered> answer = get();
        Script.Dial first = script.last().accept();
        first.breaks();
        pass(20);
        script.last().accept();
        first.answer(new Response.Value(0, Optional.of("old")));
        assertFalse(answer.isDone());
        script.last().answer(VALUE);
        assertEquals(VALUE, answer.join().response());
    }

    @Test
    void anAnswerThatComesTwiceIsHeardOnce() {
        CompletableFuture<Call.Answered> answer = get();
        Script.Dial line = script.last().accept();
        line.answer(0, VALUE);
        line.answer(0, new Response.Value(2, Optional.empty()));
        assertEquals(VALUE, answer.join().response());
    }

    @Test
    void ofAnUnknownOutcomeItIsAskedAgain() {
        CompletableFuture<Done> answer = put();
        Script.Dial line = script.last().accept();
        line.answer(registered(5));
        line.answer(new Response.Unknown("the leader leads no more"));
        pass(50);
        assertEquals(line.requests().get(1), line.requests().get(2), "the same request again");
        line.answer(DONE);
        assertTrue(answer.isDone());
    }

    @Test
    void aWriteThatMayHaveBeenDoneSaysSoWhenItsTimeIsOver() {
        CompletableFuture<Done> answer = put();
        Script.Dial line = script.last().accept();
        line.answer(registered(5));
        line.breaks();
        pass(10_000);
        String message = failure(OutcomeUnknownException.class, answer).getMessage();
        assertTrue(message.contains("the outcome is unknown") && message.contains("connection was lost"), message);
    }

    @Test
    void aWriteThatWasNotDoneSaysSoWhenItsTimeIsOver() {
        CompletableFuture<Done> answer = put();
        Script.Dial line = script.last().accept();
        line.answer(registered(5));
        line.answer(NOBODY_LEADS);
        pass(10_000);
        String message = failure(NoAnswerException.class, answer).getMessage();
        assertTrue(message.contains("nothing was done"), message);
    }

    @Test
    void aReadThatHasNoAnswerIsNoUnknownOutcome() {
        CompletableFuture<Call.Answered> answer = get();
        script.last().accept();
        pass(10_000);
        failure(NoAnswerException.class, answer);
    }

    @Test
    void aServerThatSaysNothingIsLeft() {
        get();
        Script.Dial silent = script.last().accept();
        pass(2_100);
        assertTrue(silent.isClosed(), "after two seconds");
        assertEquals("b:2", script.last().to());
    }

    @Test
    void anOverloadedServerIsAskedAgainLater() {
        CompletableFuture<Call.Answered> answer = get();
        Script.Dial line = script.last().accept();
        line.answer(new Response.Refused(Cause.OVERLOADED, "full"));
        assertEquals(1, line.requests().size(), "not at once");
        pass(20);
        assertEquals(2, line.requests().size());
        line.answer(VALUE);
        assertTrue(answer.isDone());
    }

    @Test
    void aServerThatIsAboutToEndIsLeft() {
        get();
        script.last().accept().answer(new Response.Refused(Cause.STOPPING, "stop"));
        pass(20);
        assertEquals("b:2", script.last().to());
    }

    @Test
    void whatIsInvalidIsNotAskedAgain() {
        CompletableFuture<Done> answer = put();
        Script.Dial line = script.last().accept();
        line.answer(registered(5));
        line.answer(new Response.Refused(Cause.INVALID, "a key has at most 1024 bytes"));
        assertEquals(
                "a key has at most 1024 bytes",
                failure(InvalidRequestException.class, answer).getMessage());
    }

    @Test
    void aFullConnectionIsTriedAgain() {
        get();
        Script.Dial line = script.last().accept();
        line.isFull(true);
        CompletableFuture<Call.Answered> second = get();
        pass(20);
        assertEquals(1, line.requests().size());
        line.isFull(false);
        pass(20);
        assertEquals(2, line.requests().size());
        line.answer(1, VALUE);
        assertTrue(second.isDone());
    }

    @Test
    void whatIsNoAnswerEndsTheConnection() {
        get();
        Script.Dial line = script.last().accept();
        line.garbage();
        assertTrue(line.isClosed());
        pass(20);
        assertEquals("b:2", script.last().to());
    }

    @Test
    void noMoreWaitsThanMay() {
        for (int i = 0; i < 100; i++) {
            get();
        }
        failure(NoAnswerException.class, get());
    }

    @Test
    void closingEndsWhatIsPendingWithWhatIsKnownOfIt() {
        CompletableFuture<Done> sent = put();
        script.last().accept().answer(registered(5));
        CompletableFuture<Call.Answered> read = get();
        CompletableFuture<Done> unsent = put();
        sessions.close();
        courier.close();
        failure(OutcomeUnknownException.class, sent);
        failure(ClientClosedException.class, read);
        failure(ClientClosedException.class, unsent);
        failure(ClientClosedException.class, get());
        assertTrue(script.last().isClosed());
    }

    // ---------------------------------------------------------------------------------------------------------------
    // Sessions.

    @Test
    void aSessionIsUsedAgainWithTheNextNumber() {
        CompletableFuture<Done> first = put();
        Script.Dial line = script.last().accept();
        line.answer(registered(5));
        line.answer(DONE);
        assertTrue(first.isDone());
        put();
        assertEquals(List.of("register me.1", "5.1 put k v", "5.2 put k v"), commands(line));
    }

    @Test
    void asManySessionsAreOpenedAsMayBeAndTheOthersWait() {
        List<CompletableFuture<Done>> all = List.of(put(), put(), put());
        Script.Dial line = script.last().accept();
        assertEquals(List.of("register me.1", "register me.2"), commands(line));
        line.answer(registered(5));
        line.answer(registered(6));
        assertEquals(List.of("5.1 put k v", "6.1 put k v"), commands(line).subList(2, 4));
        assertEquals(4, line.requests().size(), "a session has one request at a time");
        line.answer(3, DONE);
        assertEquals("6.2 put k v", commands(line).get(4));
        line.answer(2, DONE);
        line.answer(4, DONE);
        all.forEach(one -> assertTrue(one.isDone()));
    }

    @Test
    void aRequestThatFindsItsSessionExpiredIsDoneInAnotherIfItWasNeverSentBefore() {
        CompletableFuture<Done> answer = put();
        Script.Dial line = script.last().accept();
        line.answer(registered(5));
        line.answer(new Response.Applied(new Answer.Expired()));
        line.answer(registered(9));
        assertEquals("9.1 put k v", commands(line).get(3));
        line.answer(DONE);
        assertTrue(answer.isDone());
    }

    @Test
    void aRequestThatWasSentBeforeAndFindsItsSessionExpiredHasAnUnknownOutcome() {
        CompletableFuture<Done> answer = put();
        Script.Dial line = script.last().accept();
        line.answer(registered(5));
        line.breaks();
        pass(20);
        script.last().accept().answer(new Response.Applied(new Answer.Expired()));
        failure(OutcomeUnknownException.class, answer);
    }

    @Test
    void afterAnUnknownOutcomeTheSessionGoesOnWithAHigherNumber() {
        CompletableFuture<Done> lost = put();
        Script.Dial line = script.last().accept();
        line.answer(registered(5));
        pass(10_000);
        failure(OutcomeUnknownException.class, lost);
        put();
        pass(300);
        script.last().accept();
        assertEquals(List.of("5.2 put k v"), commands(script.last()));
    }

    @Test
    void whoWaitsForASessionInVainIsToldThatNothingWasDone() {
        put();
        put();
        CompletableFuture<Done> third = put();
        pass(10_000);
        assertTrue(failure(NoAnswerException.class, third).getMessage().contains("no session was free"));
    }

    private static List<String> commands(Script.Dial line) {
        return line.requests().stream()
                .map(request -> ((Request.Submit) request).command().name())
                .toList();
    }

    // ---------------------------------------------------------------------------------------------------------------
    // Watches.

    @Test
    void aWatchGoesOnWithTheNextConnectionFromWhereItWas() {
        List<String> told = new ArrayList<>();
        courier.watch(new Watches.Watching(new Keys.One("k"), Request.Watch.NOW, listener(told)));
        Script.Dial line = script.last().accept();
        line.answer(0, new Response.Watching(3));
        line.answer(0, new Response.Changed(new Change(5, "k", Optional.of("v"))));
        line.breaks();
        pass(20);
        Script.Dial next = script.last().accept();
        assertEquals(List.of(new Request.Watch(new Keys.One("k"), 5)), next.requests());
        next.answer(0, new Response.Watching(5));
        next.answer(0, new Response.Compacted(9));
        next.answer(0, new Response.WatchEnded(9, "too slow"));
        next.answer(0, new Response.Changed(new Change(10, "k", Optional.empty())));
        assertEquals(List.of("begun 3", "changed 5", "missed 9", "ended 9 too slow"), told);
    }

    @Test
    void aWatchThatIsEndedIsNotAskedForAgain() {
        List<String> told = new ArrayList<>();
        Watches.Watching watching = new Watches.Watching(new Keys.One("k"), 3, listener(told));
        courier.watch(watching);
        Script.Dial line = script.last().accept();
        courier.unwatch(watching);
        assertEquals(new Request.Unwatch(line.number(0)), line.requests().get(1));
        line.answer(0, new Response.Changed(new Change(5, "k", Optional.of("v"))));
        line.breaks();
        get();
        pass(20);
        assertEquals(List.of(GET), script.last().accept().requests());
        assertEquals(List.of(), told);
    }

    private static WatchListener listener(List<String> told) {
        return new WatchListener() {
            @Override
            public void changed(Change change) {
                told.add("changed " + change.revision());
            }

            @Override
            public void begun(long revision) {
                told.add("begun " + revision);
            }

            @Override
            public void missed(long revision) {
                told.add("missed " + revision);
            }

            @Override
            public void ended(long revision, String why) {
                told.add("ended " + revision + " " + why);
            }
        };
    }
}
