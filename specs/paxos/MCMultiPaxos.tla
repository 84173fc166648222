---------------------------- MODULE MCMultiPaxos ----------------------------
(***************************************************************************)
(* Multi-Paxos as a bounded model: bounds, the name of each step; the      *)
(* faults that some models plant, and the situations that some must reach. *)
(* What a model bounds and what it must yield stands in                    *)
(* models/multi-paxos-*.cfg.  No symmetry: ballots belong to nodes.        *)
(***************************************************************************)
EXTENDS MultiPaxos, TLC

CONSTANTS
    MaxBallot,      \* ballots go from 0 to this
    MaxSlot,        \* a log has at most this many slots, those included that are compacted
    MaxSlots,       \* all logs together have at most this many
    MaxInFlight,    \* at most this many messages are in the network at once
    MaxRound,       \* a leader begins at most this many rounds of reads
    Without         \* the events that the model leaves out, by their types

VARIABLE event      \* what happened last; View keeps it out of the fingerprint, so it costs no states

mcVars == <<nodes, network, committed, reads, event>>

View == <<nodes, network, committed, reads>>

\* For Order.
NodesInOrder == Ranked(Node)

RECURSIVE SumOfSlots(_)
SumOfSlots(S) ==
    IF S = {} THEN 0 ELSE LET n == CHOOSE n \in S : TRUE IN LastSlot(nodes[n]) + SumOfSlots(S \ {n})

\* The bounds cut off what lies beyond, they disable nothing: a state beyond them
\* is generated, and left at that.
Bounds ==
    /\ \A n \in Node : nodes[n].ballot <= MaxBallot /\ LastSlot(nodes[n]) <= MaxSlot
                      /\ nodes[n].reading.round <= MaxRound
    /\ SumOfSlots(Node) <= MaxSlots
    /\ Cardinality(network) <= MaxInFlight

MCInit ==
    /\ Init
    /\ event = [type |-> "Init"]

\* MultiPaxos's Next, each step with its name.  What happens in the network alone has no `node`.
MCNext ==
    \/ \E n \in Node :
          \/ Timeout(n) /\ event' = [type |-> "Timeout", node |-> n]
          \/ "ReadIndex" \notin Without /\ ReadIndex(n) /\ event' = [type |-> "ReadIndex", node |-> n]
          \/ "Restart" \notin Without /\ Restart(n) /\ event' = [type |-> "Restart", node |-> n]
    \/ \E n \in Node, c \in Command :
          ClientRequest(n, c) /\ event' = [type |-> "ClientRequest", node |-> n, command |-> c]
    \/ \E n, p \in Node :
          \/ SendCommit(n, p) /\ event' = [type |-> "SendCommit", node |-> n, peer |-> p]
          \/ \E slot \in 1..LastSlot(nodes[n]) :
                SendAccept(n, p, slot) /\ event' = [type |-> "SendAccept", node |-> n, peer |-> p, slot |-> slot]
    \/ /\ "Compact" \notin Without
       /\ \E n \in Node : \E index \in 1..LastSlot(nodes[n]) :
             Compact(n, index) /\ event' = [type |-> "Compact", node |-> n, index |-> index]
    \/ \E m \in network :
          \/ Receive(m) /\ event' = [type |-> "Receive", node |-> m.to, message |-> m]
          \/ Lose(m) /\ event' = [type |-> "Lose", message |-> m]

MCSpec == MCInit /\ [][MCNext]_mcVars
-----------------------------------------------------------------------------
\* Planted faults: each replaces an operator of MultiPaxos in a model that must then
\* violate a property.  A property that no fault can break says nothing.

\* For IsQuorum: half of the nodes is enough.
HalfIsQuorum(S) == 2 * Cardinality(S) >= Cardinality(Node)

\* For NextBallot: the next number, whosever it is.
NextNumber(order, n, b) == b + 1

\* For Durable: the promise is not written to disk.
ForgetPromise(s) == [Follower(s) EXCEPT !.commitIndex = s.snapshot.lastIndex, !.ballot = 0]

\* For Durable: what was accepted is not written to disk.
ForgetAccepted(s) == [Follower(s) EXCEPT !.commitIndex = s.snapshot.lastIndex, !.log = <<>>]

\* For Durable: the snapshot is not written to disk, though the log was cut for it.
ForgetSnapshot(s) == [Follower(s) EXCEPT !.commitIndex = 0, !.snapshot = NoSnapshot]

\* For Outdated: an acceptor does whatever it is asked.
NeverOutdated(s, ballot) == FALSE

\* For Merge: a new leader does not look at what promises tell, and has its own way.
OwnWay(adopted, accepted) == adopted

\* For Higher: a new leader respects the proposal that was made first.
Lower(p, q) == IF p = Hole \/ (q # Hole /\ q.ballot < p.ballot) THEN q ELSE p

\* For Told: phase 1 covers one slot, as in Paxos for one decree; the leader goes on to the next all the same.
FirstSlotOnly(s, firstOpenSlot) == IF firstOpenSlot > LastSlot(s) THEN <<>> ELSE <<ProposalAt(s, firstOpenSlot)>>

\* For CanTell and Told: an acceptor promises though it has compacted slots that the candidate asks
\* for, and tells of them as if they were empty.
AlwaysTells(s, firstOpenSlot) == TRUE
CompactedAsEmpty(s, firstOpenSlot) ==
    [i \in 1..Max(LastSlot(s) - firstOpenSlot + 1, 0) |-> ProposalAt(s, firstOpenSlot + i - 1)]

\* For IsNews: any snapshot is, even an old one.
AnySnapshot(s, snapshot) == TRUE

\* For Installed: a snapshot replaces the whole log.
WholeLog(s, snapshot) ==
    [Follower(s) EXCEPT !.snapshot = snapshot, !.log = <<>>, !.commitIndex = snapshot.lastIndex]

\* For Compact: all that is in the log is compacted, chosen or not.
CompactAny(n, index) ==
    LET s == nodes[n]
    IN  /\ index \in s.snapshot.lastIndex + 1..LastSlot(s)
        /\ s.role = "Follower"
        /\ \A i \in DOMAIN s.log : s.log[i] # Hole
        /\ Step(n, [Compacted(s, index) EXCEPT !.commitIndex = Max(@, index)], {})

\* For Proposed: a gap is filled with a client's command that no client has sent.
Invented(ballot, p) ==
    [ballot |-> ballot,
     command |-> IF p # Hole THEN p.command
                 ELSE IF \E c \in Command : ~IsKnown(c) THEN CHOOSE c \in Command : ~IsKnown(c)
                 ELSE NoOp]

\* For Proposed: a gap is left as it is.
LeftOpen(ballot, p) == IF p = Hole THEN Hole ELSE [ballot |-> ballot, command |-> p.command]

\* For Learned: a follower takes for chosen whatever it has accepted, in any ballot.
AnyProposal(s, ballot, commitIndex) ==
    Last({k \in s.commitIndex..Max(s.commitIndex, commitIndex) :
             \A i \in s.commitIndex + 1..k : ProposalAt(s, i) # Hole})

\* For Learned: a follower believes the leader and does not look into its own log.
Believed(s, ballot, commitIndex) == Max(s.commitIndex, commitIndex)

\* For Learned: the last word counts, even if it is an old one.
LastWord(s, ballot, commitIndex) ==
    Last({k \in 0..commitIndex : \A i \in 1..k : ProposalAt(s, i).ballot = ballot})

\* For Heard: a leader answers reads and asks nobody whether it is one.
Everybody(n, s, round) == Node

\* For Answered: any answer counts for the last round, whichever it was asked in.
AnyAnswer(s, m) == s.reading.round

\* For ReadFloor: a new leader answers reads before it knows what others have committed.
NothingBefore(s) == 0

\* For models that would be too large otherwise: nobody restarts; no leader tells what is chosen.
NoRestart == event'.type # "Restart"
NoHeartbeat == event'.type # "SendCommit"

\* For the same: the first two nodes, which lead in turns, do not hear of each other, but by the others.
Apart == event'.type = "Receive" => {event'.message.from, event'.message.to} # {Order[1], Order[2]}

\* For the same: what the two say to each other is lost at once; the first is asked to read, the second to write.
ReadsAndWrites ==
    /\ Apart
    /\ event'.type \in {"SendAccept", "SendCommit"} => {event'.node, event'.peer} # {Order[1], Order[2]}
    /\ (\E m \in network : {m.from, m.to} = {Order[1], Order[2]}) =>
          event'.type = "Lose" /\ {event'.message.from, event'.message.to} = {Order[1], Order[2]}
    /\ event'.type = "ReadIndex" => event'.node = Order[1]
    /\ event'.type = "ClientRequest" => event'.node = Order[2]

-----------------------------------------------------------------------------
\* Witnesses: each denies a situation that must be reachable, so that a model
\* which checks one must violate it.

\* First leader and first commit: every node learns that a command is chosen.
NeverCommittedEverywhere ==
    ~ \A n \in Node : nodes[n].commitIndex > 0

\* A gap is filled: a no-op is chosen, so that what a client has sent is applied after it.
NeverFilled ==
    ~ \E i \in DOMAIN committed : committed[i] = NoOp /\ i < Len(committed)

\* A leader adopts a command that it has from a promise: one ballot proposes what an earlier one did.
NeverAdopted ==
    ~ \E n, p \in Leaders :
        /\ nodes[n].ballot < nodes[p].ballot
        /\ \E i \in 1..LastSlot(nodes[p]) :
              /\ ProposalAt(nodes[p], i).ballot = nodes[p].ballot
              /\ ProposalAt(nodes[p], i).command = ProposalAt(nodes[n], i).command

\* Two leaders at once, in different ballots: the older does not know yet.
NeverTwoLeaders == Cardinality(Leaders) <= 1

\* A node that lagged catches up: it takes for chosen what it accepted in the ballot of a
\* leader who has not proposed there itself.
NeverCaughtUp ==
    ~ \E n \in Node, p \in Leaders :
        \E i \in 1..nodes[n].commitIndex : ProposalAt(nodes[n], i).ballot > ProposalAt(nodes[p], i).ballot

\* A node that lagged so far that others have compacted what it lacks is sent a snapshot, and takes it.
NeverInstalled ==
    [][~\E n \in Node :
          /\ nodes'[n].snapshot # nodes[n].snapshot
          /\ event'.type = "Receive"]_mcVars

\* A read is confirmed though the leader's ballot is not the highest any more: it was
\* committed as of some time after it began, and that is enough.
NeverReadInThePast ==
    [][~\E n, p \in Node :
          /\ nodes'[n].reading.confirmed > nodes[n].reading.confirmed
          /\ nodes[p].ballot > nodes[n].ballot]_mcVars
=============================================================================
