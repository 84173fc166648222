------------------------------ MODULE FastPaxos -----------------------------
(***************************************************************************)
(* Fast Paxos: consensus in which a value may be learned two message       *)
(* delays after a client has sent it, because clients write straight to    *)
(* acceptors; and how it is repaired when two clients did so at once.      *)
(*                                                                         *)
(* After L. Lamport, "Fast Paxos" (Distributed Computing 19(2), 2006;      *)
(* MSR-TR-2005-112, whose sections are cited as §).  The Java class is     *)
(* dev.quorate.paxos.fast.FastPaxos: one method per action, same names,    *)
(* same order.                                                             *)
(*                                                                         *)
(* What the paper calls a round is called a ballot, as in BasicPaxos; the  *)
(* coordinator is what is the proposer there.  A classic ballot is one of  *)
(* Basic Paxos.  In a fast one, a coordinator that is free to choose the   *)
(* value leaves that to the acceptors, and each takes what it gets first:  *)
(*                                                                         *)
(*     coordinator     --Prepare(b)-->       acceptors                     *)
(*     coordinator     <--Promise(b, …)--    acceptors                     *)
(*     coordinator     --Any(b)-->           acceptors                     *)
(*     client          --Request(v)-->       acceptors                     *)
(*     coordinator, learners <--Accepted(b, v)-- acceptors                 *)
(*                                                                         *)
(* All but the last two can be done before there is a client.  If clients  *)
(* collide, so that acceptors vote for different values, the coordinator   *)
(* takes the votes for promises of its next ballot, a classic one, and     *)
(* goes on from there: coordinated recovery (§3.2).                        *)
(*                                                                         *)
(* Each node plays some of the roles: one, or all.  Its state has a part   *)
(* for each, and the part of a role that it does not play stays as it was. *)
(* A client may write to any node; a mere learner does nothing about it.   *)
(*                                                                         *)
(* Where it departs from the paper, and why:                               *)
(*  - Ballots come in pairs of one coordinator, a fast one and, for its    *)
(*    recovery, a classic one.  The paper leaves open which are which.     *)
(*  - A node remembers one client's value; so an acceptor that gets it     *)
(*    before the Any votes for it then.                                    *)
(*  - Where any proposed value may be picked, coordinated recovery picks   *)
(*    that of the vote it heard of last: it needs no client of its own.    *)
(*  - Quorums are sets of a certain size; the paper takes any sets that    *)
(*    meet as they should.  A fast ballot, too, needs only the promises of *)
(*    a classic quorum, as those already show what may have been chosen.   *)
(*  - As in BasicPaxos: an acceptor that has promised a higher ballot says *)
(*    so; a coordinator sends no message of a ballot twice, but tries a    *)
(*    higher one; a restarted node has forgotten what it had learned.      *)
(*  - Left out: uncoordinated recovery (§3.2), in which acceptors do by    *)
(*    themselves what the coordinator does here.                           *)
(*                                                                         *)
(* The network is the set of messages that may still arrive.  A message    *)
(* may be for several nodes: each of them may get it, in its own time, or  *)
(* never.  It stays there when it is received, so that it may arrive       *)
(* again, at any later time and after any other; Lose takes it away.  A    *)
(* client's value is no such message: it reaches a node by ClientRequest,  *)
(* and others, sooner or later, by other ClientRequests.                   *)
(***************************************************************************)
EXTENDS Ballots, FiniteSets, Learner

CONSTANTS
    Coordinators,   \* the coordinators, in a sequence: pairs of ballots belong to them in turns
    Acceptor,       \* the set of acceptors
    Learners,       \* the set of learners
    Value,          \* the set of values that clients may ask for
    ClassicQuorum,  \* how many acceptors are a quorum of a classic ballot
    FastQuorum      \* how many acceptors are a quorum of a fast ballot

\* There is a quorum of either kind.
ASSUME QuorumsExist ==
    /\ ClassicQuorum \in 1..Cardinality(Acceptor)
    /\ FastQuorum \in 1..Cardinality(Acceptor)

\* Any two classic quorums share an acceptor (§2.2).
ASSUME ClassicQuorumsMeet == 2 * ClassicQuorum > Cardinality(Acceptor)

\* Any classic quorum shares an acceptor with what any two fast ones share (§3.4.1).
ASSUME FastQuorumsMeet == ClassicQuorum + 2 * FastQuorum > 2 * Cardinality(Acceptor)

VARIABLES
    nodes,      \* nodes[n]: the local state of node n, a record (see TypeOK)
    network,    \* the set of messages that may still arrive
    asked,      \* ghost: the set of values that clients have asked for
    allVotes    \* ghost: the set of all votes ever cast: [acceptor, ballot, value]

vars == <<nodes, network, asked, allVotes>>

-----------------------------------------------------------------------------
\* Messages.  `to` is the set of the nodes that a message is for.

Prepare(from, to, ballot) ==
    [type |-> "Prepare", from |-> from, to |-> to, ballot |-> ballot]

\* acceptedBallot, acceptedValue: the sender's latest vote; 0 and None if it has not voted.
Promise(from, to, ballot, acceptedBallot, acceptedValue) ==
    [type |-> "Promise", from |-> from, to |-> to, ballot |-> ballot,
     acceptedBallot |-> acceptedBallot, acceptedValue |-> acceptedValue]

Accept(from, to, ballot, value) ==
    [type |-> "Accept", from |-> from, to |-> to, ballot |-> ballot, value |-> value]

\* The receiver may vote for any value that a client sends it.
Any(from, to, ballot) ==
    [type |-> "Any", from |-> from, to |-> to, ballot |-> ballot]

Accepted(from, to, ballot, value) ==
    [type |-> "Accepted", from |-> from, to |-> to, ballot |-> ballot, value |-> value]

\* ballot: the one that the sender has promised, above the one it refuses.
Refusal(from, to, ballot) ==
    [type |-> "Refusal", from |-> from, to |-> to, ballot |-> ballot]

-----------------------------------------------------------------------------
\* Helpers.  Those marked "replaceable" are where a model plants a known fault.

Coordinator == {Coordinators[i] : i \in DOMAIN Coordinators}
Node == Coordinator \cup Acceptor \cup Learners

\* Odd ballots are fast, even ones classic.
IsFast(b) == b % 2 = 1

\* Whether a set of acceptors is a quorum, of either kind.  Replaceable.
IsClassicQuorum(S) == Cardinality(S) >= ClassicQuorum
IsFastQuorum(S) == Cardinality(S) >= FastQuorum

\* Whether it is one of ballot b, so that it chooses what it votes for there.
IsQuorum(b, S) == IF IsFast(b) THEN IsFastQuorum(S) ELSE IsClassicQuorum(S)

\* The coordinator that a ballot belongs to: that of ballots 1 and 2 is the first, and so on.
Owner(b) == BallotOwner(Coordinators, (b + 1) \div 2)

\* The fast and the classic ballot that coordinator p tries after b.
NextFast(p, b) == 2 * NextBallot(Coordinators, p, (b + 1) \div 2) - 1
NextClassic(p, b) == 2 * NextBallot(Coordinators, p, b \div 2)

\* That an acceptor has voted for a value in a ballot; ballot 0 and None for that it has not voted.
CastVote(acceptor, ballot, value) == [acceptor |-> acceptor, ballot |-> ballot, value |-> value]

\* Whose votes, or promises, these are.
Voters(votes) == {vote.acceptor : vote \in votes}

\* What a restart finds on disk: the coordinator's ballot, so that it uses none twice,
\* and of the acceptor all but its leave to vote for any value (§2.4).  Replaceable.
Durable(s) ==
    [s EXCEPT !.request = None,
              !.coordinator = [@ EXCEPT !.preparing = FALSE, !.promises = {}],
              !.acceptor.any = FALSE,
              !.learner = InitialLearner]

\* The value for a ballot when acceptors that are a classic quorum have promised it.  Only
\* the votes of the latest ballot that they told of matter.  If those are for one value, it is
\* that.  If they are for several, it is the one that may have been chosen, which is one that
\* a quorum voted for if all those did that the promises say nothing of.  If there is none
\* such, or no vote, any value will do, so `free` (§2.2.2, §3.1).  Replaceable.
Pick(promises, free) ==
    LET latest == {vote \in promises : \A other \in promises : other.ballot <= vote.ballot}
        values == {vote.value : vote \in latest}
        silent == Acceptor \ Voters(promises)
        For(v) == Voters({vote \in latest : vote.value = v})
        chosen == {v \in values : \A vote \in latest : IsQuorum(vote.ballot, For(v) \cup silent)}
    IN  IF values = {None} THEN free
        ELSE IF Cardinality(values) = 1 THEN CHOOSE v \in values : TRUE
        ELSE IF chosen # {} THEN CHOOSE v \in chosen : TRUE
        ELSE free

\* Acceptor s votes for v in ballot b, and will not vote below it.  Replaceable.
Vote(s, b, v) == [s EXCEPT !.promised = b, !.ballot = b, !.value = v, !.any = FALSE]

\* Node n takes a step to the local state s and sends messages.  The ghosts record
\* what it was asked for and what it has voted for.
Step(n, s, sent) ==
    /\ nodes' = [nodes EXCEPT ![n] = s]
    /\ network' = network \cup sent
    /\ asked' = asked \cup ({s.request} \ {None})
    /\ allVotes' = allVotes \cup (IF s.acceptor.ballot = 0 THEN {}
                            ELSE {CastVote(n, s.acceptor.ballot, s.acceptor.value)})

\* Node n, which is in the local state s now, votes for v in ballot b and says so.
StepVoting(n, s, b, v) ==
    Step(n, [s EXCEPT !.acceptor = Vote(@, b, v)], {Accepted(n, {Owner(b)} \cup Learners, b, v)})

\* Node n starts ballot b.
StepStarting(n, b) ==
    Step(n, [nodes[n] EXCEPT !.coordinator = [ballot |-> b, preparing |-> TRUE, promises |-> {}]],
         {Prepare(n, Acceptor, b)})

-----------------------------------------------------------------------------
\* The initial state.

InitialNode ==
    [request |-> None,          \* the value that a client has asked this node for
     coordinator |->
        [ballot    |-> 0,       \* the highest ballot it knows of; its own while it prepares; durable
         preparing |-> FALSE,   \* whether it waits for promises
         promises  |-> {}],     \* of each acceptor that has promised its ballot, the vote it told of
     acceptor |->
        [promised  |-> 0,       \* it votes in no ballot below this; durable
         ballot    |-> 0,       \* the ballot of its latest vote; durable
         value     |-> None,    \* the value of its latest vote; durable
         any       |-> FALSE],  \* whether it may vote for any value in the ballot it has promised
     learner |-> InitialLearner]

Init ==
    /\ nodes = [n \in Node |-> InitialNode]
    /\ network = {}
    /\ asked = {}
    /\ allVotes = {}

-----------------------------------------------------------------------------
\* The actions: what can happen at a node.

\* A client's value reaches node n (Request).  An acceptor that may vote for any value votes
\* for this one (phase 2b of a fast ballot, §3.1).  Safe because it votes once in a ballot,
\* and two fast quorums share an acceptor.
ClientRequest(n, v) ==
    LET s == nodes[n]
        t == [s EXCEPT !.request = v]
    IN  /\ s.request = None
        /\ s.learner.learned = None
        /\ IF s.acceptor.any THEN StepVoting(n, t, s.acceptor.promised, v) ELSE Step(n, t, {})

\* Coordinator n tries, or tries again, with a fast ballot of its own above all that it knows
\* of (phase 1a, §3.1).  It need not have a request.  Safe because the ballot is new, so nobody
\* has voted in it.
StartFast(n) ==
    LET s == nodes[n]
    IN  /\ n \in Coordinator
        /\ s.learner.learned = None
        /\ StepStarting(n, NextFast(n, s.coordinator.ballot))

\* Coordinator n does so with a classic ballot, for the value that it was asked for (phase 1a,
\* §2.2.1).  Safe for the same reason.
StartClassic(n) ==
    LET s == nodes[n]
    IN  /\ n \in Coordinator
        /\ s.request # None
        /\ s.learner.learned = None
        /\ StepStarting(n, NextClassic(n, s.coordinator.ballot))

\* Node n stops, and starts again with what it had on disk.  Safe because its
\* promises and votes are all that others ever relied on, and it uses no ballot twice.
Restart(n) ==
    Step(n, Durable(nodes[n]), {})

-----------------------------------------------------------------------------
\* What a node does with a message.  Every message has an outcome, if only to be dropped.

\* An acceptor promises to vote in no lower ballot, and tells of its latest vote
\* (phase 1b, §2.2.1).  A Prepare that comes again is answered again.  Safe because it only
\* forgoes votes.
HandlePrepare(n, m) ==
    LET s == nodes[n]
        any == s.acceptor.any /\ m.ballot = s.acceptor.promised
    IN  IF m.ballot < s.acceptor.promised THEN
            Step(n, s, {Refusal(n, {m.from}, s.acceptor.promised)})
        ELSE
            Step(n, [s EXCEPT !.acceptor = [@ EXCEPT !.promised = m.ballot, !.any = any]],
                 {Promise(n, {m.from}, m.ballot, s.acceptor.ballot, s.acceptor.value)})

\* A coordinator that a classic quorum has promised its ballot to asks for votes, in a fast
\* ballot for any value if all are free (phase 2a, §3.1).  Safe because it picks the only value
\* that was or can be chosen in a lower ballot, if there is one: the quorum shares an acceptor
\* with any that chose it, in a fast ballot enough of them, and will vote in none of them any more.
HandlePromise(n, m) ==
    LET s == nodes[n]
        promises == {vote \in s.coordinator.promises : vote.acceptor # m.from}
                      \cup {CastVote(m.from, m.acceptedBallot, m.acceptedValue)}
        v == Pick(promises, IF IsFast(m.ballot) THEN None ELSE s.request)
    IN  IF m.ballot # s.coordinator.ballot \/ ~s.coordinator.preparing THEN
            Step(n, s, {})
        ELSE IF ~IsClassicQuorum(Voters(promises)) THEN
            Step(n, [s EXCEPT !.coordinator.promises = promises], {})
        ELSE
            Step(n, [s EXCEPT !.coordinator = [@ EXCEPT !.preparing = FALSE, !.promises = {}]],
                 {IF v = None THEN Any(n, Acceptor, m.ballot) ELSE Accept(n, Acceptor, m.ballot, v)})

\* An acceptor votes, unless it has promised a higher ballot, and tells the coordinator
\* and the learners (phase 2b, §2.2.1).  Safe because whoever is asked for a vote in this
\* ballot is asked for this value.
HandleAccept(n, m) ==
    LET s == nodes[n]
    IN  IF m.ballot < s.acceptor.promised THEN
            Step(n, s, {Refusal(n, {m.from}, s.acceptor.promised)})
        ELSE
            StepVoting(n, s, m.ballot, m.value)

\* An acceptor may vote for any value: it votes for the one that a client has sent it, or waits
\* for one (phase 2b of a fast ballot, §3.1).  If it has voted, it says so again.  Safe because
\* any value is, and it votes once.
HandleAny(n, m) ==
    LET s == nodes[n]
        v == IF s.acceptor.ballot = m.ballot THEN s.acceptor.value ELSE s.request
    IN  IF m.ballot < s.acceptor.promised THEN
            Step(n, s, {Refusal(n, {m.from}, s.acceptor.promised)})
        ELSE IF v = None THEN
            Step(n, [s EXCEPT !.acceptor = [@ EXCEPT !.promised = m.ballot, !.any = TRUE]], {})
        ELSE
            StepVoting(n, s, m.ballot, v)

\* A learner, or a coordinator, hears of a vote; it has learned the value when it has heard
\* of those of a quorum.  That is when the client gets its Response.  A coordinator that has
\* heard of a classic quorum's votes in its fast ballot, which are not all for one value, asks
\* for votes in the classic ballot after it (coordinated recovery, §3.2).  Safe because who has
\* voted in a ballot votes no more up to it, so the votes are as good as promises of the next.
HandleAccepted(n, m) ==
    LET s == nodes[n]
        Quorum(S) == IsQuorum(m.ballot, S)
        learner == Learn(s.learner, CastVote(m.from, m.ballot, m.value), Quorum)
        votes == {vote \in learner.votes : vote.ballot = m.ballot}
        collided == \E one, other \in votes : one.value # other.value
    IN  IF /\ Owner(m.ballot) = n
           /\ m.ballot = s.coordinator.ballot
           /\ collided
           /\ IsClassicQuorum(Voters(votes))
        THEN
            Step(n, [s EXCEPT !.coordinator = [@ EXCEPT !.ballot = m.ballot + 1], !.learner = learner],
                 {Accept(n, Acceptor, m.ballot + 1, Pick(votes, m.value))})
        ELSE
            Step(n, [s EXCEPT !.learner = learner], {})

\* A coordinator hears of a ballot above its own, and gives its own up (§2.3).  Safe
\* because it may give up a ballot at any time.
HandleRefusal(n, m) ==
    LET s == nodes[n]
    IN  IF m.ballot > s.coordinator.ballot
        THEN Step(n, [s EXCEPT !.coordinator = [ballot |-> m.ballot, preparing |-> FALSE, promises |-> {}]], {})
        ELSE Step(n, s, {})

Receive(n, m) ==
    CASE m.type = "Prepare"  -> HandlePrepare(n, m)
      [] m.type = "Promise"  -> HandlePromise(n, m)
      [] m.type = "Accept"   -> HandleAccept(n, m)
      [] m.type = "Any"      -> HandleAny(n, m)
      [] m.type = "Accepted" -> HandleAccepted(n, m)
      [] m.type = "Refusal"  -> HandleRefusal(n, m)

-----------------------------------------------------------------------------
\* What can happen in the network.

\* A message is lost.  Safe because nothing waits for a message.
Lose(m) ==
    /\ network' = network \ {m}
    /\ UNCHANGED <<nodes, asked, allVotes>>

-----------------------------------------------------------------------------
Next ==
    \/ \E n \in Node, v \in Value : ClientRequest(n, v)
    \/ \E n \in Node : StartFast(n) \/ StartClassic(n) \/ Restart(n)
    \/ \E m \in network : (\E n \in m.to : Receive(n, m)) \/ Lose(m)

Spec == Init /\ [][Next]_vars

-----------------------------------------------------------------------------
\* Types.

Ballot == Nat \ {0}

VoteOK(vote) ==
    /\ DOMAIN vote = {"acceptor", "ballot", "value"}
    /\ vote.acceptor \in Acceptor
    /\ vote.ballot \in Ballot /\ vote.value \in Value

\* A vote, or that there was none.
NoneOrVoteOK(vote) == VoteOK(vote) \/ vote = CastVote(vote.acceptor, 0, None)

NodeOK(n, s) ==
    /\ DOMAIN s = {"request", "coordinator", "acceptor", "learner"}
    /\ s.request \in Value \cup {None}
    /\ s.coordinator.ballot \in Nat
    /\ s.coordinator.preparing \in BOOLEAN
    /\ s.coordinator.preparing =>
          /\ Owner(s.coordinator.ballot) = n
          /\ IsFast(s.coordinator.ballot) \/ s.request # None
    /\ s.coordinator.promises # {} => s.coordinator.preparing
    /\ \A vote \in s.coordinator.promises : vote.acceptor \in Acceptor /\ NoneOrVoteOK(vote)
    /\ s.acceptor.promised \in Nat
    /\ NoneOrVoteOK(CastVote(n, s.acceptor.ballot, s.acceptor.value))
    /\ s.acceptor.promised >= s.acceptor.ballot
    /\ s.acceptor.any \in BOOLEAN
    /\ s.acceptor.any => IsFast(s.acceptor.promised) /\ s.acceptor.promised > s.acceptor.ballot
    /\ s.learner.learned \in Value \cup {None}
    /\ \A vote \in s.learner.votes : VoteOK(vote)
    /\ n \notin Coordinator => s.coordinator = InitialNode.coordinator
    /\ n \notin Acceptor => s.acceptor = InitialNode.acceptor
    /\ n \notin Coordinator \cup Learners => s.learner = InitialLearner

MessageOK(m) ==
    /\ m.ballot \in Ballot
    /\ CASE m.type = "Prepare"  -> m = Prepare(Owner(m.ballot), Acceptor, m.ballot)
         [] m.type = "Promise"  -> /\ m = Promise(m.from, {Owner(m.ballot)}, m.ballot, m.acceptedBallot, m.acceptedValue)
                                   /\ m.from \in Acceptor
                                   /\ NoneOrVoteOK(CastVote(m.from, m.acceptedBallot, m.acceptedValue))
                                   /\ m.acceptedBallot <= m.ballot
         [] m.type = "Accept"   -> m = Accept(Owner(m.ballot), Acceptor, m.ballot, m.value) /\ m.value \in Value
         [] m.type = "Any"      -> m = Any(Owner(m.ballot), Acceptor, m.ballot) /\ IsFast(m.ballot)
         [] m.type = "Accepted" -> /\ m = Accepted(m.from, {Owner(m.ballot)} \cup Learners, m.ballot, m.value)
                                   /\ m.from \in Acceptor /\ m.value \in Value
         [] m.type = "Refusal"  -> /\ m = Refusal(m.from, m.to, m.ballot)
                                   /\ m.from \in Acceptor
                                   /\ \E p \in Coordinator : m.to = {p}

TypeOK ==
    /\ DOMAIN nodes = Node
    /\ \A n \in Node : NodeOK(n, nodes[n])
    /\ \A m \in network : MessageOK(m)
    /\ asked \subseteq Value
    /\ \A vote \in allVotes : VoteOK(vote)

-----------------------------------------------------------------------------
\* Safety (§2.1, §2.2).

Learned == {nodes[n].learner.learned : n \in Node} \ {None}

\* The values that a quorum has voted for in one ballot.
Chosen ==
    {vote.value : vote \in
        {w \in allVotes :
            IsQuorum(w.ballot, Voters({x \in allVotes : x.ballot = w.ballot /\ x.value = w.value}))}}

\* Only what a client asked for is chosen or learned.
Nontriviality == Chosen \cup Learned \subseteq asked

\* Only one value is chosen, and only it is learned.
Agreement ==
    /\ Cardinality(Chosen) <= 1
    /\ Learned \subseteq Chosen

\* In a classic ballot all votes are for one value.
OneValuePerClassicBallot ==
    \A one, other \in allVotes : one.ballot = other.ballot /\ ~IsFast(one.ballot) => one.value = other.value

\* In no ballot an acceptor votes for two values.
OneVotePerBallot ==
    \A one, other \in allVotes : one.ballot = other.ballot /\ one.acceptor = other.acceptor => one = other

\* What was chosen stays chosen, and what a node has learned it forgets by a restart only.
Stability ==
    [][/\ Chosen \subseteq Chosen'
       /\ \A n \in Node : \/ nodes[n].learner.learned \in {None, nodes'[n].learner.learned}
                          \/ Restart(n)]_vars

\* An acceptor's promise never goes back, nor does the ballot of a coordinator, not even by a restart.
BallotMonotonic ==
    [][\A n \in Node : /\ nodes'[n].acceptor.promised >= nodes[n].acceptor.promised
                       /\ nodes'[n].coordinator.ballot >= nodes[n].coordinator.ballot]_vars

-----------------------------------------------------------------------------
\* Refinement: what acceptors choose by their votes is chosen as in Consensus.  Not by way
\* of Voting, where all votes in a ballot are for one value.

Consensus == INSTANCE Consensus WITH chosen <- Chosen

RefinesConsensus == Consensus!Spec
=============================================================================
