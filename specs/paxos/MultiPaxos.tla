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
(*    slot.  It sends so many slots at once; who lacks more asks again     *)
(*    when it next hears how far the log is chosen.                        *)
(*  - A node that restarts has forgotten its commitIndex, and so applies   *)
(*    its log again from its snapshot on.  PTP writes decrees into a       *)
(*    ledger in indelible ink; this saves a write to disk for each.        *)
(*  - A snapshot (PML, section 5.5) stands for the first slots of a log.   *)
(*    Its state is the sequence of their commands, the most detailed that  *)
(*    a state machine can have: any other is a function of it.  An         *)
(*    acceptor that was asked for slots which it has compacted away does   *)
(*    not promise; it sends its snapshot, and the candidate begins again.  *)
(*    In PMMC, section 4.2, it promises, and says how far it has           *)
(*    forgotten, so that nothing is proposed there; a leader then leads    *)
(*    without what it lacks.  Here it has it before it leads.              *)
(*  - There is no bound on how far a leader proposes ahead of what is      *)
(*    chosen.  The bound of PMS is for changes of membership.              *)
(*  - A read takes no slot (PMMC, section 4.5).  A leader answers it from  *)
(*    its own copy, once a quorum has told it, after the read began, that  *)
(*    they have promised no higher ballot; that is one more thing that a   *)
(*    heartbeat asks.  Reads are counted in rounds.  This is the ReadIndex *)
(*    of D. Ongaro, "Consensus: Bridging Theory and Practice" (2014),      *)
(*    section 6.4.  A new leader does not know which of the slots that it  *)
(*    took over are chosen, so reads wait for those that are open when the *)
(*    first of them begins.                                                *)
(*  - Left out: membership changes, leases.                                *)
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
    None,       \* no command: what an empty slot holds
    MaxBatch    \* a leader sends at most so many slots at once to who catches up

ASSUME
    /\ MaxBatch \in Nat \ {0}
    /\ Node = {Order[i] : i \in DOMAIN Order}
    /\ Cardinality(Node) = Len(Order)
    /\ NoOp \notin Command
    /\ None \notin Command \cup {NoOp}

VARIABLES
    nodes,      \* nodes[n]: the local state of node n, a record (see TypeOK)
    network,    \* the set of messages that may still arrive
    committed,  \* ghost: every command ever committed, in the order of the slots
    reads       \* ghost: per node, for each of its rounds that is not confirmed, how many commands were
                \* committed when it began

vars == <<nodes, network, committed, reads>>

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

\* A leader's heartbeat: every slot up to commitIndex is chosen.  round: the last round
\* of reads that it has begun, if any; it asks who has promised no higher ballot.
Commit(from, to, ballot, commitIndex, round) ==
    [type |-> "Commit", from |-> from, to |-> to, ballot |-> ballot, commitIndex |-> commitIndex, round |-> round]

\* The sender had promised no higher ballot when it was asked in this round.
CommitReply(from, to, ballot, round) ==
    [type |-> "CommitReply", from |-> from, to |-> to, ballot |-> ballot, round |-> round]

\* The sender does not know what is chosen in firstOpenSlot, and perhaps after it.
CatchUp(from, to, ballot, firstOpenSlot) ==
    [type |-> "CatchUp", from |-> from, to |-> to, ballot |-> ballot, firstOpenSlot |-> firstOpenSlot]

\* What the sender has in place of the first slots of its log, for who has asked for them.
InstallSnapshot(from, to, ballot, snapshot) ==
    [type |-> "InstallSnapshot", from |-> from, to |-> to, ballot |-> ballot, snapshot |-> snapshot]

\* The sender has promised this ballot, and did not do what was asked of it in a lower one.
Refusal(from, to, ballot) ==
    [type |-> "Refusal", from |-> from, to |-> to, ballot |-> ballot]

-----------------------------------------------------------------------------
\* Helpers.  Those marked "replaceable" are where a model plants a known fault.

Max(a, b) == IF a > b THEN a ELSE b
Min(a, b) == IF a < b THEN a ELSE b
Last(S) == CHOOSE i \in S : \A j \in S : j <= i

\* Any two quorums share a node.  Replaceable.
IsQuorum(S) == 2 * Cardinality(S) > Cardinality(Node)

Peers(n) == Node \ {n}

\* What an empty slot holds.
Hole == [ballot |-> 0, command |-> None]

\* The element of a sequence of proposals, of which no more are known.
ElementAt(proposals, i) == IF i <= Len(proposals) THEN proposals[i] ELSE Hole

\* The last slot that s knows of a proposal for.  Its log begins after its snapshot.
LastSlot(s) == s.snapshot.lastIndex + Len(s.log)

\* The proposal that s has in a slot; of those that are compacted there is none.
ProposalAt(s, slot) ==
    IF slot > s.snapshot.lastIndex THEN ElementAt(s.log, slot - s.snapshot.lastIndex) ELSE Hole

\* What applying the slots up to one comes to, all of which have a command: the
\* snapshot's state, and what follows it.
Commands(s, index) ==
    s.snapshot.state \o [i \in 1..index - s.snapshot.lastIndex |-> s.log[i].command]

\* What s has in the slots after one that it has not compacted.
LogAfter(s, index) == SubSeq(s.log, index - s.snapshot.lastIndex + 1, Len(s.log))

\* s with a proposal in a slot, whatever was there.  Slots may be skipped.  What is
\* compacted is chosen, so that the proposal has the same command.
Put(s, slot, proposal) ==
    LET k == slot - s.snapshot.lastIndex
    IN  IF k < 1
        THEN s
        ELSE [s EXCEPT !.log = [i \in 1..Max(Len(@), k) |-> IF i = k THEN proposal ELSE ElementAt(@, i)]]

\* A snapshot's state, as the commands that lead to it.  A runtime may keep fewer that lead there, too.  Replaceable.
Condensed(state) == state

\* s with a snapshot in place of all slots up to one.
Compacted(s, index) ==
    [s EXCEPT !.snapshot = [lastIndex |-> index, state |-> Condensed(Commands(s, index))],
              !.log = LogAfter(s, index)]

\* No read has begun.
NoReading == [round |-> 0, acked |-> <<>>, confirmed |-> 0, floor |-> 0]

\* s without what only a candidate or a leader has.
Follower(s) ==
    [s EXCEPT !.role = "Follower", !.promises = {}, !.adopted = <<>>, !.acks = <<>>, !.reading = NoReading]

\* Who learns of a higher ballot takes part in no lower one from then on, and so
\* does not lead in one (PMS, section 2.2, P1a).
Adopt(s, ballot) ==
    IF ballot > s.ballot THEN [Follower(s) EXCEPT !.ballot = ballot] ELSE s

\* Has s promised to do nothing that is asked of it in this ballot?  Replaceable.
Outdated(s, ballot) == ballot < s.ballot

\* Does a snapshot tell s of more than it knows?  Replaceable.
IsNews(s, snapshot) == snapshot.lastIndex > s.commitIndex

\* s with a snapshot that somebody else has made, in place of what it has in these
\* slots.  What it has accepted after them, others may rely on.  Replaceable.
Installed(s, snapshot) ==
    [Follower(s) EXCEPT !.snapshot = snapshot,
                        !.log = LogAfter(s, snapshot.lastIndex),
                        !.commitIndex = snapshot.lastIndex]

\* What a restart finds on disk; everything else starts anew (PTP, section 3.1).  Replaceable.
Durable(s) ==
    [Follower(s) EXCEPT !.commitIndex = s.snapshot.lastIndex]

\* Can s tell what it has accepted from this slot on?  Replaceable.
CanTell(s, firstOpenSlot) == firstOpenSlot > s.snapshot.lastIndex

\* What a promise tells of a log: all from the first slot on that the candidate
\* holds for open.  Replaceable.
Told(s, firstOpenSlot) == LogAfter(s, firstOpenSlot - 1)

\* Of two proposals for a slot, the one that a new leader must respect: what may
\* be chosen has the highest ballot (PMS, section 2.2, P2c).  Replaceable.
Higher(p, q) == IF q.ballot > p.ballot THEN q ELSE p

\* What a candidate knows of, slot by slot, after one more promise.  Replaceable.
Merge(adopted, accepted) ==
    [i \in 1..Max(Len(adopted), Len(accepted)) |-> Higher(ElementAt(adopted, i), ElementAt(accepted, i))]

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
                      !.log = SubSeq(@, 1, s.commitIndex - s.snapshot.lastIndex)
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
             \A i \in s.commitIndex + 1..k : ProposalAt(s, i).ballot = ballot})

\* What leader n in state s asks p to accept in a slot: the command that it has there, in
\* its own ballot, though it may have learned in another that it is chosen.
AskToAccept(n, s, p, slot) == Accept(n, p, s.ballot, slot, ProposalAt(s, slot).command)

\* What leader n in state s must have committed before it answers reads: whatever any leader
\* before it may have.  At most all slots that it knows of.  Replaceable.
ReadFloor(s) == LastSlot(s)

\* s, the state of leader n, in which one more round of reads has begun.
Begun(n, s) ==
    [s EXCEPT !.reading = IF @.round = 0
                          THEN [@ EXCEPT !.round = 1, !.acked = [p \in Peers(n) |-> 0], !.floor = ReadFloor(s)]
                          ELSE [@ EXCEPT !.round = @ + 1]]

\* The latest round that an answer is one to: that in which it was asked for.  Replaceable.
Answered(s, m) == m.round

\* Who has told leader n in this round, or in a later one, that it leads.  Replaceable.
Heard(n, s, round) == {n} \cup {p \in Peers(n) : s.reading.acked[p] >= round}

\* s, the state of leader n, in which the reads may be answered that a quorum has confirmed.
Confirm(n, s) ==
    IF s.commitIndex < s.reading.floor
    THEN s
    ELSE [s EXCEPT !.reading.confirmed = Last({@} \cup {r \in 1..s.reading.round : IsQuorum(Heard(n, s, r))})]

\* For the ghost: of the rounds that node n has not confirmed, and of one that it begins
\* as it goes to the state s, how many commands were committed then.
Floors(n, s) ==
    IF s.reading.round > nodes[n].reading.round THEN Append(reads[n], Len(committed)) ELSE reads[n]

\* Node n takes a step to the local state s and sends messages.  The ghosts record
\* what is committed now and never was before, and which reads wait.
Step(n, s, sent) ==
    /\ nodes' = [nodes EXCEPT ![n] = s]
    /\ network' = network \cup sent
    /\ committed' = committed \o
          [i \in 1..Max(s.commitIndex - Len(committed), 0) |-> Commands(s, s.commitIndex)[Len(committed) + i]]
    /\ reads' = [reads EXCEPT ![n] =
          IF s.reading.round = 0
          THEN <<>>
          ELSE SubSeq(Floors(n, s), s.reading.confirmed - nodes[n].reading.confirmed + 1, Len(Floors(n, s)))]

-----------------------------------------------------------------------------
\* The initial state.

NoSnapshot == [lastIndex |-> 0, state |-> <<>>]

InitialNode ==
    [ballot      |-> 0,             \* the highest ballot promised; durable
     snapshot    |-> NoSnapshot,    \* what applying the slots up to lastIndex led to; durable
     log         |-> <<>>,          \* per slot after these the proposal last accepted, [ballot, command]; durable
     role        |-> "Follower",
     promises    |-> {},            \* a candidate's: who has promised its ballot
     adopted     |-> <<>>,          \* a candidate's: what promises told of slot commitIndex + 1, and so on
     acks        |-> <<>>,          \* a leader's: who has accepted its proposal in slot commitIndex + 1, and so on
     commitIndex |-> 0,             \* every slot up to this is known to be chosen
     reading     |-> NoReading]     \* a leader's: [round, acked, confirmed, floor], the last round of reads that it has
                                    \* begun; the last that each peer has answered; the last that is confirmed; and
                                    \* the commitIndex that it takes to confirm one

Init ==
    /\ nodes = [n \in Node |-> InitialNode]
    /\ network = {}
    /\ committed = <<>>
    /\ reads = [n \in Node |-> <<>>]

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
                                         !.adopted = LogAfter(s, s.commitIndex)]
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
        /\ slot \in s.commitIndex + 1..LastSlot(s)
        /\ p \notin s.acks[slot - s.commitIndex]
        /\ Step(n, s, {AskToAccept(n, s, p, slot)})

\* A client asks leader n to read: a round begins.  Safe because nothing is answered
\* before a quorum has answered n, which had promised no higher ballot since then: so
\* nobody else had committed anything that n does not know of.
ReadIndex(n) ==
    LET s == nodes[n]
    IN  /\ s.role = "Leader"
        /\ Step(n, Confirm(n, Begun(n, s)), {})

\* Leader n tells p how far the log is chosen; it is the heartbeat as well.  Safe
\* because what is chosen stays chosen.
SendCommit(n, p) ==
    LET s == nodes[n]
    IN  /\ s.role = "Leader"
        /\ p # n
        /\ Step(n, s, {Commit(n, p, s.ballot, s.commitIndex, s.reading.round)})

\* Node n has applied the slots up to index, and puts a snapshot in their place (PML,
\* section 5.5).  Safe because they are chosen, and a snapshot tells of that all
\* the same.
Compact(n, index) ==
    LET s == nodes[n]
    IN  /\ index \in s.snapshot.lastIndex + 1..s.commitIndex
        /\ Step(n, Compacted(s, index), {})

\* Node n stops, and starts again with what it had on disk.  Safe because what it
\* has promised and what it has accepted is all that others ever relied on.
Restart(n) ==
    Step(n, Durable(nodes[n]), {})

-----------------------------------------------------------------------------
\* What a node does with a message.  Every message has an outcome, if only a
\* refusal that tells the sender that its ballot is over.

\* An acceptor promises to take part in no lower ballot, and tells what it has
\* accepted: phase 1b.  Safe because the promise is on disk before it leaves, and
\* leaves out no slot that the candidate will propose in: who has compacted such a
\* slot away promises nothing, and sends its snapshot.
HandlePrepare(m) ==
    LET n == m.to
        s == Adopt(nodes[n], m.ballot)
    IN  IF Outdated(s, m.ballot)
        THEN Step(n, s, {Refusal(n, m.from, s.ballot)})
        ELSE IF CanTell(s, m.firstOpenSlot)
        THEN Step(n, s, {Promise(n, m.from, m.ballot, Told(s, m.firstOpenSlot))})
        ELSE Step(n, s, {InstallSnapshot(n, m.from, m.ballot, s.snapshot)})

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
\* Safe because it has accepted nothing in this slot in a higher ballot; and where it has
\* compacted the slot away, because this ballot is above that in which its command was chosen.
HandleAccept(m) ==
    LET n == m.to
        s == Adopt(nodes[n], m.ballot)
    IN  IF Outdated(s, m.ballot)
        THEN Step(n, s, {Refusal(n, m.from, s.ballot)})
        ELSE Step(n, Put(s, m.slot, [ballot |-> m.ballot, command |-> m.command]),
                  {Accepted(n, m.from, m.ballot, m.slot)})

\* A leader counts who has accepted its proposal.  Safe because a proposal that a
\* quorum has accepted is chosen, and a set counts nobody twice.
HandleAccepted(m) ==
    LET n == m.to
        s == nodes[n]
        counts == m.ballot = s.ballot /\ s.role = "Leader" /\ m.slot > s.commitIndex
    IN  Step(n, IF counts
                THEN Confirm(n, AdvanceCommitIndex([s EXCEPT !.acks[m.slot - s.commitIndex] = @ \cup {m.from}]))
                ELSE s, {})

\* A follower learns how far the log is chosen, and asks for what it lacks (PML,
\* section 5.1).  Safe because it takes for chosen only what it has from this leader.  If
\* reads wait it answers, whatever it lacks.
HandleCommit(m) ==
    LET n == m.to
        s == Adopt(nodes[n], m.ballot)
        learned == Learned(s, m.ballot, m.commitIndex)
    IN  IF Outdated(s, m.ballot)
        THEN Step(n, s, {Refusal(n, m.from, s.ballot)})
        ELSE Step(n, [s EXCEPT !.commitIndex = learned],
                  (IF learned < m.commitIndex THEN {CatchUp(n, m.from, m.ballot, learned + 1)} ELSE {})
                      \cup (IF m.round > 0 THEN {CommitReply(n, m.from, m.ballot, m.round)} ELSE {}))

\* A leader counts who has answered a round of reads, and so all before it.  Safe because
\* who answers had not promised a higher ballot when the round had begun.
HandleCommitReply(m) ==
    LET n == m.to
        s == nodes[n]
        counts == m.ballot = s.ballot /\ s.role = "Leader"
    IN  Step(n, IF counts
                THEN Confirm(n, [s EXCEPT !.reading.acked[m.from] = Max(@, Answered(s, m))])
                ELSE s, {})

\* A leader sends what is chosen to a follower that lacks it, in its own ballot: its
\* snapshot, if that has some of it, and the first slots after it.  Safe because every
\* proposal of a higher ballot than that in which a command was chosen has this
\* command, so this one may have it.
HandleCatchUp(m) ==
    LET n == m.to
        s == nodes[n]
        counts == m.ballot = s.ballot /\ s.role = "Leader"
        snapshots == IF m.firstOpenSlot > s.snapshot.lastIndex THEN {}
                     ELSE {InstallSnapshot(n, m.from, s.ballot, s.snapshot)}
        first == Max(m.firstOpenSlot, s.snapshot.lastIndex + 1)
    IN  Step(n, s, IF counts
                   THEN snapshots \cup {AskToAccept(n, s, m.from, i) : i \in first..Min(s.commitIndex, first + MaxBatch - 1)}
                   ELSE {})

\* Who lacks what another has compacted away takes its snapshot.  A candidate gives
\* up its ballot, in which it has asked for too much.  Safe because all that a
\* snapshot tells of is chosen, and one that comes late replaces nothing.
HandleInstallSnapshot(m) ==
    LET n == m.to
        s == Adopt(nodes[n], m.ballot)
    IN  IF Outdated(s, m.ballot)
        THEN Step(n, s, {Refusal(n, m.from, s.ballot)})
        ELSE Step(n, IF s.role # "Leader" /\ IsNews(s, m.snapshot) THEN Installed(s, m.snapshot) ELSE s, {})

\* Who hears that a higher ballot is under way leads no more, and will try a higher
\* one than that (PMS, section 2.5).  Safe because to take part in less harms nothing.
HandleRefusal(m) ==
    Step(m.to, Adopt(nodes[m.to], m.ballot), {})

Receive(m) ==
    CASE m.type = "Prepare"         -> HandlePrepare(m)
      [] m.type = "Promise"         -> HandlePromise(m)
      [] m.type = "Accept"          -> HandleAccept(m)
      [] m.type = "Accepted"        -> HandleAccepted(m)
      [] m.type = "Commit"          -> HandleCommit(m)
      [] m.type = "CommitReply"     -> HandleCommitReply(m)
      [] m.type = "CatchUp"         -> HandleCatchUp(m)
      [] m.type = "InstallSnapshot" -> HandleInstallSnapshot(m)
      [] m.type = "Refusal"         -> HandleRefusal(m)

-----------------------------------------------------------------------------
\* What can happen in the network.

\* A message is lost.  Safe because nothing waits for a message.
Lose(m) ==
    /\ network' = network \ {m}
    /\ UNCHANGED <<nodes, committed, reads>>

-----------------------------------------------------------------------------
Next ==
    \/ \E n \in Node : Timeout(n) \/ ReadIndex(n) \/ Restart(n)
    \/ \E n \in Node, c \in Command : ClientRequest(n, c)
    \/ \E n, p \in Node : SendCommit(n, p) \/ \E slot \in 1..LastSlot(nodes[n]) : SendAccept(n, p, slot)
    \/ \E n \in Node : \E index \in 1..LastSlot(nodes[n]) : Compact(n, index)
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

SnapshotOK(snapshot) ==
    /\ snapshot \in [lastIndex : Nat, state : Seq(AnyCommand)]
    /\ Len(snapshot.state) = snapshot.lastIndex

NodeOK(n, s) ==
    /\ DOMAIN s = DOMAIN InitialNode
    /\ s.ballot \in Nat
    /\ SnapshotOK(s.snapshot)
    /\ IsLog(s.log)
    /\ \A i \in DOMAIN s.log : s.log[i].ballot <= s.ballot
    /\ s.role \in {"Follower", "Candidate", "Leader"}
    /\ s.role # "Follower" => BallotOwner(Order, s.ballot) = n
    /\ s.promises \in SUBSET Node
    /\ IsLog(s.adopted)
    /\ s.role # "Candidate" => s.promises = {} /\ s.adopted = <<>>
    /\ s.acks \in Seq(SUBSET Node)
    /\ Len(s.acks) = IF s.role = "Leader" THEN LastSlot(s) - s.commitIndex ELSE 0
    /\ s.commitIndex \in s.snapshot.lastIndex..LastSlot(s)
    /\ \A i \in s.snapshot.lastIndex + 1..s.commitIndex : ProposalAt(s, i) # Hole
    /\ IF s.reading.round = 0
       THEN s.reading = NoReading
       ELSE /\ s.role = "Leader"
            /\ s.reading.acked \in [Peers(n) -> 0..s.reading.round]
            /\ s.reading \in [round : Nat, acked : {s.reading.acked}, confirmed : 0..s.reading.round, floor : Nat]

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
              m \in [type : {m.type}, from : Node, to : Node, ballot : Ballot, commitIndex : Nat, round : Nat]
         [] m.type = "CommitReply" ->
              m \in [type : {m.type}, from : Node, to : Node, ballot : Ballot, round : Nat \ {0}]
         [] m.type = "CatchUp" ->
              m \in [type : {m.type}, from : Node, to : Node, ballot : Ballot, firstOpenSlot : Slot]
         [] m.type = "InstallSnapshot" ->
              /\ DOMAIN m = {"type", "from", "to", "ballot", "snapshot"}
              /\ m.ballot \in Ballot
              /\ SnapshotOK(m.snapshot)
         [] m.type = "Refusal" ->
              m \in [type : {m.type}, from : Node, to : Node, ballot : Ballot]

TypeOK ==
    /\ DOMAIN nodes = Node
    /\ \A n \in Node : NodeOK(n, nodes[n])
    /\ \A m \in network : MessageOK(m)
    /\ committed \in Seq(AnyCommand)
    /\ \A n \in Node :
          /\ reads[n] \in Seq(0..Len(committed))
          /\ Len(reads[n]) = nodes[n].reading.round - nodes[n].reading.confirmed

-----------------------------------------------------------------------------
\* Safety.

Leaders == {n \in Node : nodes[n].role = "Leader"}

\* The slots that somebody has a proposal for, and more.
Slots == UNION {1..LastSlot(nodes[n]) : n \in Node} \cup {m.slot : m \in {k \in network : k.type = "Accept"}}

\* The proposals in a slot that can be seen: accepted, or on their way.
Visible(slot) ==
    ({ProposalAt(nodes[n], slot) : n \in Node} \ {Hole})
        \cup {[ballot |-> m.ballot, command |-> m.command] :
                 m \in {k \in network : k.type = "Accept" /\ k.slot = slot}}

\* A quorum has accepted this proposal.
IsChosen(slot, p) == IsQuorum({n \in Node : ProposalAt(nodes[n], slot) = p})

\* A ballot has one proposal in a slot.
OneProposalPerBallot ==
    \A slot \in Slots : \A p, q \in Visible(slot) : p.ballot = q.ballot => p = q

\* Where a proposal is chosen, those of higher ballots have the same command (PMS,
\* section 2.2, P2b).  So no other is ever chosen there.
ChosenStays ==
    \A slot \in Slots : \A p, q \in Visible(slot) :
        q.ballot >= p.ballot /\ IsChosen(slot, p) => q.command = p.command

\* The same of slots that a node has compacted away: what was chosen there was, in a ballot
\* no higher than the node's.  So it may say that it has accepted what is proposed there now.
CompactedStays ==
    \A n \in Node : \A slot \in 1..nodes[n].snapshot.lastIndex : \A q \in Visible(slot) :
        q.ballot >= nodes[n].ballot => q.command = nodes[n].snapshot.state[slot]

\* What a node holds as committed is what was committed (the consistency of
\* ledgers: PTP, section 1.2), be it in its log or in its snapshot.
Consistency ==
    \A n \in Node : Commands(nodes[n], nodes[n].commitIndex) = SubSeq(committed, 1, nodes[n].commitIndex)

\* A command is somewhere in a log or a snapshot, or on its way.
IsKnown(c) ==
    \/ \E n \in Node :
          \/ \E i \in DOMAIN nodes[n].log : nodes[n].log[i].command = c
          \/ \E i \in DOMAIN nodes[n].snapshot.state : nodes[n].snapshot.state[i] = c
    \/ \E m \in network :
          \/ m.type = "Accept" /\ m.command = c
          \/ m.type = "InstallSnapshot" /\ \E i \in DOMAIN m.snapshot.state : m.snapshot.state[i] = c

\* A command comes from a client (PMS, section 2.1: only a value that has been
\* proposed may be chosen); what is in a log beside that are no-ops.
Nontriviality ==
    [][\A c \in Command : ~IsKnown(c) /\ IsKnown(c)' => \E n \in Node : ClientRequest(n, c)]_vars

\* What a node has promised never goes back, not even by a restart.
BallotMonotonic ==
    [][\A n \in Node : nodes'[n].ballot >= nodes[n].ballot]_vars

\* What a node has accepted it keeps, but for a proposal of a higher ballot, or a
\* snapshot in its place.
AcceptedMonotonic ==
    [][\A n \in Node : \A slot \in nodes'[n].snapshot.lastIndex + 1..LastSlot(nodes[n]) :
          ProposalAt(nodes'[n], slot).ballot >= ProposalAt(nodes[n], slot).ballot]_vars

\* A commit index goes back by a restart only.
CommitIndexMonotonic ==
    [][\A n \in Node :
          nodes'[n].commitIndex >= nodes[n].commitIndex \/ Restart(n)]_vars

\* A read that is confirmed sees all that was committed before it began, by whatever leader.
ReadsLinearizable ==
    [][\A n \in Node :
          \A i \in 1..nodes'[n].reading.confirmed - nodes[n].reading.confirmed :
              nodes'[n].commitIndex >= Floors(n, nodes'[n])[i]]_vars

-----------------------------------------------------------------------------
\* Refinement: the log is what is committed; a node has applied what it holds as
\* committed, no-ops and all.

ReplicatedLog == INSTANCE ReplicatedLog WITH
    Replica <- Node,
    Command <- AnyCommand,
    log     <- committed,
    applied <- [n \in Node |-> Commands(nodes[n], nodes[n].commitIndex)]

RefinesReplicatedLog == ReplicatedLog!Spec
=============================================================================
