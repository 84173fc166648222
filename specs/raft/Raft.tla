-------------------------------- MODULE Raft --------------------------------
(***************************************************************************)
(* Raft: a log that is replicated by a leader, and the election of leaders *)
(* that makes this safe.                                                   *)
(*                                                                         *)
(* After D. Ongaro and J. Ousterhout, "In Search of an Understandable      *)
(* Consensus Algorithm" (USENIX ATC 2014; the extended version's sections  *)
(* are cited as §), and D. Ongaro, "Consensus: Bridging Theory and         *)
(* Practice" (thesis, Stanford 2014), chapter 3.  The Java class is        *)
(* dev.quorate.raft.Raft: one method per action, same names, same order.   *)
(*                                                                         *)
(* Where it departs from the paper, and why:                               *)
(*  - A timeout, the vote for oneself and the broadcast of RequestVote are *)
(*    one step.  A crash between them is a step whose messages are lost.   *)
(*  - A message of a higher term is handled in the step that adopts the    *)
(*    term (§5.1), as an implementation does it.                           *)
(*  - A heartbeat is an AppendEntries like any other: it carries whatever  *)
(*    the follower may lack, which may be nothing.                         *)
(*  - A follower that refuses an AppendEntries names an index above which  *)
(*    the logs cannot agree, so that the leader backs up in fewer rounds   *)
(*    (the optimisation at the end of §5.3).                               *)
(*  - A node that restarts has forgotten its commitIndex, and so applies   *)
(*    its log again from the start, as in the paper; there is no separate  *)
(*    lastApplied, because what is committed may be applied at once.       *)
(*  - Left out: membership changes, log compaction, read-only requests.    *)
(*                                                                         *)
(* The network is the set of messages that may still arrive.  A message    *)
(* stays there when it is received, so that it may arrive again, at any    *)
(* later time and after any other; Lose takes it away.  That is loss,      *)
(* duplication and reordering, and nothing is assumed of delay.            *)
(***************************************************************************)
EXTENDS Naturals, Sequences, FiniteSets

CONSTANTS
    Node,       \* the set of nodes
    Command,    \* the set of commands that clients may send
    None        \* no node: the vote of who has not voted

VARIABLES
    nodes,      \* nodes[n]: the local state of node n, a record (see TypeOK)
    network,    \* the set of messages that may still arrive
    committed   \* ghost: every entry ever committed, in order; `by` is the term of the leader that did it

vars == <<nodes, network, committed>>

-----------------------------------------------------------------------------
\* Messages.

RequestVote(from, to, term, lastLogIndex, lastLogTerm) ==
    [type |-> "RequestVote", from |-> from, to |-> to, term |-> term,
     lastLogIndex |-> lastLogIndex, lastLogTerm |-> lastLogTerm]

RequestVoteReply(from, to, term, granted) ==
    [type |-> "RequestVoteReply", from |-> from, to |-> to, term |-> term, granted |-> granted]

AppendEntries(from, to, term, prevLogIndex, prevLogTerm, entries, leaderCommit) ==
    [type |-> "AppendEntries", from |-> from, to |-> to, term |-> term,
     prevLogIndex |-> prevLogIndex, prevLogTerm |-> prevLogTerm,
     entries |-> entries, leaderCommit |-> leaderCommit]

\* matchIndex: if success, the logs agree up to it; if not, they agree at most up to it.
AppendEntriesReply(from, to, term, success, matchIndex) ==
    [type |-> "AppendEntriesReply", from |-> from, to |-> to, term |-> term,
     success |-> success, matchIndex |-> matchIndex]

-----------------------------------------------------------------------------
\* Helpers.  Those marked "replaceable" are where a model plants a known fault.

Min(a, b) == IF a < b THEN a ELSE b
Max(a, b) == IF a > b THEN a ELSE b
Last(S) == CHOOSE i \in S : \A j \in S : j <= i

\* Any two quorums share a node.  Replaceable.
IsQuorum(S) == 2 * Cardinality(S) > Cardinality(Node)

Peers(n) == Node \ {n}

\* The term of the entry at an index; index 0 stands before the first entry.
TermAt(log, index) == IF index = 0 THEN 0 ELSE log[index].term

\* s without what only a candidate or a leader has.  Replaceable.
Follower(s) ==
    [s EXCEPT !.role = "Follower", !.votesGranted = {}, !.nextIndex = <<>>, !.matchIndex = <<>>]

\* Terms act as a logical clock: who learns of a higher one is a follower in it,
\* and has not voted in it (§5.1).
Adopt(s, term) ==
    IF term > s.currentTerm
    THEN [Follower(s) EXCEPT !.currentTerm = term, !.votedFor = None]
    ELSE s

\* What a restart finds on disk; everything else starts anew (§5.2, Figure 2).  Replaceable.
Durable(s) ==
    [Follower(s) EXCEPT !.commitIndex = 0]

\* A candidate with the votes of a quorum leads.  It knows of no follower's log
\* and guesses that each is like its own (§5.3).
Tally(n, s) ==
    IF IsQuorum(s.votesGranted)
    THEN [s EXCEPT !.role = "Leader",
                   !.votesGranted = {},
                   !.nextIndex = [p \in Peers(n) |-> Len(s.log) + 1],
                   !.matchIndex = [p \in Peers(n) |-> 0]]
    ELSE s

\* Is a candidate's log, which ends as it says, at least as complete as this one?
\* The later last term wins, then the longer log (§5.4.1).  Replaceable.
UpToDate(log, lastLogIndex, lastLogTerm) ==
    LET own == TermAt(log, Len(log))
    IN  \/ lastLogTerm > own
        \/ lastLogTerm = own /\ lastLogIndex >= Len(log)

\* Does a follower's log hold the entry that precedes what the leader sends (§5.3)?  Replaceable.
Agrees(log, prevLogIndex, prevLogTerm) ==
    prevLogIndex <= Len(log) /\ TermAt(log, prevLogIndex) = prevLogTerm

\* May a leader in state s conclude from a quorum's copies that entry i is
\* committed?  Only if the entry is of its own term; older ones are then
\* committed with it (§5.4.2).  Replaceable.
MayCommit(s, i) == s.log[i].term = s.currentTerm

\* A leader commits all that a quorum holds (§5.3, §5.4).
AdvanceCommitIndex(n, s) ==
    LET Holders(i) == {n} \cup {p \in Peers(n) : s.matchIndex[p] >= i}
        Agreed == {i \in s.commitIndex + 1..Len(s.log) : MayCommit(s, i) /\ IsQuorum(Holders(i))}
    IN  IF Agreed = {} THEN s ELSE [s EXCEPT !.commitIndex = Last(Agreed)]

\* The log of a follower that agrees with the leader up to prevLogIndex and now
\* gets what follows.  Entries it already has are left alone, with all that comes
\* after them: the message may be an old one.  Otherwise the first that differs
\* goes, and all that comes after it (§5.3).  Replaceable.
Merge(log, prevLogIndex, entries) ==
    IF entries = SubSeq(log, prevLogIndex + 1, Min(prevLogIndex + Len(entries), Len(log)))
    THEN log
    ELSE SubSeq(log, 1, prevLogIndex) \o entries

\* Node n takes a step to the local state s and sends messages.  The ghost
\* records what is committed now and never was before.  Replaceable.
Step(n, s, sent) ==
    /\ nodes' = [nodes EXCEPT ![n] = s]
    /\ network' = network \cup sent
    /\ committed' = committed \o
          [i \in 1..Max(s.commitIndex - Len(committed), 0) |->
              [term    |-> s.log[Len(committed) + i].term,
               command |-> s.log[Len(committed) + i].command,
               by      |-> s.currentTerm]]

-----------------------------------------------------------------------------
\* The initial state.

InitialNode ==
    [currentTerm  |-> 0,            \* the latest term seen; durable
     votedFor     |-> None,         \* who got this node's vote in it; durable
     log          |-> <<>>,         \* a sequence of [term, command]; durable
     role         |-> "Follower",
     votesGranted |-> {},           \* a candidate's: who voted for it
     nextIndex    |-> <<>>,         \* a leader's: per peer, the next entry to send to it
     matchIndex   |-> <<>>,         \* a leader's: per peer, how far it is known to agree
     commitIndex  |-> 0]            \* the last entry known to be committed

Init ==
    /\ nodes = [n \in Node |-> InitialNode]
    /\ network = {}
    /\ committed = <<>>

-----------------------------------------------------------------------------
\* The actions: what can happen at a node.

\* Node n has not heard of a leader and stands for election in a new term (§5.2).
\* Safe because n gives its one vote in that term to itself.
Timeout(n) ==
    LET s == nodes[n]
        candidate == [Follower(s) EXCEPT !.currentTerm = s.currentTerm + 1,
                                         !.votedFor = n,
                                         !.role = "Candidate",
                                         !.votesGranted = {n}]
    IN  /\ s.role # "Leader"
        /\ Step(n, Tally(n, candidate),
                {RequestVote(n, p, candidate.currentTerm, Len(s.log), TermAt(s.log, Len(s.log))) : p \in Peers(n)})

\* A client sends a command to n, which leads, or believes so (§5.3).  Safe
\* because there is one leader in a term, so that a term and an index name one entry.
ClientRequest(n, c) ==
    LET s == nodes[n]
    IN  /\ s.role = "Leader"
        /\ Step(n, AdvanceCommitIndex(n, [s EXCEPT !.log = Append(@, [term |-> s.currentTerm, command |-> c])]), {})

\* Leader n sends to p what p may lack; it is the heartbeat as well (§5.2, §5.3).
\* Safe because it changes nothing and says only what is so in this term.
SendAppendEntries(n, p) ==
    LET s == nodes[n]
        prevLogIndex == s.nextIndex[p] - 1
    IN  /\ s.role = "Leader"
        /\ p # n
        /\ Step(n, s, {AppendEntries(n, p, s.currentTerm, prevLogIndex, TermAt(s.log, prevLogIndex),
                                     SubSeq(s.log, prevLogIndex + 1, Len(s.log)), s.commitIndex)})

\* Node n stops, and starts again with what it had on disk.  Safe because its
\* term, its vote and its log are all that others ever relied on.
Restart(n) ==
    Step(n, Durable(nodes[n]), {})

-----------------------------------------------------------------------------
\* What a node does with a message.  Every message has an outcome, if only a
\* reply that tells the sender that its term is over.

\* A vote for the first who asks in a term, if its log holds all that may have
\* been committed (§5.2, §5.4.1).  Safe because quorums meet: two candidates
\* cannot both get one in a term, and a voter of any quorum that holds a
\* committed entry refuses a candidate that does not.
HandleRequestVote(m) ==
    LET n == m.to
        s == Adopt(nodes[n], m.term)
        granted == /\ m.term = s.currentTerm
                   /\ s.votedFor \in {None, m.from}
                   /\ UpToDate(s.log, m.lastLogIndex, m.lastLogTerm)
    IN  Step(n, IF granted THEN [s EXCEPT !.votedFor = m.from] ELSE s,
             {RequestVoteReply(n, m.from, s.currentTerm, granted)})

\* A candidate counts a vote of its own term (§5.2).  Safe because votes of other
\* terms are not counted, and a set counts no vote twice.
HandleRequestVoteReply(m) ==
    LET n == m.to
        s == Adopt(nodes[n], m.term)
        counts == m.granted /\ m.term = s.currentTerm /\ s.role = "Candidate"
    IN  Step(n, IF counts THEN Tally(n, [s EXCEPT !.votesGranted = @ \cup {m.from}]) ELSE s, {})

\* A follower makes its log agree with the leader's (§5.3).  Safe because it
\* takes entries only where the one before them is the leader's own, and because
\* it drops only entries that differ from the leader's, which no quorum holds.
HandleAppendEntries(m) ==
    LET n == m.to
        s == Adopt(nodes[n], m.term)
        lastNew == m.prevLogIndex + Len(m.entries)
    IN  IF m.term < s.currentTerm THEN
            Step(n, s, {AppendEntriesReply(n, m.from, s.currentTerm, FALSE, 0)})
        ELSE IF ~Agrees(s.log, m.prevLogIndex, m.prevLogTerm) THEN
            Step(n, Follower(s),
                 {AppendEntriesReply(n, m.from, s.currentTerm, FALSE, Min(m.prevLogIndex - 1, Len(s.log)))})
        ELSE
            Step(n, [Follower(s) EXCEPT !.log = Merge(@, m.prevLogIndex, m.entries),
                                        !.commitIndex = Max(@, Min(m.leaderCommit, lastNew))],
                 {AppendEntriesReply(n, m.from, s.currentTerm, TRUE, lastNew)})

\* A leader learns how far a follower agrees with it (§5.3).  Safe because within
\* a term a follower's log never again disagrees where it once agreed.
HandleAppendEntriesReply(m) ==
    LET n == m.to
        s == Adopt(nodes[n], m.term)
        match == Max(s.matchIndex[m.from], m.matchIndex)
        next == Max(s.matchIndex[m.from] + 1, Min(s.nextIndex[m.from], m.matchIndex + 1))
    IN  IF m.term < s.currentTerm \/ s.role # "Leader" THEN
            Step(n, s, {})
        ELSE IF m.success THEN
            Step(n, AdvanceCommitIndex(n, [s EXCEPT !.matchIndex[m.from] = match,
                                                    !.nextIndex[m.from] = match + 1]), {})
        ELSE
            Step(n, [s EXCEPT !.nextIndex[m.from] = next], {})

Receive(m) ==
    CASE m.type = "RequestVote"        -> HandleRequestVote(m)
      [] m.type = "RequestVoteReply"   -> HandleRequestVoteReply(m)
      [] m.type = "AppendEntries"      -> HandleAppendEntries(m)
      [] m.type = "AppendEntriesReply" -> HandleAppendEntriesReply(m)

-----------------------------------------------------------------------------
\* What can happen in the network.

\* A message is lost.  Safe because nothing waits for a message.
Lose(m) ==
    /\ network' = network \ {m}
    /\ UNCHANGED <<nodes, committed>>

-----------------------------------------------------------------------------
Next ==
    \/ \E n \in Node : Timeout(n) \/ Restart(n)
    \/ \E n \in Node, c \in Command : ClientRequest(n, c)
    \/ \E n, p \in Node : SendAppendEntries(n, p)
    \/ \E m \in network : Receive(m) \/ Lose(m)

Spec == Init /\ [][Next]_vars

-----------------------------------------------------------------------------
\* Types.

Term == Nat
Index == Nat
Entry == [term : Term, command : Command]

NodeOK(n, s) ==
    /\ DOMAIN s = DOMAIN InitialNode
    /\ s.currentTerm \in Term
    /\ s.votedFor \in Node \cup {None}
    /\ s.log \in Seq(Entry)
    /\ s.role \in {"Follower", "Candidate", "Leader"}
    /\ s.votesGranted \in SUBSET Node
    /\ s.role # "Candidate" => s.votesGranted = {}
    /\ IF s.role = "Leader"
       THEN s.nextIndex \in [Peers(n) -> Index] /\ s.matchIndex \in [Peers(n) -> Index]
       ELSE s.nextIndex = <<>> /\ s.matchIndex = <<>>
    /\ s.commitIndex \in 0..Len(s.log)

MessageOK(m) ==
    /\ m.from \in Node
    /\ m.to \in Peers(m.from)
    /\ CASE m.type = "RequestVote" ->
              m \in [type : {m.type}, from : Node, to : Node, term : Term,
                     lastLogIndex : Index, lastLogTerm : Term]
         [] m.type = "RequestVoteReply" ->
              m \in [type : {m.type}, from : Node, to : Node, term : Term, granted : BOOLEAN]
         [] m.type = "AppendEntries" ->
              m \in [type : {m.type}, from : Node, to : Node, term : Term, prevLogIndex : Index,
                     prevLogTerm : Term, entries : Seq(Entry), leaderCommit : Index]
         [] m.type = "AppendEntriesReply" ->
              m \in [type : {m.type}, from : Node, to : Node, term : Term,
                     success : BOOLEAN, matchIndex : Index]

TypeOK ==
    /\ DOMAIN nodes = Node
    /\ \A n \in Node : NodeOK(n, nodes[n])
    /\ \A m \in network : MessageOK(m)
    /\ committed \in Seq([term : Term, command : Command, by : Term])

-----------------------------------------------------------------------------
\* Safety, by the names of the paper's Figure 3.

Leaders == {n \in Node : nodes[n].role = "Leader"}

\* At most one leader in a term.
ElectionSafety ==
    \A n, p \in Leaders : nodes[n].currentTerm = nodes[p].currentTerm => n = p

\* Two logs that hold an entry of the same index and term are the same up to it.
LogMatching ==
    \A n, p \in Node :
        \A i \in 1..Min(Len(nodes[n].log), Len(nodes[p].log)) :
            nodes[n].log[i].term = nodes[p].log[i].term =>
                SubSeq(nodes[n].log, 1, i) = SubSeq(nodes[p].log, 1, i)

\* s holds, at index i, the i-th committed entry.
Holds(s, i) ==
    /\ i <= Len(s.log)
    /\ s.log[i].term = committed[i].term
    /\ s.log[i].command = committed[i].command

\* An entry committed in a term is in the log of every leader of a later one.
LeaderCompleteness ==
    \A n \in Leaders : \A i \in DOMAIN committed :
        nodes[n].currentTerm > committed[i].by => Holds(nodes[n], i)

\* What a node holds as committed is what was committed.
StateMachineSafety ==
    \A n \in Node : \A i \in 1..nodes[n].commitIndex : Holds(nodes[n], i)

\* A leader never removes or changes an entry of its own log.
LeaderAppendOnly ==
    [][\A n \in Leaders :
          nodes'[n].role = "Leader" =>
              SubSeq(nodes'[n].log, 1, Len(nodes[n].log)) = nodes[n].log]_vars

\* A term never goes back, not even by a restart.
TermMonotonic ==
    [][\A n \in Node : nodes'[n].currentTerm >= nodes[n].currentTerm]_vars

\* A commit index goes back by a restart only.
CommitIndexMonotonic ==
    [][\A n \in Node :
          nodes'[n].commitIndex >= nodes[n].commitIndex \/ Restart(n)]_vars

-----------------------------------------------------------------------------
\* Refinement: the log is what is committed; a node has applied what it holds as
\* committed.

Commands(entries) == [i \in DOMAIN entries |-> entries[i].command]

ReplicatedLog == INSTANCE ReplicatedLog WITH
    Replica <- Node,
    log     <- Commands(committed),
    applied <- [n \in Node |-> Commands(SubSeq(nodes[n].log, 1, nodes[n].commitIndex))]

RefinesReplicatedLog == ReplicatedLog!Spec
=============================================================================
