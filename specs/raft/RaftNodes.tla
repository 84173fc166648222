----------------------------- MODULE RaftNodes ------------------------------
(***************************************************************************)
(* What the modules of RaftComplete share: nodes and what they say to each *)
(* other.  Read Raft.tla first; what is explained there is not explained   *)
(* here again.                                                             *)
(***************************************************************************)
EXTENDS CompactedLog, Configurations

CONSTANTS
    Node,           \* the set of nodes, of the cluster now or later
    InitialVoters,  \* the nodes that the cluster begins with
    Command,        \* the set of commands that clients may send
    MaxBatch,       \* at most this many entries go in one message
    Window,         \* at most this many entries are on their way to a follower
    None            \* no node

VARIABLES
    nodes,      \* nodes[n]: the local state of node n, a record (see InitialNode)
    network,    \* the set of messages that may still arrive
    committed,  \* ghost: every entry ever committed, in order; `by` is the term of the leader that did it
    reading     \* ghost: the reads that are pending, and how much was committed when they began

vars == <<nodes, network, committed, reading>>

-----------------------------------------------------------------------------
\* Messages.  `term` is the sender's current term.

\* Would you vote for me in the next term?
PreVote(from, to, term, lastLogIndex, lastLogTerm) ==
    [type |-> "PreVote", from |-> from, to |-> to, term |-> term,
     lastLogIndex |-> lastLogIndex, lastLogTerm |-> lastLogTerm]

\* A grant has the term of the question.
PreVoteReply(from, to, term, granted) ==
    [type |-> "PreVoteReply", from |-> from, to |-> to, term |-> term, granted |-> granted]

\* transfer: the leader wants it so.
RequestVote(from, to, term, lastLogIndex, lastLogTerm, transfer) ==
    [type |-> "RequestVote", from |-> from, to |-> to, term |-> term,
     lastLogIndex |-> lastLogIndex, lastLogTerm |-> lastLogTerm, transfer |-> transfer]

RequestVoteReply(from, to, term, granted) ==
    [type |-> "RequestVoteReply", from |-> from, to |-> to, term |-> term, granted |-> granted]

\* round: of the leader's reads, the last that had begun when this was sent.
AppendEntries(from, to, term, prevLogIndex, prevLogTerm, entries, leaderCommit, round) ==
    [type |-> "AppendEntries", from |-> from, to |-> to, term |-> term,
     prevLogIndex |-> prevLogIndex, prevLogTerm |-> prevLogTerm,
     entries |-> entries, leaderCommit |-> leaderCommit, round |-> round]

\* matchIndex: if success, the logs agree up to it; if not, they agree at most up to it.
\* round: that of the message which this answers.
AppendEntriesReply(from, to, term, success, matchIndex, round) ==
    [type |-> "AppendEntriesReply", from |-> from, to |-> to, term |-> term,
     success |-> success, matchIndex |-> matchIndex, round |-> round]

\* Instead of entries that are compacted.  It is answered as AppendEntries is.
InstallSnapshot(from, to, term, snapshot, round) ==
    [type |-> "InstallSnapshot", from |-> from, to |-> to, term |-> term,
     snapshot |-> snapshot, round |-> round]

\* The leader wants the receiver to lead.
TimeoutNow(from, to, term) ==
    [type |-> "TimeoutNow", from |-> from, to |-> to, term |-> term]

-----------------------------------------------------------------------------
\* The local state of a node.

InitialSnapshot ==
    [lastIndex |-> 0, lastTerm |-> 0, state |-> <<>>, configuration |-> [voters |-> InitialVoters, learners |-> {}]]

InitialLog == [snapshot |-> InitialSnapshot, entries |-> <<>>]

\* What only a leader has, while it is none.
NotLeading ==
    [nextIndex   |-> <<>>,      \* per member, the next entry to send to it
     matchIndex  |-> <<>>,      \* per member, how far it is known to agree
     active      |-> {},        \* who has answered since the leader last looked
     transferee  |-> None,      \* who shall lead instead
     transferred |-> FALSE,     \* the leader has wanted somebody to lead instead
     round       |-> 0,         \* how many reads have begun
     acked       |-> <<>>,      \* per member, the last of them whose begin it has answered
     confirmed   |-> 0,         \* the last of them whose begin a quorum has answered
     expired     |-> 0]         \* the last of them that began too long ago for a lease

InitialNode ==
    [currentTerm  |-> 0,            \* the latest term seen; durable
     votedFor     |-> None,         \* who got this node's vote in it; durable
     log          |-> InitialLog,   \* durable
     role         |-> "Follower",   \* or "PreCandidate", "Candidate", "Leader"
     leader       |-> None,         \* who leads in this term, for as long as this node is in contact with it
     votesGranted |-> {},           \* a candidate's, and before that a pre-candidate's
     leading      |-> NotLeading,   \* a leader's
     commitIndex  |-> 0]            \* the last entry known to be committed

\* s without what only a candidate or a leader has, and out of contact.
Follower(s) ==
    [s EXCEPT !.role = "Follower", !.leader = None, !.votesGranted = {}, !.leading = NotLeading]

Adopt(s, term) ==
    IF term > s.currentTerm
    THEN [Follower(s) EXCEPT !.currentTerm = term, !.votedFor = None]
    ELSE s

\* What a restart finds on disk.  A snapshot is of what is committed.  Replaceable.
Durable(s) ==
    [Follower(s) EXCEPT !.commitIndex = s.log.snapshot.lastIndex]

\* A node goes by the last configuration in its log, committed or not (thesis, section 4.1).
Configuration(s) == ConfigurationAt(s.log, LastIndex(s.log))

\* Whom node n may need for a quorum.
OtherVoters(n, s) == Configuration(s).voters \ {n}

\* A leader has committed an entry of its own term, and so all that any other ever did (§5.4.2).
HasCommittedInTerm(s) == TermAt(s.log, s.commitIndex) = s.currentTerm

\* A leader commits all that a quorum holds, and leads no more once it has committed a
\* configuration of which it is no voter (thesis, section 4.2.2).
AdvanceCommitIndex(n, s) ==
    LET Holders(i) == {n} \cup {p \in DOMAIN s.leading.matchIndex : s.leading.matchIndex[p] >= i}
        Agreed == {i \in s.commitIndex + 1..LastIndex(s.log) :
                      TermAt(s.log, i) = s.currentTerm /\ IsQuorum(Configuration(s), Holders(i))}
        advanced == [s EXCEPT !.commitIndex = IF Agreed = {} THEN @ ELSE Last(Agreed)]
    IN  IF n \notin Configuration(s).voters /\ LastChange(s.log, LastIndex(s.log)) <= advanced.commitIndex
        THEN Follower(advanced)
        ELSE advanced

\* Is a read of node n that began as this round still pending?
Pending(n, before, s, round) ==
    s.role = "Leader" /\ s.currentTerm = before.currentTerm /\ round > s.leading.confirmed

\* Node n takes a step to the local state s and sends messages.  The ghosts record what is
\* committed now and never was before, and which reads are pending.  Replaceable.
Step(n, s, sent) ==
    /\ nodes' = [nodes EXCEPT ![n] = s]
    /\ network' = network \cup sent
    /\ committed' = committed \o
          [i \in 1..Max(s.commitIndex - Len(committed), 0) |->
              [entry |-> EntryAt(s.log, Len(committed) + i), by |-> s.currentTerm]]
    /\ LET begun == IF s.leading.round > nodes[n].leading.round
                    THEN {[node |-> n, round |-> s.leading.round, floor |-> Len(committed)]}
                    ELSE {}
       IN  reading' = {r \in reading \cup begun : r.node # n \/ Pending(n, nodes[n], s, r.round)}
=============================================================================
