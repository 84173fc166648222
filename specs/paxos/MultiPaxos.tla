----------------------------- MODULE MultiPaxos -----------------------------
(***************************************************************************)
(* Multi-Paxos: a replicated log, each of whose slots is an instance of    *)
(* Paxos, with a leader who does phase 1 once for all slots that are open  *)
(* and then needs phase 2 only.                                            *)
(*                                                                         *)
(* After L. Lamport, "Paxos Made Simple" (2001; PMS), section 3, and "The  *)
(* Part-Time Parliament" (TOCS 16(2), 1998; PTP), section 3; T. Chandra,   *)
(* R. Griesemer, J. Redstone, "Paxos Made Live" (PODC 2007; PML); R. van   *)
(* Renesse, D. Altinbuken, "Paxos Made Moderately Complex" (ACM Computing  *)
(* Surveys 47(3), 2015; PMMC).  The Java class is                          *)
(* dev.quorate.paxos.multi.MultiPaxos: one method per action, same names,  *)
(* same order.                                                             *)
(*                                                                         *)
(* Where it departs from the papers, and why:                              *)
(*  - Every node is proposer, acceptor and learner at once, a replica.     *)
(*    What it would say to itself it does in the same step: a candidate    *)
(*    promises itself, and a leader accepts its own proposals.             *)
(*  - A timeout, the promise to oneself and the broadcast of Prepare are   *)
(*    one step.  A crash between them is a step whose messages are lost.   *)
(*  - A leader tells what is chosen by one number, the slot up to which    *)
(*    all are.  A follower believes it of the slots where it has accepted  *)
(*    that leader's proposal, and asks for the others (CatchUp; the        *)
(*    catch-up of PML, section 5.1).  The leader then sends what is chosen *)
(*    as proposals of its own ballot, so that there is one way to fill a   *)
(*    slot.                                                                *)
(*  - A node that restarts has forgotten its commitIndex, and so applies   *)
(*    its log again from the start.  PTP writes decrees into a ledger in   *)
(*    indelible ink; this saves a write to disk for each.                  *)
(*  - There is no bound on how far a leader proposes ahead of what is      *)
(*    chosen.  The bound of PMS is for changes of membership.              *)
(*  - Left out: membership changes, snapshots, leases, read-only requests. *)
(*                                                                         *)
(* The network is the set of messages that may still arrive.  A message    *)
(* stays there when it is received, so that it may arrive again, at any    *)
(* later time and after any other; Lose takes it away.  That is loss,      *)
(* duplication and reordering, and nothing is assumed of delay.            *)
(***************************************************************************)
EXTENDS Naturals, Sequences, FiniteSets, Ballots

CONSTANTS
    Node,       \* the set of nodes
    Order,      \* the same nodes as a sequence: the order in which they take turns at ballots
    Command,    \* the set of commands that clients may send
    NoOp,       \* the command that changes nothing, which no client sends
    None        \* no command: what an empty slot holds

ASSUME
    /\ Node = {Order[i] : i \in DOMAIN Order}
    /\ Cardinality(Node) = Len(Order)
    /\ NoOp \notin Command
    /\ None \notin Command \cup {NoOp}

VARIABLES
    nodes,      \* nodes[n]: the local state of node n, a record (see TypeOK)
    network,    \* the set of messages that may still arrive
    committed   \* ghost: every command ever committed, in the order of the slots

vars == <<nodes, network, committed>>

-----------------------------------------------------------------------------
\* Messages.

\* Phase 1a, for firstOpenSlot and all slots after it at once.
Prepare(from, to, ballot, firstOpenSlot) ==
    [type |-> "Prepare", from |-> from, to |-> to, ballot |-> ballot, firstOpenSlot |-> firstOpenSlot]

\* Phase 1b.  accepted: the sender's log from the slot on that the Prepare named.
Promise(from, to, ballot, accepted) ==
    [type |-> "Promise", from |-> from, to |-> to, ballot |-> ballot, accepted |-> accepted]

\* Phase 2a, for one slot.
Accept(from, to, ballot, slot, command) ==
    [type |-> "Accept", from |-> from, to |-> to, ballot |-> ballot, slot |-> slot, command |-> command]

\* Phase 2b.
Accepted(from, to, ballot, slot) ==
    [type |-> "Accepted", from |-> from, to |-> to, ballot |-> ballot, slot |-> slot]

\* A leader's heartbeat: every slot up to commitIndex is chosen.
Commit(from, to, ballot, commitIndex) ==
    [type |-> "Commit", from |-> from, to |-> to, ballot |-> ballot, commitIndex |-> commitIndex]

\* The sender does not know what is chosen in firstOpenSlot, and perhaps after it.
CatchUp(from, to, ballot, firstOpenSlot) ==
    [type |-> "CatchUp", from |-> from, to |-> to, ballot |-> ballot, firstOpenSlot |-> firstOpenSlot]

\* The sender has promised this ballot, and did not do what was asked of it in a lower one.
Refusal(from, to, ballot) ==
    [type |-> "Refusal", from |-> from, to |-> to, ballot |-> ballot]

-----------------------------------------------------------------------------
\* Helpers.  Those marked "replaceable" are where a model plants a known fault.

Max(a, b) == IF a > b THEN a ELSE b
Last(S) == CHOOSE i \in S : \A j \in S : j <= i

\* Any two quorums share a node.  Replaceable.
IsQuorum(S) == 2 * Cardinality(S) > Cardinality(Node)

Peers(n) == Node \ {n}

\* What an empty slot holds.
Hole == [ballot |-> 0, command |-> None]

\* The proposal in a slot of a log, or of a part of one.
ProposalAt(log, i) == IF i <= Len(log) THEN log[i] ELSE Hole

\* A log with a proposal in a slot, whatever was there.  Slots may be skipped.
Put(log, slot, proposal) ==
    [i \in 1..Max(Len(log), slot) |-> IF i = slot THEN proposal ELSE ProposalAt(log, i)]

\* s without what only a candidate or a leader has.
Follower(s) ==
    [s EXCEPT !.role = "Follower", !.promises = {}, !.adopted = <<>>, !.acks = <<>>]

\* Who learns of a higher ballot takes part in no lower one from then on, and so
\* does not lead in one (PMS, section 2.2, P1a).
Adopt(s, ballot) ==
    IF ballot > s.ballot THEN [Follower(s) EXCEPT !.ballot = ballot] ELSE s

\* Has s promised to do nothing that is asked of it in this ballot?  Replaceable.
Outdated(s, ballot) == ballot < s.ballot

\* What a restart finds on disk; everything else starts anew (PTP, section 3.1).  Replaceable.
Durable(s) ==
    [Follower(s) EXCEPT !.commitIndex = 0]

\* What a promise tells of a log: all from the first slot on that the candidate
\* holds for open.  Replaceable.
Told(log, firstOpenSlot) == SubSeq(log, firstOpenSlot, Len(log))

\* Of two proposals for a slot, the one that a new leader must respect: what may
\* be chosen has the highest ballot (PMS, section 2.2, P2c).  Replaceable.
Higher(p, q) == IF q.ballot > p.ballot THEN q ELSE p

\* What a candidate knows of, slot by slot, after one more promise.  Replaceable.
Merge(adopted, accepted) ==
    [i \in 1..Max(Len(adopted), Len(accepted)) |-> Higher(ProposalAt(adopted, i), ProposalAt(accepted, i))]

\* What a new leader proposes in a slot where it knows of proposal p: the same
\* command, or nothing at all, so that what is chosen after it may be applied
\* (PMS, section 3).  Replaceable.
Proposed(ballot, p) ==
    [ballot |-> ballot, command |-> IF p = Hole THEN NoOp ELSE p.command]

\* A leader knows that a slot's command is chosen when a quorum has accepted its
\* proposal.  It commits slots in their order.
AdvanceCommitIndex(s) ==
    LET chosen == Last({k \in 0..Len(s.acks) : \A i \in 1..k : IsQuorum(s.acks[i])})
    IN  [s EXCEPT !.commitIndex = @ + chosen,
                  !.acks = [i \in 1..Len(s.acks) - chosen |-> s.acks[chosen + i]]]

\* A candidate with the promises of a quorum leads.  In every slot that is open
\* to it, up to the last where it knows of a proposal, it proposes anew (PMS, section 3).
Lead(n, s) ==
    IF IsQuorum(s.promises)
    THEN AdvanceCommitIndex(
            [s EXCEPT !.role = "Leader",
                      !.log = SubSeq(@, 1, s.commitIndex)
                                 \o [i \in DOMAIN s.adopted |-> Proposed(s.ballot, s.adopted[i])],
                      !.promises = {},
                      !.adopted = <<>>,
                      !.acks = [i \in DOMAIN s.adopted |-> {n}]])
    ELSE s

\* How far a follower knows the log when the leader of a ballot says how far it
\* does.  The leader proposes one command in a slot, so that what the follower has
\* accepted in this ballot is what the leader knows to be chosen.  Replaceable.
Learned(s, ballot, commitIndex) ==
    Last({k \in s.commitIndex..Max(s.commitIndex, commitIndex) :
             \A i \in s.commitIndex + 1..k : ProposalAt(s.log, i).ballot = ballot})

\* What leader n in state s asks p to accept in a slot: the command that it has there, in
\* its own ballot, though it may have learned in another that it is chosen.
AskToAccept(n, s, p, slot) == Accept(n, p, s.ballot, slot, s.log[slot].command)

\* Node n takes a step to the local state s and sends messages.  The ghost
\* records what is committed now and never was before.
Step(n, s, sent) ==
    /\ nodes' = [nodes EXCEPT ![n] = s]
    /\ network' = network \cup sent
    /\ committed' = committed \o
          [i \in 1..Max(s.commitIndex - Len(committed), 0) |-> s.log[Len(committed) + i].command]

-----------------------------------------------------------------------------
\* The initial state.

InitialNode ==
    [ballot      |-> 0,             \* the highest ballot promised; durable
     log         |-> <<>>,          \* per slot the proposal last accepted, [ballot, command]; durable
     role        |-> "Follower",
     promises    |-> {},            \* a candidate's: who has promised its ballot
     adopted     |-> <<>>,          \* a candidate's: what promises told of slot commitIndex + 1, and so on
     acks        |-> <<>>,          \* a leader's: who has accepted its proposal in slot commitIndex + 1, and so on
     commitIndex |-> 0]             \* every slot up to this is known to be chosen

Init ==
    /\ nodes = [n \in Node |-> InitialNode]
    /\ network = {}
    /\ committed = <<>>

-----------------------------------------------------------------------------
\* The actions: what can happen at a node.

\* Node n has not heard of a leader and wants to lead, in a ballot of its own:
\* phase 1a, for all slots that are open to it (PMS, section 3).  Safe because
\* nobody else has this ballot, and n itself has not had it before.
Timeout(n) ==
    LET s == nodes[n]
        candidate == [Follower(s) EXCEPT !.ballot = NextBallot(Order, n, s.ballot),
                                         !.role = "Candidate",
                                         !.promises = {n},
                                         !.adopted = SubSeq(s.log, s.commitIndex + 1, Len(s.log))]
    IN  /\ s.role # "Leader"
        /\ Step(n, Lead(n, candidate), {Prepare(n, p, candidate.ballot, s.commitIndex + 1) : p \in Peers(n)})

\* A client sends a command to n, which leads, or believes so.  Safe because n's
\* phase 1 told of all proposals in the slot after its log, which are none.
ClientRequest(n, c) ==
    LET s == nodes[n]
    IN  /\ s.role = "Leader"
        /\ Step(n, AdvanceCommitIndex([s EXCEPT !.log = Append(@, [ballot |-> s.ballot, command |-> c]),
                                                !.acks = Append(@, {n})]), {})

\* Leader n asks p to accept its proposal in a slot, for the first time or again:
\* phase 2a.  Safe because it proposes one command in a slot, and what it proposes
\* agrees with all that a quorum told it.
SendAccept(n, p, slot) ==
    LET s == nodes[n]
    IN  /\ s.role = "Leader"
        /\ slot \in s.commitIndex + 1..Len(s.log)
        /\ p \notin s.acks[slot - s.commitIndex]
        /\ Step(n, s, {AskToAccept(n, s, p, slot)})

\* Leader n tells p how far the log is chosen; it is the heartbeat as well.  Safe
\* because what is chosen stays chosen.
SendCommit(n, p) ==
    LET s == nodes[n]
    IN  /\ s.role = "Leader"
        /\ p # n
        /\ Step(n, s, {Commit(n, p, s.ballot, s.commitIndex)})

\* Node n stops, and starts again with what it had on disk.  Safe because what it
\* has promised and what it has accepted is all that others ever relied on.
Restart(n) ==
    Step(n, Durable(nodes[n]), {})

-----------------------------------------------------------------------------
\* What a node does with a message.  Every message has an outcome, if only a
\* refusal that tells the sender that its ballot is over.

\* An acceptor promises to take part in no lower ballot, and tells what it has
\* accepted: phase 1b.  Safe because the promise is on disk before it leaves, and
\* leaves out no slot that the candidate will propose in.
HandlePrepare(m) ==
    LET n == m.to
        s == Adopt(nodes[n], m.ballot)
    IN  IF Outdated(s, m.ballot)
        THEN Step(n, s, {Refusal(n, m.from, s.ballot)})
        ELSE Step(n, s, {Promise(n, m.from, m.ballot, Told(s.log, m.firstOpenSlot))})

\* A candidate counts a promise of its own ballot.  Safe because any command that
\* was chosen, or may yet be in a lower ballot, has been accepted by one of any quorum.
HandlePromise(m) ==
    LET n == m.to
        s == nodes[n]
        counts == m.ballot = s.ballot /\ s.role = "Candidate"
    IN  Step(n, IF counts
                THEN Lead(n, [s EXCEPT !.promises = @ \cup {m.from}, !.adopted = Merge(@, m.accepted)])
                ELSE s, {})

\* An acceptor accepts a proposal, unless it has promised otherwise: phase 2b.
\* Safe because it has accepted nothing in this slot in a higher ballot.
HandleAccept(m) ==
    LET n == m.to
        s == Adopt(nodes[n], m.ballot)
    IN  IF Outdated(s, m.ballot)
        THEN Step(n, s, {Refusal(n, m.from, s.ballot)})
        ELSE Step(n, [s EXCEPT !.log = Put(@, m.slot, [ballot |-> m.ballot, command |-> m.command])],
                  {Accepted(n, m.from, m.ballot, m.slot)})

\* A leader counts who has accepted its proposal.  Safe because a proposal that a
\* quorum has accepted is chosen, and a set counts nobody twice.
HandleAccepted(m) ==
    LET n == m.to
        s == nodes[n]
        counts == m.ballot = s.ballot /\ s.role = "Leader" /\ m.slot > s.commitIndex
    IN  Step(n, IF counts
                THEN AdvanceCommitIndex([s EXCEPT !.acks[m.slot - s.commitIndex] = @ \cup {m.from}])
                ELSE s, {})

\* A follower learns how far the log is chosen, and asks for what it lacks (PML,
\* section 5.1).  Safe because it takes for chosen only what it has from this leader.
HandleCommit(m) ==
    LET n == m.to
        s == Adopt(nodes[n], m.ballot)
        learned == Learned(s, m.ballot, m.commitIndex)
    IN  IF Outdated(s, m.ballot)
        THEN Step(n, s, {Refusal(n, m.from, s.ballot)})
        ELSE Step(n, [s EXCEPT !.commitIndex = learned],
                  IF learned < m.commitIndex THEN {CatchUp(n, m.from, m.ballot, learned + 1)} ELSE {})

\* A leader sends what is chosen to a follower that lacks it, in its own ballot.
\* Safe because every proposal of a higher ballot than that in which a command was
\* chosen has this command, so this one may have it.
HandleCatchUp(m) ==
    LET n == m.to
        s == nodes[n]
        counts == m.ballot = s.ballot /\ s.role = "Leader"
    IN  Step(n, s, IF counts
                   THEN {AskToAccept(n, s, m.from, i) : i \in m.firstOpenSlot..s.commitIndex}
                   ELSE {})

\* Who hears that a higher ballot is under way leads no more, and will try a higher
\* one than that (PMS, section 2.5).  Safe because to take part in less harms nothing.
HandleRefusal(m) ==
    Step(m.to, Adopt(nodes[m.to], m.ballot), {})

Receive(m) ==
    CASE m.type = "Prepare"  -> HandlePrepare(m)
      [] m.type = "Promise"  -> HandlePromise(m)
      [] m.type = "Accept"   -> HandleAccept(m)
      [] m.type = "Accepted" -> HandleAccepted(m)
      [] m.type = "Commit"   -> HandleCommit(m)
      [] m.type = "CatchUp"  -> HandleCatchUp(m)
      [] m.type = "Refusal"  -> HandleRefusal(m)

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
    \/ \E n, p \in Node : SendCommit(n, p) \/ \E slot \in DOMAIN nodes[n].log : SendAccept(n, p, slot)
    \/ \E m \in network : Receive(m) \/ Lose(m)

Spec == Init /\ [][Next]_vars

-----------------------------------------------------------------------------
\* Types.

Ballot == Nat \ {0}
Slot == Nat \ {0}
AnyCommand == Command \cup {NoOp}
Proposal == [ballot : Ballot, command : AnyCommand]

\* No log ends with a hole.
IsLog(log) ==
    /\ log \in Seq(Proposal \cup {Hole})
    /\ log # <<>> => log[Len(log)] # Hole

NodeOK(n, s) ==
    /\ DOMAIN s = DOMAIN InitialNode
    /\ s.ballot \in Nat
    /\ IsLog(s.log)
    /\ \A i \in DOMAIN s.log : s.log[i].ballot <= s.ballot
    /\ s.role \in {"Follower", "Candidate", "Leader"}
    /\ s.role # "Follower" => BallotOwner(Order, s.ballot) = n
    /\ s.promises \in SUBSET Node
    /\ IsLog(s.adopted)
    /\ s.role # "Candidate" => s.promises = {} /\ s.adopted = <<>>
    /\ s.acks \in Seq(SUBSET Node)
    /\ Len(s.acks) = IF s.role = "Leader" THEN Len(s.log) - s.commitIndex ELSE 0
    /\ s.commitIndex \in 0..Len(s.log)
    /\ \A i \in 1..s.commitIndex : s.log[i] # Hole

MessageOK(m) ==
    /\ m.from \in Node
    /\ m.to \in Peers(m.from)
    /\ CASE m.type = "Prepare" ->
              m \in [type : {m.type}, from : Node, to : Node, ballot : Ballot, firstOpenSlot : Slot]
         [] m.type = "Promise" ->
              /\ m \in [type : {m.type}, from : Node, to : Node, ballot : Ballot,
                        accepted : Seq(Proposal \cup {Hole})]
              /\ IsLog(m.accepted)
         [] m.type = "Accept" ->
              m \in [type : {m.type}, from : Node, to : Node, ballot : Ballot, slot : Slot,
                     command : AnyCommand]
         [] m.type = "Accepted" ->
              m \in [type : {m.type}, from : Node, to : Node, ballot : Ballot, slot : Slot]
         [] m.type = "Commit" ->
              m \in [type : {m.type}, from : Node, to : Node, ballot : Ballot, commitIndex : Nat]
         [] m.type = "CatchUp" ->
              m \in [type : {m.type}, from : Node, to : Node, ballot : Ballot, firstOpenSlot : Slot]
         [] m.type = "Refusal" ->
              m \in [type : {m.type}, from : Node, to : Node, ballot : Ballot]

TypeOK ==
    /\ DOMAIN nodes = Node
    /\ \A n \in Node : NodeOK(n, nodes[n])
    /\ \A m \in network : MessageOK(m)
    /\ committed \in Seq(AnyCommand)

-----------------------------------------------------------------------------
\* Safety.

Leaders == {n \in Node : nodes[n].role = "Leader"}

\* The slots that somebody has a proposal for, and more.
Slots == UNION {DOMAIN nodes[n].log : n \in Node} \cup {m.slot : m \in {k \in network : k.type = "Accept"}}

\* The proposals in a slot that can be seen: accepted, or on their way.
Visible(slot) ==
    ({ProposalAt(nodes[n].log, slot) : n \in Node} \ {Hole})
        \cup {[ballot |-> m.ballot, command |-> m.command] :
                 m \in {k \in network : k.type = "Accept" /\ k.slot = slot}}

\* A quorum has accepted this proposal.
IsChosen(slot, p) == IsQuorum({n \in Node : ProposalAt(nodes[n].log, slot) = p})

\* A ballot has one proposal in a slot.
OneProposalPerBallot ==
    \A slot \in Slots : \A p, q \in Visible(slot) : p.ballot = q.ballot => p = q

\* Where a proposal is chosen, those of higher ballots have the same command (PMS,
\* section 2.2, P2b).  So no other is ever chosen there.
ChosenStays ==
    \A slot \in Slots : \A p, q \in Visible(slot) :
        q.ballot >= p.ballot /\ IsChosen(slot, p) => q.command = p.command

\* What a node holds as committed is what was committed (the consistency of
\* ledgers: PTP, section 1.2).
Consistency ==
    \A n \in Node : \A i \in 1..nodes[n].commitIndex : nodes[n].log[i].command = committed[i]

\* A command is somewhere in a log or on its way.
IsKnown(c) ==
    \/ \E n \in Node : \E i \in DOMAIN nodes[n].log : nodes[n].log[i].command = c
    \/ \E m \in network : m.type = "Accept" /\ m.command = c

\* A command comes from a client (PMS, section 2.1: only a value that has been
\* proposed may be chosen); what is in a log beside that are no-ops.
Nontriviality ==
    [][\A c \in Command : ~IsKnown(c) /\ IsKnown(c)' => \E n \in Node : ClientRequest(n, c)]_vars

\* What a node has promised never goes back, not even by a restart.
BallotMonotonic ==
    [][\A n \in Node : nodes'[n].ballot >= nodes[n].ballot]_vars

\* A commit index goes back by a restart only.
CommitIndexMonotonic ==
    [][\A n \in Node :
          nodes'[n].commitIndex >= nodes[n].commitIndex \/ Restart(n)]_vars

-----------------------------------------------------------------------------
\* Refinement: the log is what is committed; a node has applied what it holds as
\* committed, no-ops and all.

ReplicatedLog == INSTANCE ReplicatedLog WITH
    Replica <- Node,
    Command <- AnyCommand,
    log     <- committed,
    applied <- [n \in Node |-> [i \in 1..nodes[n].commitIndex |-> nodes[n].log[i].command]]

RefinesReplicatedLog == ReplicatedLog!Spec
=============================================================================
