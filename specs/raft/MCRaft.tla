------------------------------- MODULE MCRaft -------------------------------
(***************************************************************************)
(* Raft as a bounded model: bounds, symmetry, the name of each step; the   *)
(* faults that some models plant, and the situations that some must reach. *)
(* What a model bounds and what it must yield stands in models/*.cfg.      *)
(***************************************************************************)
EXTENDS Raft, TLC

CONSTANTS
    MaxTerm,        \* terms go from 0 to this
    MaxLog,         \* a log has at most this many entries
    MaxEntries,     \* all logs together have at most this many
    MaxInFlight     \* at most this many messages are in the network at once

VARIABLE event      \* what happened last; View keeps it out of the fingerprint, so it costs no states

mcVars == <<nodes, network, committed, event>>

View == <<nodes, network, committed>>

Symmetry == Permutations(Node)

RECURSIVE Entries(_)
Entries(S) == IF S = {} THEN 0 ELSE LET n == CHOOSE n \in S : TRUE IN Len(nodes[n].log) + Entries(S \ {n})

\* The bounds cut off what lies beyond, they disable nothing: a state beyond them
\* is generated, and left at that.
Bounds ==
    /\ \A n \in Node : nodes[n].currentTerm <= MaxTerm /\ Len(nodes[n].log) <= MaxLog
    /\ Entries(Node) <= MaxEntries
    /\ Cardinality(network) <= MaxInFlight

MCInit ==
    /\ Init
    /\ event = [type |-> "Init"]

\* Raft's Next, each step with its name.  What happens in the network alone has no `node`.
MCNext ==
    \/ \E n \in Node :
          \/ Timeout(n) /\ event' = [type |-> "Timeout", node |-> n]
          \/ Restart(n) /\ event' = [type |-> "Restart", node |-> n]
    \/ \E n \in Node, c \in Command :
          ClientRequest(n, c) /\ event' = [type |-> "ClientRequest", node |-> n, command |-> c]
    \/ \E n, p \in Node :
          SendAppendEntries(n, p) /\ event' = [type |-> "SendAppendEntries", node |-> n, peer |-> p]
    \/ \E m \in network :
          \/ Receive(m) /\ event' = [type |-> "Receive", node |-> m.to, message |-> m]
          \/ Lose(m) /\ event' = [type |-> "Lose", message |-> m]

MCSpec == MCInit /\ [][MCNext]_mcVars

-----------------------------------------------------------------------------
\* Planted faults: each replaces an operator of Raft in a model that must then
\* violate a property.  A property that no fault can break says nothing.

\* For IsQuorum: half of the nodes is enough.
HalfIsQuorum(S) == 2 * Cardinality(S) >= Cardinality(Node)

\* For MayCommit: an entry of an older term is committed by counting its copies (Figure 8).
CommitByCounting(s, i) == TRUE

\* For Durable: the vote is not written to disk.
ForgetVote(s) == [Follower(s) EXCEPT !.commitIndex = 0, !.votedFor = None]

\* For Durable: the term is not written to disk.
ForgetTerm(s) == [Follower(s) EXCEPT !.commitIndex = 0, !.currentTerm = 0, !.votedFor = None]

\* For Merge: what follows the new entries is dropped, though it may be the message that is old.
TruncateAlways(log, prevLogIndex, entries) == SubSeq(log, 1, prevLogIndex) \o entries

\* For Merge: what is there stays, and only what is missing is appended.
NeverTruncate(log, prevLogIndex, entries) ==
    IF Len(log) >= prevLogIndex + Len(entries) THEN log ELSE SubSeq(log, 1, prevLogIndex) \o entries

\* For UpToDate: whoever asks first gets the vote.
AnyLog(log, lastLogIndex, lastLogTerm) == TRUE

\* For Agrees: an entry is there, whichever it is.
AnyEntry(log, prevLogIndex, prevLogTerm) == prevLogIndex <= Len(log)

\* For Follower: who learns of a later leader leads on.
LeadOn(s) == s

\* For Max: the last word counts, even if it is an old one.
LastWord(a, b) == b

\* For models that would be too large otherwise: two nodes stand for election, in turns.
OneOfTwo == CHOOSE n \in Node : TRUE
OtherOfTwo == CHOOSE n \in Node : n # OneOfTwo
InTurns ==
    \A n \in Node : nodes[n].role # "Follower" =>
        n = IF nodes[n].currentTerm % 2 = 1 THEN OneOfTwo ELSE OtherOfTwo

\* For the same: nobody restarts.
NoRestart == event'.type # "Restart"

-----------------------------------------------------------------------------
\* Witnesses: each denies a situation that must be reachable, so that a model
\* which checks one must violate it.

\* Election and first commit: every node learns that an entry is committed.
NeverCommittedEverywhere ==
    ~ \A n \in Node : nodes[n].commitIndex > 0

\* Split vote: every node stands in the same term, and all have refused each other.
NeverSplitVote ==
    ~ /\ \A n, p \in Node : nodes[n].role = "Candidate" /\ nodes[n].currentTerm = nodes[p].currentTerm
      /\ \A n \in Node : \E m \in network : m.type = "RequestVoteReply" /\ m.to = n /\ ~m.granted

\* Leader crash with an uncommitted suffix: a node that led a term has restarted,
\* and a leader of a later term has committed something else in its entry's place.
NeverLostSuffix ==
    ~ \E n, p \in Node :
        /\ nodes[n].role = "Follower" /\ nodes[n].votedFor = n
        /\ nodes[n].log # <<>> /\ TermAt(nodes[n].log, Len(nodes[n].log)) = nodes[n].currentTerm
        /\ nodes[p].role = "Leader"
        /\ Len(nodes[n].log) <= nodes[p].commitIndex
        /\ TermAt(nodes[p].log, Len(nodes[n].log)) > nodes[n].currentTerm

\* Two leaders at once, in different terms: the older does not know yet.
NeverTwoLeaders == Cardinality(Leaders) <= 1

\* What Zab promises and Raft does not (PrimaryIntegrity in Zab.tla): a leader has committed
\* all that is ever committed of earlier terms before it takes a command of its own. In Raft
\* such an entry is committed with one of the leader's own that comes after it.
PrimaryIntegrity ==
    \A i \in DOMAIN committed : committed[i].by = committed[i].term

\* A follower's conflicting suffix is overwritten: an entry changes its place's term.
NeverOverwritten ==
    [][\A n \in Node :
          \A i \in 1..Min(Len(nodes[n].log), Len(nodes'[n].log)) :
              nodes'[n].log[i].term = nodes[n].log[i].term]_mcVars
=============================================================================
