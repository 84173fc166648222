package dev.quorate.conformance;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quorate.conformance.sessions.SessionsConformance;
import dev.quorate.conformance.tlc.TlcOptions;
import dev.quorate.kv.StateMachine;
import dev.quorate.paxos.basic.BasicPaxos;
import dev.quorate.paxos.fast.FastPaxos;
import dev.quorate.paxos.multi.MultiPaxos;
import dev.quorate.raft.Raft;
import dev.quorate.raft.complete.Log;
import dev.quorate.raft.complete.RaftComplete;
import dev.quorate.replication.abd.Abd;
import dev.quorate.replication.dnscache.DnsCache;
import dev.quorate.replication.gossip.Gossip;
import dev.quorate.replication.gossip.Stamp;
import dev.quorate.replication.gossip.Version;
import dev.quorate.replication.gossip.Versioning;
import dev.quorate.replication.majority.MajorityRegister;
import dev.quorate.replication.primarybackup.PrimaryBackup;
import dev.quorate.zab.broadcast.Zab;
import dev.quorate.zab.election.FastLeaderElection;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The suite, tested: real bugs of each protocol, seeded into its class one at a time. */
@Execution(ExecutionMode.CONCURRENT)
class SeededBugsTest {
    @TempDir
    private Path classes;

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            a vote is given to a second candidate  | s.votedFor().get().equals(m.from())        | !s.votedFor().get().equals(m.from())     | RequestVote        | granted
            a shorter log is up to date            | lastLogIndex >= log.size()                 | lastLogIndex <= log.size()               | RequestVote        | granted
            a log is truncated by a stale message  | return entries.equals(subSeq(log, prevLogIndex + 1, end)) | return entries.isEmpty()      | AppendEntries      | log
            an older term is committed by counting | return termAt(s.log(), i) == s.currentTerm() | return termAt(s.log(), i) <= s.currentTerm() | AppendEntriesReply | commitIndex
            a restart forgets the vote             | return follower(s).withCommitIndex(0)      | return follower(s).withVotedFor(Optional.empty()).withCommitIndex(0) | Restart | votedFor
            a leader stands for election | `if (s.role() == LEADER) {` | `if (s.role() == CANDIDATE) {` | Timeout | currentTerm
            """)
    void raft(String bug, String code, String buggy, String event, String field) throws IOException {
        SeededBug.assertFound(Raft.class, classes, code, buggy, "raft/two-nodes", event, field);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            a pre-vote is granted by who has a leader | && s.leader().isEmpty()                 | && s.currentTerm() >= 0               | small            | PreVote            | messages sent
            who has a leader votes for all that    | return s.leader().isPresent() && m.term() > s.currentTerm() && !m.transfer(); | return false; | stale-candidates | RequestVote | currentTerm
            who is no voter does not stand         | .anyMatch(i -> s.log().configurationAt(i).voters().contains(n)); | .anyMatch(i -> configuration(s).voters().contains(n)); | membership-restart | Timeout | role
            who may not stand stays in contact     | return Step.to(follower(s));               | return Step.to(s);                    | learners         | Timeout            | leader
            a restart forgets the vote             | return follower(s).withCommitIndex(s.log().snapshot().lastIndex()); | return follower(s).withVotedFor(Optional.empty()).withCommitIndex(s.log().snapshot().lastIndex()); | small | Restart | votedFor
            what was sent is taken for held        | s.leading().matchIndex(), s.log().lastIndex()); | s.leading().nextIndex(), s.log().lastIndex() + 1) - 1; | small | AppendEntriesReply | commitIndex
            a removed leader leads on              | return left ? follower(advanced) : advanced; | return advanced;                    | membership       | AppendEntriesReply | leader
            a leader changes the cluster at once   | && isEstablished(s);                       | && s.currentTerm() > 0;               | membership       | ChangeMembership   | log.entries
            a lease outlives a change              | .withExpired(old.round());                 | .withExpired(old.expired());          | reads-membership | ChangeMembership   | leading.expired
            a late snapshot is installed           | return snapshot.lastIndex() <= s.commitIndex(); | return snapshot.lastIndex() < 0;  | snapshots        | InstallSnapshot    | log.entries
            flow control is left out               | Math.min(maxBatch, Math.min(room, available)) | Math.min(maxBatch, room < 9 ? available : room) | batches | SendAppendEntries | leading.nextIndex
            a read begins too early                | `if (s.role() != LEADER || !mayRead(s)) {` | `if (s.role() != LEADER) {`           | reads            | ReadIndex          | leading.round
            a late answer counts for a newer read  | Math.max(leading.acked().get(p), m.round()) | Math.max(leading.acked().get(p), leading.round()) | reads | AppendEntriesReply | leading.acked
            a transfer does not end leases         | .withTransferee(Optional.of(p)).withTransferred(true) | .withTransferee(Optional.of(p)) | transfer | TransferLeadership | leading.transferred
            commands are taken during a transfer   | `if (s.role() != LEADER || s.leading().transferee().isPresent()) {` | `if (s.role() != LEADER) {` | whole | ClientRequest | log.entries
            """)
    void raftComplete(String bug, String code, String buggy, String model, String event, String field)
            throws IOException {
        SeededBug.assertFound(RaftComplete.class, classes, code, buggy, "raft-complete/" + model, event, field);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            a snapshot leaves the configuration out | configurationAt(index)),                  | snapshot.configuration()),            | snapshots        | Compact            | log.snapshot
            what precedes a batch is dropped       | .first(before - snapshot.lastIndex()) | .first(0)                   | small            | AppendEntries | log.entries
            a snapshot leaves commands out         | condense.apply(Sequences.lazy(() -> stateAt(index)))             | condense.apply(snapshot.state())      | snapshots        | Compact            | log.snapshot
            """)
    void raftCompleteLog(String bug, String code, String buggy, String model, String event, String field)
            throws IOException {
        SeededBug.assertFound(Log.class, classes, code, buggy, "raft-complete/" + model, event, field);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            a restart forgets the promise         | false, Set.of()), s.acceptor(), Learner.INITIAL) | false, Set.of()), new Acceptor(s.acceptor().ballot(), s.acceptor().ballot(), s.acceptor().value()), Learner.INITIAL) | one-acceptor | Restart | acceptor.promised
            a restart forgets the ballot          | new Proposer(s.proposer().ballot(), Optional.empty(), false, Set.of()), s.acceptor() | Proposer.INITIAL, s.acceptor() | one-acceptor | Restart | proposer.ballot
            a proposer keeps its own value        | pick(promises, proposer.request())               | proposer.request().orElseThrow() | one-acceptor | Promise | messages sent
            two proposers use one ballot          | return ballots.next(p, b);                       | return b + 1;                    | one-acceptor | StartBallot | proposer.ballot
            half of the acceptors is a quorum     | return Quorum.isMajority(members, acceptors);    | return 2 * members.size() >= acceptors.size(); | two-nodes | Accepted | learner.learned
            a vote does not raise the promise     | s.withAcceptor(vote(m.ballot(), m.value()))      | s.withAcceptor(new Acceptor(s.acceptor().promised(), m.ballot(), Optional.of(m.value()))) | small | Accept | acceptor.promised
            """)
    void basicPaxos(String bug, String code, String buggy, String model, String event, String field)
            throws IOException {
        SeededBug.assertFound(BasicPaxos.class, classes, code, buggy, "basic-paxos/" + model, event, field);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            a promise is forgotten on restart        | return follower(s).withCommitIndex(s.snapshot().lastIndex()) | return follower(s).withBallot(0).withCommitIndex(s.snapshot().lastIndex()) | two-nodes | Restart | ballot
            what an old ballot asks for is done      | return ballot < s.ballot()                         | return false                          | two-nodes | Prepare      | messages sent
            the lowest ballot wins                   | return q.ballot() > p.ballot() ? q : p             | return q.ballot() < p.ballot() ? q : p | small    | Promise      | log
            a promise tells of one slot only         | return logAfter(s, firstOpenSlot - 1);             | return logAfter(s, firstOpenSlot - 1).stream().limit(1).toList(); | two-nodes | Prepare | messages sent
            a leader is deaf to a replica that lags  | counts = m.ballot() == s.ballot() && s.role() == LEADER; | counts = false;             | two-nodes | CatchUp | messages sent
            what is accepted is thought to be chosen | return snapshot.lastIndex() > s.commitIndex();     | return snapshot.lastIndex() > s.lastSlot(); | compaction | InstallSnapshot | snapshot
            a snapshot replaces the whole log        | withSnapshot(snapshot, logAfter(s, snapshot.lastIndex())) | withSnapshot(snapshot, List.of()) | compaction | InstallSnapshot | log
            who has compacted promises all the same  | return new Step<>(s, Set.of(new InstallSnapshot(n, m.from(), m.ballot(), s.snapshot()))); | return new Step<>(s, Set.of(new Promise(n, m.from(), m.ballot(), s.log()))); | compaction | Prepare | messages sent
            a restart forgets the snapshot           | return follower(s).withCommitIndex(s.snapshot().lastIndex()) | return new Node(s.ballot(), Snapshot.NONE, s.log(), FOLLOWER, Set.of(), List.of(), List.of(), 0, Reading.NONE) | compaction | Restart | snapshot
            a leader sends all that is chosen at once | Math.min(s.commitIndex(), first + maxBatch - 1)   | s.commitIndex()                       | batches | CatchUp | messages sent
            a leader keeps its snapshot to itself    | `if (m.firstOpenSlot() <= s.snapshot().lastIndex()) {` | `if (m.firstOpenSlot() < 1) {` | compaction | CatchUp | messages sent
            a late proposal shifts the log           | `if (k < 1) {`                                     | `if (s.log().isEmpty()) {`            | compaction | Accept | log
            a read asks nobody                       | return Step.to(confirm(n, begun(n, s)));           | return Step.to(begun(n, s).withReading(begun(n, s).reading().withConfirmed(1))); | reads | ReadIndex | reading.confirmed
            a late answer counts for the next read   | m.round());                                        | s.reading().round());                 | reads-two-nodes | CommitReply | reading.acked
            a new leader reads too early             | return s.lastSlot();                               | return s.commitIndex();               | reads-two-nodes | ReadIndex | reading.floor
            an answer tells of no round              | Math.max(s.reading().acked().get(m.from()), m.round()) | s.reading().acked().get(m.from()) | reads | CommitReply | reading.acked
            who asks for no answer gets one          | `if (m.round() > 0) {`                             | `if (m.round() >= 0) {`               | reads | Commit | messages sent
            a leader is set back by a snapshot       | s.role() != LEADER && isNews(s, m.snapshot())      | isNews(s, m.snapshot())               | compaction-three-nodes | InstallSnapshot | snapshot
            """)
    void multiPaxos(String bug, String code, String buggy, String model, String event, String field)
            throws IOException {
        SeededBug.assertFound(MultiPaxos.class, classes, code, buggy, "multi-paxos/" + model, event, field);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            Any is for later ballots, too          | boolean any = acceptor.any() && m.ballot() == acceptor.promised(); | boolean any = acceptor.any(); | two-coordinators | Prepare | any
            a collision goes unnoticed             | distinct().count() > 1                         | distinct().count() > 2 | two-nodes        | Accepted | coordinator
            votes are promises of the same ballot  | Coordinator.idle(m.ballot() + 1)               | Coordinator.idle(m.ballot()) | two-nodes  | Accepted | coordinator
            an acceptor votes twice in a fast ballot | return new Acceptor(b, b, Optional.of(v), false); | return new Acceptor(b, b, Optional.of(v), true); | two-coordinators | Any | acceptor
            a restart forgets the vote             | s.acceptor().withPromised(s.acceptor().promised(), false), | Acceptor.INITIAL, | two-coordinators | Restart | acceptor
            a refusal is believed whatever it says | return m.ballot() > s.coordinator().ballot()   | return m.ballot() > 0  | two-coordinators | Refusal  | coordinator
            """)
    void fastPaxos(String bug, String code, String buggy, String model, String event, String field) throws IOException {
        SeededBug.assertFound(FastPaxos.class, classes, code, buggy, "fast-paxos/" + model, event, field);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            a vote of an earlier round counts      | return m.round() < s.round();                  | return false;                                  | small     | Notification  | messages sent
            a later round is not caught up with    | return m.round() > s.round();                  | return false;                                  | two-nodes | Notification  | round
            the last vote is as good as any        | return arrived.compareTo(own) > 0 ? arrived : own | return arrived                              | two-nodes | Notification  | vote
            half of the servers is a quorum        | return Quorum.isMajority(members, servers);    | return 2 * members.size() >= servers.size();   | two-nodes | Decide        | state
            support of an old vote counts          | support(changed ? Set.of() : s.supporters(),   | support(s.supporters(),                        | small     | Notification  | supporters
            any round of its own makes a leader    | ? round == s.round()                           | ? round <= s.round()                           | small     | Notification  | state
            a restart keeps the round              | return restart();                              | return Step.to(new Node(State.LOOKING, 0, Zxid.NONE, s.round(), Optional.empty(), Set.of(), Set.of())); | two-nodes | Restart | round
            """)
    void fastLeaderElection(String bug, String code, String buggy, String model, String event, String field)
            throws IOException {
        SeededBug.assertFound(
                FastLeaderElection.class, classes, code, buggy, "fast-leader-election/" + model, event, field);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            an observer's word counts (2959)         | counted.retainAll(voters);                     | counted.addAll(members);              | observer  | CEpoch    | acceptedEpoch
            an observer's copy counts                | return Quorum.reached(voters.stream()          | return Quorum.reached(java.util.stream.Stream.concat(voters.stream(), known.keySet().stream()).distinct() | observer | AckLeader | lastCommitted
            a wiped server takes part (261)          | return looking(s).withLastCommitted(s.history().snapshot().lastIndex()); | return looking(s).withHistory(History.EMPTY).withLastCommitted(0); | observer | Restart | history
            the epoch is written first (4643)        | return s.withInitialHistory(s.latestEpoch(), history); | return s.withInitialHistory(s.latestEpoch(), history).withEpochs(s.acceptedEpoch(), s.acceptedEpoch()); | observer | Diff | currentEpoch
            all that is there is delivered (4394)    | return s.history().countUpTo(zxid);            | return s.history().length();          | observer  | CommitLeader | lastCommitted
            history is acknowledged early (3911)     | Node t = adopt(s, m.epoch());                  | Node t = s.withEpochs(s.acceptedEpoch(), m.epoch()); | observer | NewLeader | initialHistory
            who synchronizes is left out             | Set<NodeId> proposees = at(s, SYNCHRONIZING);  | Set<NodeId> proposees = at(s, ACTIVE); | observer | ClientRequest | network
            what is not delivered is cut off (3526)  | return s.history();                            | return s.history().upTo(s.lastCommitted()); | observer | AckEpoch | network
            a leader keeps its own history           | return epoch > otherEpoch                      | return epoch < otherEpoch             | two-nodes | AckEpoch    | history
            an epoch is accepted again               | m.epoch() > s.acceptedEpoch(), s.currentEpoch() | m.epoch() >= s.acceptedEpoch(), s.currentEpoch() | observer | NewEpoch | network
            an earlier epoch is accepted             | } else if (m.epoch() < s.acceptedEpoch()) {    | } else if (m.epoch() < s.currentEpoch()) { | small | NewEpoch | acceptedEpoch
            the end comes before the history         | return List.of(last.equals(zxid) ? new Diff(n, p, rest) : new Trunc(n, p, last, rest), end); | return List.of(end, last.equals(zxid) ? new Diff(n, p, rest) : new Trunc(n, p, last, rest)); | observer | AckEpoch | network
            what is not delivered is compacted (1558) | index <= s.lastCommitted();                   | index <= s.history().length();        | compaction | Compact   | history
            what is compacted all have               | `if (!history.reachesBack(zxid) || history`    | if (history                           | compaction | AckEpoch  | network
            a snapshot is not delivered              | Math.max(s.lastCommitted(), history.snapshot().lastIndex()) | s.lastCommitted()        | compaction | NewLeader | lastCommitted
            a restart delivers its snapshot again    | return looking(s).withLastCommitted(s.history().snapshot().lastIndex()); | return looking(s).withLastCommitted(0); | compaction | Restart | lastCommitted
            any answer confirms all rounds           | quorumHas(n, s.round(), s.acked());            | s.acked().isEmpty() ? 0 : s.round();  | reads      | ReadIndex | confirmed
            an answer counts for the last round      | acked.put(m.from(), m.round());                | acked.put(m.from(), s.round());       | reads      | PingReply | acked
            a leader asks nobody (1675)              | Math.max(s.confirmed(), answered)              | s.round()                             | reads      | ReadIndex | confirmed
            who does not follow yet is asked         | toEach(at(s, ACTIVE), p -> new Ping(n, p, round)) | toEach(proposees(s), p -> new Ping(n, p, round)) | reads | ReadIndex | network
            """)
    void zab(String bug, String code, String buggy, String model, String event, String field) throws IOException {
        SeededBug.assertFound(Zab.class, classes, code, buggy, "zab/" + model, event, field);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            a restart forgets the copy               | return s;                                      | return new Node(Set.of());            | gossip/small        | Restart  | versions
            what comes last is right                 | new Node(Version.merge(s.versions(), m.versions())) | new Node(m.versions())           | gossip/small        | Update   | versions
            who is asked does not answer             | return new Step<>(s, Set.of(new Update(n, m.from(), s.versions()))); | return Step.to(s); | gossip/small      | Request  | messages sent
            the answer is the copy before            | new Update(n, m.from(), merged.versions())     | new Update(n, m.from(), s.versions()) | gossip/small        | Exchange | messages sent
            an empty copy is pushed                  | new Update(n, p, s.versions())                 | new Update(n, p, Set.of())            | gossip/small        | Push     | messages sent
            """)
    void gossip(String bug, String code, String buggy, String model, String event, String field) throws IOException {
        SeededBug.assertFound(Gossip.class, classes, code, buggy, model, event, field);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            a clock does not follow what is seen     | return new Timestamp(seen + 1, n);             | return new Timestamp(1, n);           | gossip/small        | Write    | versions
            a vector forgets what is seen            | seen.merge(node, count, Math::max)             | seen.merge(node, 0, Math::max)        | gossip-vector/small | Write    | versions
            a write is not counted                   | seen.merge(n, 1, Integer::sum);                | seen.merge(n, 0, Integer::sum);       | gossip-vector/small | Write    | versions
            """)
    void versioning(String bug, String code, String buggy, String model, String event, String field)
            throws IOException {
        SeededBug.assertFound(Versioning.class, classes, code, buggy, model, event, field);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            the client is answered first           | return s.awaited().isEmpty() ? s.withAcked(s.log().size()) : s; | return s.withAcked(s.log().size()); | two-nodes | Restart | acked
            a restart thinks that all have copies  | return Step.to(t.primary().equals(n) ? await(n, t) : t); | return Step.to(settle(t)); | two-nodes | Restart | awaited
            an earlier primary is believed         | `isEarlier(m.from(), s.primary()) ||` | `false ||` | two-nodes | Copy | messages sent
            a gap is said to be no gap             | m.index() > s.log().size() + 1                 | m.index() > s.log().size() + 2                 | mistaken  | Copy          | messages sent
            an old answer counts                   | return m.index() == s.log().size()             | return m.index() <= s.log().size()             | two-nodes | Copied        | awaited
            a late copy truncates                  | index <= log.size() && log                     | index == log.size() && log                     | two-nodes | Copy          | log
            who takes over waits for nobody        | return Step.to(await(n, s.withPrimary(n)));    | return Step.to(settle(s.withPrimary(n)));      | mistaken  | TakeOver      | awaited
            """)
    void primaryBackup(String bug, String code, String buggy, String model, String event, String field)
            throws IOException {
        SeededBug.assertFound(PrimaryBackup.class, classes, code, buggy, "primary-backup/" + model, event, field);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            names do not decide between equal clocks | node.compareTo(t.node) < 0                     | false                                 | gossip/small        | Update   | versions
            a vector that is less somewhere is older | return false;                                  | continue;                             | gossip-vector/small | Update   | versions
            """)
    void stamps(String bug, String code, String buggy, String model, String event, String field) throws IOException {
        SeededBug.assertFound(Stamp.class, classes, code, buggy, model, event, field);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            everything is kept                       | latest.removeIf(v -> all.stream().anyMatch(v::isOlderThan)); | latest.size();          | gossip/small        | Update   | versions
            siblings that were here are dropped      | new HashSet<>(all);                            | new HashSet<>(other);                 | gossip-vector/small | Update   | versions
            """)
    void versions(String bug, String code, String buggy, String model, String event, String field) throws IOException {
        SeededBug.assertFound(Version.class, classes, code, buggy, model, event, field);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            the time counts from the arrival       | return expire(s.withCache(Optional.of(new Entry(value, at)))); | return expire(s.withCache(Optional.of(new Entry(value, s.clock())))); | one-resolver | Response | cache
            what is cached never expires           | return s.withCache(s.cache().filter(entry -> s.clock() < entry.since() + ttl)); | return s; | one-resolver | Response | cache
            it is cached for a tick too long       | s.clock() < entry.since() + ttl                | s.clock() <= entry.since() + ttl               | one-resolver | Response | cache
            a response that comes late is an answer | `if (s.cache().isPresent() || t.cache().isEmpty()) {` | `if (s.cache().isPresent()) {` | one-resolver | Response | reading
            a cached value is replaced             | `if (s.cache().isPresent() || t.cache().isEmpty()) {` | `if (t.cache().isEmpty()) {` | one-resolver | Response | reading
            a resolver takes a write               | return n.equals(authority) ? Step.to(s.withValue(Optional.of(v))) : Step.to(s); | return Step.to(s.withValue(Optional.of(v))); | one-resolver | Write | value
            a restart keeps the cache              | return s.withCache(Optional.empty()).withReading(false); | return s.withReading(false);         | one-resolver | Restart     | cache
            """)
    void dnsCache(String bug, String code, String buggy, String model, String event, String field) throws IOException {
        SeededBug.assertFound(DnsCache.class, classes, code, buggy, "dns-cache/" + model, event, field);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            a read is not written back             | return s.withPhase(Phase.PROPAGATION)                 | return s.withPhase(s.request().isPresent() ? Phase.PROPAGATION : Phase.DONE) | Report | phase
            a write takes the timestamp it heard   | latest.timestamp().next(n)                            | latest.timestamp()                    | Report    | latest
            a writer stores its version later      | .withStored(later(s.stored(), version))               |                                       | Report    | stored
            a restart forgets what is stored       | new Node(s.stored(), s.operation(), Phase.IDLE,       | new Node(Version.NONE, s.operation(), Phase.IDLE, | Restart | stored
            a restart forgets the number           | new Node(s.stored(), s.operation(), Phase.IDLE,       | new Node(s.stored(), 0, Phase.IDLE,   | Restart   | operation
            an older version replaces a later one  | return a.timestamp().precedes(b.timestamp()) ? b : a; | return b;                             | Propagate | stored
            an answer to what is past counts       | s.phase() == phase && s.operation() == m.operation()  | s.phase() == phase                    | Report    | heard
            one node is a quorum                   | return Quorum.isMajority(members, nodes);             | return !members.isEmpty();            | Ack       | phase
            """)
    void abd(String bug, String code, String buggy, String event, String field) throws IOException {
        SeededBug.assertFound(Abd.class, classes, code, buggy == null ? "" : buggy, "abd/one-client", event, field);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            an old write replaces a later one      | return m.operation() > s.taken().get(m.from());       | return true;                          | Write   | taken
            a restart forgets which writes it took | new Node(s.value(), s.taken(), s.operation(), Phase.IDLE, | new Node(s.value(), Map.of(), s.operation(), Phase.IDLE, | Restart | taken
            a restart forgets the value            | new Node(s.value(), s.taken(), s.operation(), Phase.IDLE, | new Node(Optional.empty(), s.taken(), s.operation(), Phase.IDLE, | Restart | value
            a node is heard twice                  | if (!voices(heard).contains(from)) {                  | if (heard.size() < 9) { | Ack | heard
            one node is a quorum                   | return Quorum.isMajority(members, nodes);             | return !members.isEmpty();            | Ack     | phase
            """)
    void majorityRegister(String bug, String code, String buggy, String event, String field) throws IOException {
        SeededBug.assertFound(
                MajorityRegister.class, classes, code, buggy, "majority-register/late-writes", event, field);
    }

    /** Held against its spec by a test of its own: see {@link SessionsConformance}. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            a session expires too late               | sessions.size() <= maxSessions                | sessions.size() <= maxSessions + 1     | Apply Registered
            the last used session expires            | .min(Comparator                               | .max(Comparator                        | Apply Registered
            a name is given again                    | return s.registered() + 1;                    | return s.sessions().size() + 1;        | Apply Registered
            a late request is executed               | return passOver(s, q);                        | return execute(s, q);                  | Apply Outdated
            a request that comes again is executed   | q.sequence() > session.sequence()             | q.sequence() >= session.sequence()     | Apply Done
            a request that comes again is outdated   | q.sequence() == session.sequence()            | false                                  | Apply Done
            a request that comes again is no use     | return after(using(s, q.session(), q.sequence(), answer), answer); | return after(s, answer); | Apply Done
            a late request is no use                 | return after(using(s, q.session(), session.sequence(), session.answer()), new Outdated()); | return after(s, new Outdated()); | Apply Outdated
            an expired session is a new one          | return refuse(s);                             | return execute(s, q);                  | Apply Expired
            an expired client is not told            | return after(s, new Expired());               | return after(s, new Outdated());       | Apply Expired
            who comes late is told the last answer   | session.answer()), new Outdated());           | session.answer()), session.answer());  | Apply Outdated
            a no-op is not counted                   | return after(s, new Ignored());               | return new Applied(s, new Ignored());  | Apply Ignored
            a snapshot has no sessions               | return new Applied(snapshot.state(), new Ignored()); | return new Applied(new State(snapshot.state().applied(), snapshot.state().registered(), State.INITIAL.sessions(), snapshot.state().store()), new Ignored()); | Restore
            the answer is where the last one was     | new Done(s.applied() + 1, executed.outcome()) | new Done(s.applied(), executed.outcome()) | Apply Done
            """)
    void sessions(String bug, String code, String buggy, String event) throws IOException {
        SeededBug.compile(StateMachine.class, classes, code, buggy);
        SessionsConformance.Report report = SessionsConformance.check(
                Repository.model("sessions/small"),
                TlcOptions.DEFAULT.withWorkers(1).withClasses(classes));
        assertTrue(report.divergences().containsKey(event), () -> bug + ": found " + report.divergences());
    }
}
