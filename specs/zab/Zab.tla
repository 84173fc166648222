--------------------------------- MODULE Zab --------------------------------
(***************************************************************************)
(* Zab: a primary broadcasts transactions, and all servers deliver them in *)
(* one order, that of the primaries that follow each other and of each     *)
(* primary's own.  It is the protocol under ZooKeeper.                     *)
(*                                                                         *)
(* After F. Junqueira, B. Reed, M. Serafini, "Zab: High-performance        *)
(* broadcast for primary-backup systems" (DSN 2011; its sections and the   *)
(* steps of its algorithms are cited), and, where the paper leaves a       *)
(* choice, after ZooKeeper, as told by A. Medeiros, "ZooKeeper's atomic    *)
(* broadcast protocol: theory and practice" (2012).  The Java class is     *)
(* dev.quorate.zab.broadcast.Zab: one method per action, same names, same  *)
(* order.                                                                  *)
(*                                                                         *)
(* Where it departs from the paper, and why:                               *)
(*  - Phase 0, the election, is an oracle that may tell any server to      *)
(*    follow any other: safety must not hang on it.                        *)
(*  - A leader is a follower of itself; what it would send to itself, and  *)
(*    answer, it does at once.                                             *)
(*  - A follower is told the initial history of an epoch as ZooKeeper does *)
(*    it: by what it lacks (Diff), by where to cut its own history, and    *)
(*    what follows there (Trunc), or whole (Snap).  NewLeader comes after. *)
(*  - A follower that has accepted an epoch already may come back to its   *)
(*    leader.  The paper has it wait for a later epoch; in ZooKeeper it    *)
(*    answers, but is not counted among those who accept the epoch.        *)
(*  - A proposal goes to all who have been sent the initial history, not   *)
(*    only to those who have acknowledged it: otherwise these would miss   *)
(*    what is proposed in between.                                         *)
(*  - CommitLeader says how far the leader has delivered by then, for the  *)
(*    same reason.                                                         *)
(*  - A server that restarts has forgotten what it has delivered since its *)
(*    last snapshot, and will deliver that again.                          *)
(*  - Observers follow like others, but no quorum counts them, and they do *)
(*    not lead.                                                            *)
(*  - A server may replace the first transactions of its history by a      *)
(*    snapshot (Compact), of which the paper says nothing.  In ZooKeeper   *)
(*    that is three things: a snapshot is written, it is fuzzy, and later  *)
(*    the log is purged.  Histories says what one step makes of them.      *)
(*    Snap carries the snapshot, and the transactions that follow it.      *)
(*  - A leader may ask a quorum whether it leads still (ReadIndex), and    *)
(*    then answers reads from what it has delivered, linearizably.  The    *)
(*    messages are ZooKeeper's pings, but in ZooKeeper no read waits for   *)
(*    them.  It is the read-only query of Raft (D. Ongaro, "Consensus:     *)
(*    Bridging Theory and Practice", 2014, section 6.4), less its first    *)
(*    step: an established leader has delivered already what earlier       *)
(*    leaders have.                                                        *)
(*                                                                         *)
(* The network: messages from one server to another arrive in the order in *)
(* which they were sent, each once, as long as the connection between the  *)
(* two lasts.  When it breaks, all that is on its way is lost, and so is   *)
(* what is sent before there is a new one.  CEpoch is the first message of *)
(* a connection, and NewEpoch the first of the way back.                   *)
(*                                                                         *)
(* What a history is, and a network, is in Histories and Channels; what    *)
(* holds in all this, in ZabProperties.                                    *)
(***************************************************************************)
EXTENDS Naturals, Sequences, FiniteSets, Zxids, Histories, Channels

CONSTANTS
    Node,       \* the set of servers
    Observer,   \* those of them that no quorum counts
    Command,    \* the set of commands that clients may send
    MaxDiff,    \* who lacks more transactions than this gets the whole history
    None        \* no server: the leader of who has none

VARIABLES
    nodes,      \* nodes[n]: the local state of server n, a record (see TypeOK)
    network,    \* what is on its way from server to server: see Channels
    committed,  \* ghost: every transaction ever delivered, in order
    primaries,  \* ghost: the leaders that came to broadcast, each with its epoch, its history, and how much
                \* of that it had delivered when it began
    reads       \* ghost: reads[n]: of each round of reads of leader n, how many transactions were
                \* delivered, anywhere, when it began

vars == <<nodes, network, committed, primaries, reads>>

-----------------------------------------------------------------------------
\* Messages.

\* Discovery.
CEpoch(from, to, acceptedEpoch) ==
    [type |-> "CEpoch", from |-> from, to |-> to, acceptedEpoch |-> acceptedEpoch]

NewEpoch(from, to, epoch) ==
    [type |-> "NewEpoch", from |-> from, to |-> to, epoch |-> epoch]

\* accepts: the sender has just accepted the epoch, and so is one of those who make it the leader's.
AckEpoch(from, to, accepts, currentEpoch, history) ==
    [type |-> "AckEpoch", from |-> from, to |-> to, accepts |-> accepts,
     currentEpoch |-> currentEpoch, history |-> history]

\* Synchronization.
Diff(from, to, transactions) ==
    [type |-> "Diff", from |-> from, to |-> to, transactions |-> transactions]

Trunc(from, to, zxid, transactions) ==
    [type |-> "Trunc", from |-> from, to |-> to, zxid |-> zxid, transactions |-> transactions]

Snap(from, to, history) ==
    [type |-> "Snap", from |-> from, to |-> to, history |-> history]

NewLeader(from, to, epoch) ==
    [type |-> "NewLeader", from |-> from, to |-> to, epoch |-> epoch]

\* zxid: that of the last transaction of the history that the sender has on disk.
AckLeader(from, to, zxid) ==
    [type |-> "AckLeader", from |-> from, to |-> to, zxid |-> zxid]

\* zxid: that of the last transaction that the leader has delivered.
CommitLeader(from, to, zxid) ==
    [type |-> "CommitLeader", from |-> from, to |-> to, zxid |-> zxid]

\* Broadcast.
Propose(from, to, transaction) ==
    [type |-> "Propose", from |-> from, to |-> to, transaction |-> transaction]

Ack(from, to, zxid) ==
    [type |-> "Ack", from |-> from, to |-> to, zxid |-> zxid]

Commit(from, to, zxid) ==
    [type |-> "Commit", from |-> from, to |-> to, zxid |-> zxid]

\* Reads.  The leader begins a round of reads; the sender follows it still.
Ping(from, to, round) ==
    [type |-> "Ping", from |-> from, to |-> to, round |-> round]

PingReply(from, to, round) ==
    [type |-> "PingReply", from |-> from, to |-> to, round |-> round]

-----------------------------------------------------------------------------
\* Helpers.  Those marked "replaceable" are where a model plants a known fault.

Max(a, b) == IF a > b THEN a ELSE b
Min(a, b) == IF a < b THEN a ELSE b

\* Any two quorums share a server.  Replaceable.
IsQuorum(S) == 2 * Cardinality(S \ Observer) > Cardinality(Node \ Observer)

\* Is a history, of a server whose current epoch is known, later than another (Phase 1, step l.1.2)?  Replaceable.
IsLater(epoch, history, otherEpoch, otherHistory) ==
    \/ epoch > otherEpoch
    \/ epoch = otherEpoch /\ Precedes(LastZxid(otherHistory), LastZxid(history))

\* s without what only who follows or leads has.
Looking(s) ==
    [s EXCEPT !.phase = "Election", !.leader = None, !.initialHistory = EmptyHistory,
              !.newEpoch = 0, !.latestEpoch = 0, !.learners = <<>>,
              !.round = 0, !.acked = <<>>, !.confirmed = 0]

\* What a restart finds on disk; everything else starts anew.  What the snapshot stands for
\* has been delivered.  Replaceable.
Durable(s) ==
    [Looking(s) EXCEPT !.lastCommitted = s.history.snapshot.lastIndex]

\* s with another history, whose snapshot stands for what has been delivered.
Holding(s, history) ==
    [s EXCEPT !.history = history, !.lastCommitted = Max(@, history.snapshot.lastIndex)]

\* A leader's learners, of which p has come so far.
With(learners, p, stage, zxid) ==
    [q \in DOMAIN learners \cup {p} |-> IF q = p THEN [stage |-> stage, zxid |-> zxid] ELSE learners[q]]

\* Those that have come so far.
At(s, stage) == {p \in DOMAIN s.learners : s.learners[p].stage = stage}

\* Has leader s chosen its epoch?
HasChosen(s) == s.acceptedEpoch = s.newEpoch

\* A leader that knows what epochs a quorum has accepted chooses one that is
\* later than all of them (Phase 1, step l.1.1).
ChooseEpoch(n, s) ==
    IF IsQuorum({n} \cup DOMAIN s.learners)
    THEN [s EXCEPT !.acceptedEpoch = s.newEpoch]
    ELSE s

\* A leader whose epoch a quorum has accepted takes over the latest history among
\* theirs.  It is the initial history of the epoch (Phase 1, step l.1.2).
TakeOver(n, s) ==
    IF HasChosen(s) /\ IsQuorum({n} \cup At(s, "Accepted"))
    THEN [Holding(s, s.initialHistory) EXCEPT
                   !.phase = "Synchronization",
                   !.currentEpoch = s.newEpoch,
                   !.initialHistory = EmptyHistory,
                   !.latestEpoch = 0,
                   !.learners = [p \in DOMAIN s.learners |->
                       IF s.learners[p].stage = "Accepted"
                       THEN [stage |-> "Synchronizing", zxid |-> NoZxid]
                       ELSE s.learners[p]]]
    ELSE s

\* A leader whose initial history a quorum has on disk delivers it, and from then
\* on broadcasts (Phase 2, step l.2.2; Phase 3).
Establish(n, s) ==
    IF s.phase = "Synchronization" /\ IsQuorum({n} \cup At(s, "Active"))
    THEN [s EXCEPT !.phase = "Broadcast", !.lastCommitted = Length(s.history)]
    ELSE s

\* A leader delivers what a quorum has on disk (Phase 3, step l.3.2).
Deliver(n, s) ==
    LET Holders(i) == {n} \cup {p \in At(s, "Active") : ~Precedes(s.learners[p].zxid, ZxidAt(s.history, i))}
        held == {i \in s.lastCommitted + 1..Length(s.history) : IsQuorum(Holders(i))}
    IN  IF held = {} THEN s ELSE [s EXCEPT !.lastCommitted = CHOOSE i \in held : \A j \in held : j <= i]

\* The history that a leader brings others to.  Replaceable.
Known(s) == s.history

\* What makes p's history, of which the last zxid is known, the leader's; and then
\* the word that this was all (Phase 2, step l.2.1).  What comes no later than p's
\* last transaction p has, but p may have more than that.  What p lacks may be
\* compacted already.
Synchronize(n, s, p, zxid) ==
    LET history == Known(s)
        common == CountUpTo(history, zxid)
        last == ZxidAt(history, common)
        rest == After(history, common)
    IN  <<IF ~ReachesBack(history, zxid) \/ Len(rest) > MaxDiff THEN Snap(n, p, history)
          ELSE IF last = zxid THEN Diff(n, p, rest)
          ELSE Trunc(n, p, last, rest),
          NewLeader(n, p, s.newEpoch)>>

\* To whom a leader proposes a transaction: all that have been sent what comes before it.  Replaceable.
Proposees(s) == At(s, "Synchronizing") \cup At(s, "Active")

\* How far a follower delivers that is told how far its leader has.  Replaceable.
Deliverable(s, zxid) == CountUpTo(s.history, zxid)

\* A follower takes over the initial history of an epoch: first the history, then the epoch.  Replaceable.
Adopt(s, epoch) ==
    [Holding(s, s.initialHistory) EXCEPT !.initialHistory = EmptyHistory, !.currentEpoch = epoch]

\* A follower keeps the initial history of the epoch in memory until it knows that it is whole.  Replaceable.
Receiving(s, history) == [s EXCEPT !.initialHistory = history]

\* May a server compact so many transactions?  Those that it has delivered.  Replaceable.
MayCompact(s, index) == index \in s.history.snapshot.lastIndex + 1..s.lastCommitted

\* Who has answered a round of reads, or a later one.
Heard(s, round) == {p \in DOMAIN s.acked : s.acked[p] >= round}

\* A leader confirms the rounds of reads that a quorum has answered.  Replaceable.
Confirm(n, s) ==
    LET answered == {round \in s.confirmed + 1..s.round : IsQuorum({n} \cup Heard(s, round))}
    IN  IF answered = {} THEN s ELSE [s EXCEPT !.confirmed = CHOOSE i \in answered : \A j \in answered : j <= i]

-----------------------------------------------------------------------------
\* The network.

\* Server n has no connection any more.  Replaceable.
HungUp(channels, n) == ClosedAt(channels, n)

\* A message is sent.  CEpoch opens a connection, and NewEpoch its way back, if it is there still;
\* any other message is lost if its channel is closed.
Send(channels, m) ==
    LET back == <<m.to, m.from>>
    IN  CASE m.type = "CEpoch"   -> Opened(Closed(channels, {back}), m)
          [] m.type = "NewEpoch" -> IF back \in DOMAIN channels THEN Opened(channels, m) ELSE channels
          [] OTHER               -> Sent(channels, m)

RECURSIVE SendAll(_, _)
SendAll(channels, messages) ==
    IF messages = <<>> THEN channels ELSE SendAll(Send(channels, Head(messages)), Tail(messages))

\* A history as it was before it was compacted: what a snapshot stands for has been delivered.
Whole(history, delivered) ==
    SubSeq(delivered, 1, Min(history.snapshot.lastIndex, Len(delivered))) \o history.transactions

\* What the ghosts record when n has come to the state s.
Record(n, s) ==
    /\ LET whole == Whole(s.history, committed)
       IN  committed' = committed \o SubSeq(whole, Len(committed) + 1, Min(s.lastCommitted, Len(whole)))
    /\ primaries' =
          IF s.leader = n /\ s.phase = "Broadcast" THEN
              LET known == {e \in primaries : e.epoch = s.newEpoch /\ e.leader = n}
                  initial == IF known = {} THEN s.lastCommitted ELSE (CHOOSE e \in known : TRUE).initial
              IN  (primaries \ known) \cup {[epoch |-> s.newEpoch, leader |-> n, initial |-> initial,
                                      history |-> Whole(s.history, committed')]}
          ELSE primaries
    /\ reads' = [reads EXCEPT ![n] =
          IF s.round = 0 THEN <<>> ELSE IF s.round > Len(@) THEN Append(@, Len(committed)) ELSE @]

\* What is left of the network when a message arrives.
Taken(m) == Received(network, m)

\* Server n takes a step to the local state s and sends messages, in this order,
\* into what is left of the network.  Replaceable.
Step(n, s, channels, messages) ==
    /\ nodes' = [nodes EXCEPT ![n] = s]
    /\ network' = SendAll(channels, messages)
    /\ Record(n, s)

-----------------------------------------------------------------------------
\* The initial state.

InitialNode ==
    [acceptedEpoch  |-> 0,            \* the last epoch that it has accepted; durable
     currentEpoch   |-> 0,            \* the last epoch whose initial history it has taken over; durable
     history        |-> EmptyHistory, \* transactions, [zxid, command], and the snapshot that they follow; durable
     lastCommitted  |-> 0,            \* how many transactions of its history it has delivered
     phase          |-> "Election",
     leader         |-> None,         \* whom it follows; itself, if it leads
     initialHistory |-> EmptyHistory, \* in synchronization, a follower's: what the leader has sent, not on disk yet;
                                      \* in discovery, a leader's: the latest history that it knows of
     latestEpoch    |-> 0,            \* in discovery, a leader's: the current epoch of who has that history
     newEpoch       |-> 0,            \* a leader's: the epoch that it leads, once it has accepted it
     learners       |-> <<>>,         \* a leader's: per follower, how far that has come, and
                                      \* the last transaction that it is known to have on disk
     round          |-> 0,            \* a leader's: the last round of reads that it has begun in its epoch
     acked          |-> <<>>,         \* a leader's: per follower, the last round that that has answered
     confirmed      |-> 0]            \* a leader's: the last round that a quorum has answered

Init ==
    /\ nodes = [n \in Node |-> InitialNode]
    /\ network = <<>>
    /\ committed = <<>>
    /\ primaries = {}
    /\ reads = [n \in Node |-> <<>>]

-----------------------------------------------------------------------------
\* The actions: what can happen at a server.

\* The oracle has server n lead, or follow another (Phase 0).  Safe because who
\* leads does nothing before a quorum has accepted an epoch that is its alone.
Elect(n, p) ==
    LET s == nodes[n]
        leading == [s EXCEPT !.phase = "Discovery", !.leader = n, !.newEpoch = s.acceptedEpoch + 1,
                             !.latestEpoch = s.currentEpoch, !.initialHistory = s.history]
        following == [s EXCEPT !.phase = "Discovery", !.leader = p]
    IN  /\ s.phase = "Election"
        /\ p \notin Observer
        /\ IF p = n
           THEN Step(n, Establish(n, TakeOver(n, ChooseEpoch(n, leading))), network, <<>>)
           ELSE Step(n, following, network, <<CEpoch(n, p, s.acceptedEpoch)>>)

\* Server n has heard too little for too long: of its leader, or of a quorum of
\* followers.  Safe because a leader that is not heard any more leads nobody.
Timeout(n) ==
    /\ nodes[n].phase # "Election"
    /\ Step(n, Looking(nodes[n]), HungUp(network, n), <<>>)

\* A client sends a command to n, which leads, and broadcasts it (Phase 3, step
\* l.3.1).  Safe because n is the only one to give out zxids of its epoch.
ClientRequest(n, c) ==
    LET s == nodes[n]
        last == LastZxid(s.history)
        counter == IF last.epoch = s.newEpoch THEN last.counter + 1 ELSE 1
        transaction == [zxid |-> [epoch |-> s.newEpoch, counter |-> counter], command |-> c]
    IN  /\ s.leader = n
        /\ s.phase = "Broadcast"
        /\ Step(n, Deliver(n, [s EXCEPT !.history = Extended(@, <<transaction>>)]), network,
                ToEach([p \in Proposees(s) |-> <<Propose(n, p, transaction)>>]))

\* Leader n begins a round of reads: it asks those who follow it whether they do
\* still.  When a quorum has answered, it may answer what it was asked before the
\* round from what it has delivered.  Safe because whoever follows n has accepted no
\* later epoch, so that when the round began, no later leader was established who
\* could have delivered more.
ReadIndex(n) ==
    LET s == nodes[n]
        t == [s EXCEPT !.round = @ + 1]
    IN  /\ s.leader = n
        /\ s.phase = "Broadcast"
        /\ Step(n, Confirm(n, t), network, ToEach([p \in At(s, "Active") |-> <<Ping(n, p, t.round)>>]))

\* Server n replaces the first transactions of its history by a snapshot.  Safe
\* because what is delivered is in every later leader's history, so that nobody
\* will have n cut it.
Compact(n, index) ==
    /\ MayCompact(nodes[n], index)
    /\ Step(n, [nodes[n] EXCEPT !.history = Compacted(@, index)], network, <<>>)

\* Server n stops, and starts again with what it had on disk.  Safe because its
\* epochs and its history are all that others ever relied on.
Restart(n) ==
    Step(n, Durable(nodes[n]), HungUp(network, n), <<>>)

-----------------------------------------------------------------------------
\* What a server does with a message.  Every message that can arrive has an outcome.
\* Which can is less than elsewhere, as channels keep their order and end with the
\* connection: InPlace says it below, and is checked.

\* Leader n learns what epoch a server has accepted that wants to follow it, and
\* tells its own as soon as it has one (Phase 1, step l.1.1).  Safe because the
\* epoch is later than all that a quorum has accepted.
HandleCEpoch(m) ==
    LET n == m.to
        s == nodes[n]
        connected == [s EXCEPT !.learners = With(@, m.from, "Connected", NoZxid)]
        t == IF HasChosen(s) THEN connected
             ELSE ChooseEpoch(n, [connected EXCEPT !.newEpoch = Max(@, m.acceptedEpoch + 1)])
        invited == IF ~HasChosen(t) THEN {} ELSE IF HasChosen(s) THEN {m.from} ELSE DOMAIN t.learners
    IN  IF s.leader # n THEN Step(n, s, Taken(m), <<>>)
        ELSE Step(n, t, Taken(m), ToEach([p \in invited |-> <<NewEpoch(n, p, t.newEpoch)>>]))

\* A follower accepts its leader's epoch, unless it has accepted a later one, and
\* tells its history (Phase 1, step f.1.2).  Safe because it accepts an epoch once,
\* and afterwards no earlier one: quorums meet, so one server leads an epoch.
HandleNewEpoch(m) ==
    LET n == m.to
        s == nodes[n]
        accepting == [s EXCEPT !.acceptedEpoch = m.epoch, !.phase = "Synchronization"]
    IN  IF s.phase # "Discovery" THEN
            Step(n, s, Taken(m), <<>>)
        ELSE IF m.epoch < s.acceptedEpoch THEN
            Step(n, Looking(s), HungUp(network, n), <<>>)
        ELSE
            Step(n, accepting, Taken(m),
                    <<AckEpoch(n, m.from, m.epoch > s.acceptedEpoch, s.currentEpoch, s.history)>>)

\* Leader n learns that a follower accepts its epoch, and its history.  When a
\* quorum has, n takes over the latest history and sends it to them; who comes
\* later gets it at once (Phase 1, step l.1.2; Phase 2, step l.2.1).  Safe because
\* what may have been delivered in earlier epochs is in the latest history.
HandleAckEpoch(m) ==
    LET n == m.to
        s == nodes[n]
        zxid == LastZxid(m.history)
        accepted == [s EXCEPT !.learners = With(@, m.from, "Accepted", zxid)]
        heard == IF IsLater(m.currentEpoch, m.history, s.latestEpoch, s.initialHistory)
                 THEN [accepted EXCEPT !.latestEpoch = m.currentEpoch, !.initialHistory = m.history]
                 ELSE accepted
        t == TakeOver(n, heard)
        late == [s EXCEPT !.learners = With(@, m.from, "Synchronizing", NoZxid)]
    IN  IF s.phase # "Discovery" THEN
            Step(n, late, Taken(m), Synchronize(n, s, m.from, zxid))
        ELSE IF ~m.accepts THEN
            Step(n, s, Taken(m), <<>>)
        ELSE
            Step(n, t, Taken(m), IF t.phase = "Discovery" THEN <<>>
                          ELSE ToEach([p \in At(heard, "Accepted") |-> Synchronize(n, t, p, heard.learners[p].zxid)]))

\* A follower learns what it lacks of the initial history.  Safe because two
\* histories that hold the same zxid are the same up to it.
HandleDiff(m) ==
    LET s == nodes[m.to]
    IN  Step(m.to, Receiving(s, Extended(s.history, m.transactions)), Taken(m), <<>>)

\* A follower learns where its history and the initial one part.  Safe because what
\* it drops was not delivered: the latest history would have it.  So its snapshot,
\* which it could not cut, stays.
HandleTrunc(m) ==
    LET s == nodes[m.to]
        kept == UpTo(s.history, CountUpTo(s.history, m.zxid))
    IN  Step(m.to, Receiving(s, Extended(kept, m.transactions)), Taken(m), <<>>)

\* A follower learns the whole initial history, or what its leader has still of it
\* and the snapshot of all before.  Safe for the same reason.
HandleSnap(m) ==
    Step(m.to, Receiving(nodes[m.to], m.history), Taken(m), <<>>)

\* A follower has the whole initial history, writes it to disk, and says so (Phase
\* 2, step f.2.1).  Safe because the history is on disk before the epoch is, and
\* before the leader counts on it.
HandleNewLeader(m) ==
    LET n == m.to
        t == Adopt(nodes[n], m.epoch)
    IN  Step(n, t, Taken(m), <<AckLeader(n, m.from, LastZxid(t.history))>>)

\* Leader n learns that a follower has the initial history on disk.  When a quorum
\* has, it is established, and all may deliver that history; who comes later is
\* told at once how far to deliver (Phase 2, step l.2.2).  Safe because any later
\* leader hears of one of them, and takes over what it has.
HandleAckLeader(m) ==
    LET n == m.to
        s == nodes[n]
        active == [s EXCEPT !.learners = With(@, m.from, "Active", m.zxid)]
        t == IF s.phase = "Broadcast" THEN Deliver(n, active) ELSE Establish(n, active)
        zxid == ZxidAt(t.history, t.lastCommitted)
        told == IF s.phase = "Broadcast" THEN {m.from} ELSE At(t, "Active")
        others == IF t.lastCommitted > s.lastCommitted THEN At(t, "Active") \ told ELSE {}
    IN  IF t.phase # "Broadcast" THEN Step(n, t, Taken(m), <<>>)
        ELSE Step(n, t, Taken(m), ToEach([p \in told |-> <<CommitLeader(n, p, zxid)>>]) \o
                           ToEach([p \in others |-> <<Commit(n, p, zxid)>>]))

\* A follower delivers what its leader has, and from then on what is broadcast
\* (Phase 2, step f.2.2).  Safe because a quorum has it on disk.
HandleCommitLeader(m) ==
    LET s == nodes[m.to]
    IN  Step(m.to, [s EXCEPT !.phase = "Broadcast", !.lastCommitted = Deliverable(s, m.zxid)], Taken(m), <<>>)

\* A follower writes what its leader proposes to disk, and says so (Phase 3, step
\* f.3.1).  Safe because it has all that its leader proposed before.
HandlePropose(m) ==
    LET n == m.to
    IN  Step(n, [nodes[n] EXCEPT !.history = Extended(@, <<m.transaction>>)], Taken(m),
            <<Ack(n, m.from, m.transaction.zxid)>>)

\* Leader n learns that a follower has a transaction on disk, and all before it.
\* What a quorum has it delivers, and tells others to (Phase 3, step l.3.2).  Safe
\* because any later leader hears of one of them.
HandleAck(m) ==
    LET n == m.to
        s == nodes[n]
        t == Deliver(n, [s EXCEPT !.learners = With(@, m.from, "Active", m.zxid)])
        zxid == ZxidAt(t.history, t.lastCommitted)
    IN  Step(n, t, Taken(m), IF t.lastCommitted > s.lastCommitted
                             THEN ToEach([p \in At(t, "Active") |-> <<Commit(n, p, zxid)>>]) ELSE <<>>)

\* A follower delivers what its leader has (Phase 3, step f.3.2).  Safe because a
\* quorum has it on disk.
HandleCommit(m) ==
    LET s == nodes[m.to]
    IN  Step(m.to, [s EXCEPT !.lastCommitted = Deliverable(s, m.zxid)], Taken(m), <<>>)

\* A follower says that it follows still.
HandlePing(m) ==
    Step(m.to, nodes[m.to], Taken(m), <<PingReply(m.to, m.from, m.round)>>)

\* Leader n learns that a follower had not left it when it answered a round.  Safe
\* because an answer counts for its own round and those before, not for later ones.
HandlePingReply(m) ==
    LET n == m.to
        s == nodes[n]
        acked == [p \in DOMAIN s.acked \cup {m.from} |-> IF p = m.from THEN m.round ELSE s.acked[p]]
    IN  Step(n, Confirm(n, [s EXCEPT !.acked = acked]), Taken(m), <<>>)

Receive(m) ==
    CASE m.type = "CEpoch"       -> HandleCEpoch(m)
      [] m.type = "NewEpoch"     -> HandleNewEpoch(m)
      [] m.type = "AckEpoch"     -> HandleAckEpoch(m)
      [] m.type = "Diff"         -> HandleDiff(m)
      [] m.type = "Trunc"        -> HandleTrunc(m)
      [] m.type = "Snap"         -> HandleSnap(m)
      [] m.type = "NewLeader"    -> HandleNewLeader(m)
      [] m.type = "AckLeader"    -> HandleAckLeader(m)
      [] m.type = "CommitLeader" -> HandleCommitLeader(m)
      [] m.type = "Propose"      -> HandlePropose(m)
      [] m.type = "Ack"          -> HandleAck(m)
      [] m.type = "Commit"       -> HandleCommit(m)
      [] m.type = "Ping"         -> HandlePing(m)
      [] m.type = "PingReply"    -> HandlePingReply(m)

-----------------------------------------------------------------------------
\* What can happen in the network.

\* The messages that may arrive.
Arriving == Heads(network)

\* The connection between two servers breaks.  Neither knows.
Disconnect(n, p) ==
    /\ {<<n, p>>, <<p, n>>} \cap DOMAIN network # {}
    /\ network' = Closed(network, {<<n, p>>, <<p, n>>})
    /\ UNCHANGED <<nodes, committed, primaries, reads>>

-----------------------------------------------------------------------------
Next ==
    \/ \E n \in Node : Timeout(n) \/ Restart(n) \/ ReadIndex(n)
    \/ \E n, p \in Node : Elect(n, p)
    \/ \E n \in Node, c \in Command : ClientRequest(n, c)
    \/ \E n \in Node : \E index \in 1..Length(nodes[n].history) : Compact(n, index)
    \/ \E m \in Arriving : Receive(m)
    \/ \E n, p \in Node : Disconnect(n, p)

Spec == Init /\ [][Next]_vars
=============================================================================
