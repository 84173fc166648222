------------------------ MODULE MCRaftCompleteFaults ------------------------
(***************************************************************************)
(* Faults that models plant in RaftComplete: each replaces an operator, in *)
(* a model that must then violate a property.  And situations that must be *)
(* reachable: each witness denies one.                                     *)
(***************************************************************************)
EXTENDS MCRaftComplete

-----------------------------------------------------------------------------
\* Elections.

\* For IsQuorum: half of the voters is enough.
HalfIsQuorum(configuration, S) == 2 * Cardinality(S \cap configuration.voters) >= Cardinality(configuration.voters)

\* For Durable: the term is not written to disk.
ForgetTerm(s) == [Follower(s) EXCEPT !.commitIndex = s.log.snapshot.lastIndex, !.currentTerm = 0, !.votedFor = None]

\* For UpToDate: whoever asks first gets the vote.
AnyLog(log, lastLogIndex, lastLogTerm) == TRUE

\* For Disregards: who has a leader lets others stand for all that.
Regards(s, m) == FALSE

\* For HandlePreVote: who would vote for a candidate goes to its term.
GoAlong(m) ==
    LET n == m.to
        s == nodes[n]
        granted == Encourages(s, m)
    IN  Step(n, IF granted THEN Adopt(s, m.term + 1) ELSE s,
             {PreVoteReply(n, m.from, IF granted THEN m.term ELSE s.currentTerm, granted)})

-----------------------------------------------------------------------------
\* Replication and compaction.

\* For SendAppendEntries: what was sent is taken for held.
SendAndBelieve(n, p) ==
    LET s == nodes[n]
        next == s.leading.nextIndex[p]
        batch == Batch(s, p)
    IN  /\ s.role = "Leader"
        /\ p \in DOMAIN s.leading.nextIndex
        /\ Step(n, [s EXCEPT !.leading.nextIndex[p] = next + batch, !.leading.matchIndex[p] = next + batch - 1],
                {AppendEntries(n, p, s.currentTerm, next - 1, TermAt(s.log, next - 1),
                               EntriesBetween(s.log, next, next + batch - 1), s.commitIndex, s.leading.round)})

\* For Agrees: an entry is there, whichever it is.
AnyEntry(log, prevLogIndex, prevLogTerm) == prevLogIndex <= LastIndex(log)

\* For Matched: the last answer counts, even if it is an old one.
LastWord(s, m) == m.matchIndex

\* For Batch: without flow control.
AllThereIs(s, p) == Max(0, Min(MaxBatch, LastIndex(s.log) + 1 - s.leading.nextIndex[p]))

\* For TermAt, Agrees and IsCompacted: what is not in the log has term 0, also where a leader has compacted
\* it, and 0 is equal to 0.
TermOrZero(log, index) ==
    IF index = log.snapshot.lastIndex THEN log.snapshot.lastTerm
    ELSE IF index \in log.snapshot.lastIndex + 1..LastIndex(log) THEN EntryAt(log, index).term
    ELSE 0
SameTerm(log, prevLogIndex, prevLogTerm) == TermOrZero(log, prevLogIndex) = prevLogTerm
NeverCompacted(log, index) == FALSE
HeldBetween(log, from, to) ==
    LET first == log.snapshot.lastIndex + 1
    IN  SubSeq(log.entries, Max(from, first) + 1 - first, Max(to, first - 1) + 1 - first)

\* For IsLate: a snapshot is always news.
NeverLate(s, snapshot) == FALSE

\* For Installed: what follows the snapshot goes, though others rely on it.
DropWhatFollows(log, snapshot) == [snapshot |-> snapshot, entries |-> <<>>]

\* For Compacted: what is not committed yet goes, too.
DropTheRest(log, index) ==
    [snapshot |-> [lastIndex     |-> index,
                   lastTerm      |-> TermAt(log, index),
                   state         |-> StateAt(log, index),
                   configuration |-> ConfigurationAt(log, index)],
     entries  |-> <<>>]

\* For Compacted: the configuration is left out.
WithoutConfiguration(log, index) ==
    [snapshot |-> [lastIndex     |-> index,
                   lastTerm      |-> TermAt(log, index),
                   state         |-> StateAt(log, index),
                   configuration |-> log.snapshot.configuration],
     entries  |-> EntriesBetween(log, index + 1, LastIndex(log))]

\* For Compacted: the snapshot is of all entries, committed or not.
CompactAll(log, index) ==
    [snapshot |-> [lastIndex     |-> index,
                   lastTerm      |-> TermAt(log, LastIndex(log)),
                   state         |-> StateAt(log, LastIndex(log)),
                   configuration |-> ConfigurationAt(log, index)],
     entries  |-> EntriesBetween(log, index + 1, LastIndex(log))]

\* For Durable: the snapshot's index is not looked at.
ForgetSnapshot(s) == [Follower(s) EXCEPT !.commitIndex = 0]

-----------------------------------------------------------------------------
\* Membership.

\* For IsEstablished: a leader changes the cluster at once (the bug of 2015).
AtOnce(s) == TRUE

\* For IsQuorum: learners count.
LearnersCount(configuration, S) == 2 * Cardinality(S \cap Members(configuration)) > Cardinality(configuration.voters)

\* For AdvanceCommitIndex: a leader that is removed leads on.
NeverLeave(n, s) ==
    LET Holders(i) == {n} \cup {p \in DOMAIN s.leading.matchIndex : s.leading.matchIndex[p] >= i}
        Agreed == {i \in s.commitIndex + 1..LastIndex(s.log) :
                      TermAt(s.log, i) = s.currentTerm /\ IsQuorum(Configuration(s), Holders(i))}
    IN  [s EXCEPT !.commitIndex = IF Agreed = {} THEN @ ELSE Last(Agreed)]

-----------------------------------------------------------------------------
\* Reads.

\* For MayRead: before the leader has committed an entry of its own.
ReadEarly(s) == TRUE

\* For Answered: a late answer counts for all reads that have begun since.
LateAnswer(s, m) == s.leading.round

\* For Answerers: nobody is asked.
NobodyIsAsked(n, s, round) == Node

\* For HoldsLease: also when the leader has wanted another to lead.
LeaseThroughTransfer(s) ==
    /\ s.role = "Leader"
    /\ s.leading.confirmed > s.leading.expired
    /\ HasCommittedInTerm(s)

-----------------------------------------------------------------------------
\* Witnesses.

\* A leader hands over: another stands because the first wants it, and wins.
NeverTransferred ==
    ~ \E m \in network :
        /\ m.type = "RequestVote" /\ m.transfer
        /\ m.from \in Leaders /\ nodes[m.from].currentTerm = m.term

\* A node that believes itself no voter votes, and its vote makes a leader.
NeverElectedByLearner ==
    ~ \E n \in Leaders, p \in Node :
        /\ p \in Configuration(nodes[n]).voters
        /\ p \notin Configuration(nodes[p]).voters
        /\ nodes[p].votedFor = n /\ nodes[p].currentTerm = nodes[n].currentTerm

\* A follower that has an entry to lose takes a snapshot in its place.
NeverReplacedBySnapshot ==
    [][\A n \in Node :
          LET before == nodes[n].log
              after == nodes'[n].log
          IN  after.snapshot.lastIndex > nodes[n].commitIndex => before.entries = <<>>]_mcVars

\* A batch is sent while another is on its way.
NeverPipelined ==
    ~ \E m, other \in network :
        /\ m.type = "AppendEntries" /\ other.type = "AppendEntries"
        /\ m.term = other.term /\ m.to = other.to
        /\ m.entries # <<>> /\ other.entries # <<>>
        /\ m.prevLogIndex + Len(m.entries) = other.prevLogIndex

\* A leader that hears from no quorum leads no more, in the term in which it led.
NeverSteppedDown ==
    [][\A n \in Leaders : nodes'[n].role = "Leader" \/ nodes'[n].currentTerm > nodes[n].currentTerm \/ Restart(n)]_mcVars
=============================================================================
