----------------------------- MODULE BasicPaxos -----------------------------
(***************************************************************************)
(* Basic Paxos: how nodes that may crash, over a network that may lose     *)
(* messages, choose one value.                                             *)
(*                                                                         *)
(* After L. Lamport, "The Part-Time Parliament" (ACM TOCS 16(2), 1998) and *)
(* "Paxos Made Simple" (2001), whose sections are cited as §.  The Java    *)
(* class is dev.quorate.paxos.basic.BasicPaxos: one method per action,     *)
(* same names, same order.                                                 *)
(*                                                                         *)
(* A client sends a value to a proposer, its Request; it gets its Response *)
(* from a learner, in the step in which that learns.  Between the two:     *)
(*                                                                         *)
(*     proposer        --Prepare(b)-->       acceptors                     *)
(*     proposer        <--Promise(b, …)--    acceptors                     *)
(*     proposer        --Accept(b, v)-->     acceptors                     *)
(*     proposer, learners <--Accepted(b, v)-- acceptors                    *)
(*                                                                         *)
(* Each node plays some of the roles: one, or all.  Its state has a part   *)
(* for each, and the part of a role that it does not play stays as it was. *)
(*                                                                         *)
(* Where it departs from the papers, and why:                              *)
(*  - An acceptor that has promised a higher ballot says so (§2.5 calls it *)
(*    an optimization); so a proposer knows that it must try a higher one, *)
(*    and which.                                                           *)
(*  - A proposer tries again when it likes, with a higher ballot; it sends *)
(*    no message of a ballot twice.  That is how it bears a lost message.  *)
(*  - A proposer hears of votes, too, and stops when it has learned.       *)
(*  - A node that restarts has forgotten what it had learned, and learns   *)
(*    it again; so learners need no disk.                                  *)
(*                                                                         *)
(* The network is the set of messages that may still arrive.  A message    *)
(* may be for several nodes: each of them may get it, in its own time, or  *)
(* never.  It stays there when it is received, so that it may arrive       *)
(* again, at any later time and after any other; Lose takes it away.       *)
(***************************************************************************)
EXTENDS Ballots, FiniteSets, Learner

CONSTANTS
    Proposers,  \* the proposers, in a sequence: ballots belong to them in turns
    Acceptor,   \* the set of acceptors
    Learners,   \* the set of learners
    Value       \* the set of values that clients may ask for

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

Accepted(from, to, ballot, value) ==
    [type |-> "Accepted", from |-> from, to |-> to, ballot |-> ballot, value |-> value]

\* ballot: the one that the sender has promised, above the one it refuses.
Refusal(from, to, ballot) ==
    [type |-> "Refusal", from |-> from, to |-> to, ballot |-> ballot]

-----------------------------------------------------------------------------
\* Helpers.  Those marked "replaceable" are where a model plants a known fault.

Proposer == {Proposers[i] : i \in DOMAIN Proposers}
Node == Proposer \cup Acceptor \cup Learners

\* Any two quorums share an acceptor.  Replaceable.
IsQuorum(S) == 2 * Cardinality(S) > Cardinality(Acceptor)

\* The proposer that a ballot belongs to.
Owner(b) == BallotOwner(Proposers, b)

\* The ballot that proposer p tries after b.  Replaceable.
NextOwn(p, b) == NextBallot(Proposers, p, b)

\* That an acceptor has voted for a value in a ballot; ballot 0 and None for that it has not voted.
CastVote(acceptor, ballot, value) == [acceptor |-> acceptor, ballot |-> ballot, value |-> value]

\* What a restart finds on disk: the proposer's ballot, so that it uses none twice,
\* and all of the acceptor (§2.5).  Replaceable.
Durable(s) ==
    [s EXCEPT !.proposer = [@ EXCEPT !.request = None, !.preparing = FALSE, !.promises = {}],
              !.learner = InitialLearner]

\* The value to propose when acceptors that are a quorum have promised: that of the
\* latest vote they told of; if they told of none, the client's (P2c, §2.2).  Replaceable.
Pick(promises, request) ==
    LET told == {vote \in promises : vote.ballot > 0}
        latest == CHOOSE vote \in told : \A other \in told : other.ballot <= vote.ballot
    IN  IF told = {} THEN request ELSE latest.value

\* Acceptor s votes for v in ballot b, and will not vote below it.  Replaceable.
Vote(s, b, v) == [s EXCEPT !.promised = b, !.ballot = b, !.value = v]

\* Node n takes a step to the local state s and sends messages.  The ghosts record
\* what it was asked for and what it has voted for.  Replaceable.
Step(n, s, sent) ==
    /\ nodes' = [nodes EXCEPT ![n] = s]
    /\ network' = network \cup sent
    /\ asked' = asked \cup ({s.proposer.request} \ {None})
    /\ allVotes' = allVotes \cup (IF s.acceptor.ballot = 0 THEN {}
                            ELSE {CastVote(n, s.acceptor.ballot, s.acceptor.value)})

-----------------------------------------------------------------------------
\* The initial state.

InitialNode ==
    [proposer |->
        [ballot    |-> 0,       \* the highest ballot it knows of; its own while it prepares; durable
         request   |-> None,    \* the value that a client has asked for
         preparing |-> FALSE,   \* whether it waits for promises
         promises  |-> {}],     \* of each acceptor that has promised its ballot, the vote it told of
     acceptor |->
        [promised  |-> 0,       \* it votes in no ballot below this; durable
         ballot    |-> 0,       \* the ballot of its latest vote; durable
         value     |-> None],   \* the value of its latest vote; durable
     learner |-> InitialLearner]

Init ==
    /\ nodes = [n \in Node |-> InitialNode]
    /\ network = {}
    /\ asked = {}
    /\ allVotes = {}

-----------------------------------------------------------------------------
\* The actions: what can happen at a node.

\* A client asks proposer n for a value (Request).  Safe because asking decides nothing.
ClientRequest(n, v) ==
    LET s == nodes[n]
    IN  /\ n \in Proposer
        /\ s.proposer.request = None
        /\ s.learner.learned = None
        /\ Step(n, [s EXCEPT !.proposer.request = v], {})

\* Proposer n tries, or tries again, with a ballot of its own above all that it knows of
\* (phase 1a, §2.2).  Safe because the ballot is new, so nobody has voted in it.
StartBallot(n) ==
    LET s == nodes[n]
        b == NextOwn(n, s.proposer.ballot)
    IN  /\ n \in Proposer
        /\ s.proposer.request # None
        /\ s.learner.learned = None
        /\ Step(n, [s EXCEPT !.proposer = [@ EXCEPT !.ballot = b, !.preparing = TRUE, !.promises = {}]],
                {Prepare(n, Acceptor, b)})

\* Node n stops, and starts again with what it had on disk.  Safe because its
\* promises and votes are all that others ever relied on, and it uses no ballot twice.
Restart(n) ==
    Step(n, Durable(nodes[n]), {})

-----------------------------------------------------------------------------
\* What a node does with a message.  Every message has an outcome, if only to be dropped.

\* An acceptor promises to vote in no lower ballot, and tells of its latest vote
\* (phase 1b, §2.2).  A Prepare that comes again is answered again.  Safe because it only
\* forgoes votes.
HandlePrepare(n, m) ==
    LET s == nodes[n]
    IN  IF m.ballot < s.acceptor.promised THEN
            Step(n, s, {Refusal(n, {m.from}, s.acceptor.promised)})
        ELSE
            Step(n, [s EXCEPT !.acceptor.promised = m.ballot],
                 {Promise(n, {m.from}, m.ballot, s.acceptor.ballot, s.acceptor.value)})

\* A proposer that a quorum has promised its ballot to asks for votes (phase 2a, §2.2).
\* Safe because no other value was or can be chosen in a lower ballot: the quorum shares
\* an acceptor with any that chose one, and will vote in none of them any more.
HandlePromise(n, m) ==
    LET s == nodes[n]
        promises == {vote \in s.proposer.promises : vote.acceptor # m.from}
                      \cup {CastVote(m.from, m.acceptedBallot, m.acceptedValue)}
        v == Pick(promises, s.proposer.request)
    IN  IF m.ballot # s.proposer.ballot \/ ~s.proposer.preparing THEN
            Step(n, s, {})
        ELSE IF ~IsQuorum({vote.acceptor : vote \in promises}) THEN
            Step(n, [s EXCEPT !.proposer.promises = promises], {})
        ELSE
            Step(n, [s EXCEPT !.proposer = [@ EXCEPT !.preparing = FALSE, !.promises = {}]],
                 {Accept(n, Acceptor, m.ballot, v)})

\* An acceptor votes, unless it has promised a higher ballot, and tells the proposer
\* and the learners (phase 2b, §2.2).  Safe because all votes in a ballot are for the
\* one value that its proposer asks for.
HandleAccept(n, m) ==
    LET s == nodes[n]
    IN  IF m.ballot < s.acceptor.promised THEN
            Step(n, s, {Refusal(n, {m.from}, s.acceptor.promised)})
        ELSE
            Step(n, [s EXCEPT !.acceptor = Vote(@, m.ballot, m.value)],
                 {Accepted(n, {Owner(m.ballot)} \cup Learners, m.ballot, m.value)})

\* A learner, or a proposer, hears of a vote; it has learned the value when it has heard
\* of those of a quorum (§2.3).  That is when the client gets its Response.
HandleAccepted(n, m) ==
    LET s == nodes[n]
    IN  Step(n, [s EXCEPT !.learner = Learn(@, CastVote(m.from, m.ballot, m.value), IsQuorum)], {})

\* A proposer hears of a ballot above its own, and gives its own up (§2.5).  Safe
\* because it may give up a ballot at any time.
HandleRefusal(n, m) ==
    LET s == nodes[n]
    IN  IF m.ballot > s.proposer.ballot
        THEN Step(n, [s EXCEPT !.proposer = [@ EXCEPT !.ballot = m.ballot, !.preparing = FALSE, !.promises = {}]], {})
        ELSE Step(n, s, {})

Receive(n, m) ==
    CASE m.type = "Prepare"  -> HandlePrepare(n, m)
      [] m.type = "Promise"  -> HandlePromise(n, m)
      [] m.type = "Accept"   -> HandleAccept(n, m)
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
    \/ \E n \in Node : StartBallot(n) \/ Restart(n)
    \/ \E m \in network : Lose(m) \/ \E n \in m.to : Receive(n, m)

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
    /\ DOMAIN s = {"proposer", "acceptor", "learner"}
    /\ s.proposer.ballot \in Nat
    /\ s.proposer.request \in Value \cup {None}
    /\ s.proposer.preparing \in BOOLEAN
    /\ s.proposer.preparing => s.proposer.request # None /\ Owner(s.proposer.ballot) = n
    /\ s.proposer.promises # {} => s.proposer.preparing
    /\ \A vote \in s.proposer.promises : vote.acceptor \in Acceptor /\ NoneOrVoteOK(vote)
    /\ s.acceptor.promised \in Nat
    /\ NoneOrVoteOK(CastVote(n, s.acceptor.ballot, s.acceptor.value))
    /\ s.acceptor.promised >= s.acceptor.ballot
    /\ s.learner.learned \in Value \cup {None}
    /\ \A vote \in s.learner.votes : VoteOK(vote)
    /\ n \notin Proposer => s.proposer = InitialNode.proposer
    /\ n \notin Acceptor => s.acceptor = InitialNode.acceptor
    /\ n \notin Proposer \cup Learners => s.learner = InitialLearner

MessageOK(m) ==
    /\ m.ballot \in Ballot
    /\ CASE m.type = "Prepare"  -> m = Prepare(Owner(m.ballot), Acceptor, m.ballot)
         [] m.type = "Promise"  -> /\ m = Promise(m.from, {Owner(m.ballot)}, m.ballot, m.acceptedBallot, m.acceptedValue)
                                   /\ m.from \in Acceptor
                                   /\ NoneOrVoteOK(CastVote(m.from, m.acceptedBallot, m.acceptedValue))
                                   /\ m.acceptedBallot <= m.ballot
         [] m.type = "Accept"   -> m = Accept(Owner(m.ballot), Acceptor, m.ballot, m.value) /\ m.value \in Value
         [] m.type = "Accepted" -> /\ m = Accepted(m.from, {Owner(m.ballot)} \cup Learners, m.ballot, m.value)
                                   /\ m.from \in Acceptor /\ m.value \in Value
         [] m.type = "Refusal"  -> /\ m = Refusal(m.from, m.to, m.ballot)
                                   /\ m.from \in Acceptor
                                   /\ \E p \in Proposer : m.to = {p}

TypeOK ==
    /\ DOMAIN nodes = Node
    /\ \A n \in Node : NodeOK(n, nodes[n])
    /\ \A m \in network : MessageOK(m)
    /\ asked \subseteq Value
    /\ \A vote \in allVotes : VoteOK(vote)

-----------------------------------------------------------------------------
\* Safety (§2.1).

Learned == {nodes[n].learner.learned : n \in Node} \ {None}

\* The values that a quorum has voted for in one ballot.
Chosen ==
    {vote.value : vote \in
        {w \in allVotes : IsQuorum({x.acceptor : x \in {y \in allVotes : y.ballot = w.ballot /\ y.value = w.value}})}}

\* Only what a client asked for is chosen or learned.
Nontriviality == Chosen \cup Learned \subseteq asked

\* Only one value is chosen, and only it is learned.
Agreement ==
    /\ Cardinality(Chosen) <= 1
    /\ Learned \subseteq Chosen

\* All votes in a ballot are for one value.
OneValuePerBallot == \A one, other \in allVotes : one.ballot = other.ballot => one.value = other.value

\* What was chosen stays chosen, and what a node has learned it forgets by a restart only.
Stability ==
    [][/\ Chosen \subseteq Chosen'
       /\ \A n \in Node : \/ nodes[n].learner.learned \in {None, nodes'[n].learner.learned}
                          \/ Restart(n)]_vars

\* An acceptor's promise never goes back, nor does the ballot of a proposer, not even by a restart.
BallotMonotonic ==
    [][\A n \in Node : /\ nodes'[n].acceptor.promised >= nodes[n].acceptor.promised
                       /\ nodes'[n].proposer.ballot >= nodes[n].proposer.ballot]_vars

-----------------------------------------------------------------------------
\* Refinement: an acceptor's votes and promises are those of Voting, without the
\* messages that make them; and Voting refines Consensus.

Voting == INSTANCE Voting WITH
    votes    <- allVotes,
    promised <- [a \in Acceptor |-> nodes[a].acceptor.promised]

RefinesVoting == Voting!Spec
=============================================================================
