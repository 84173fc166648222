-------------------------------- MODULE Abd ---------------------------------
(***************************************************************************)
(* ABD: how nodes that may crash, over a network that may lose messages,   *)
(* keep one atomic register, without consensus.                            *)
(*                                                                         *)
(* After H. Attiya, A. Bar-Noy, D. Dolev, "Sharing Memory Robustly in      *)
(* Message-Passing Systems" (JACM 42(1), 1995), with the several writers   *)
(* of N. Lynch, A. Shvartsman, "Robust Emulation of Shared Memory Using    *)
(* Dynamic Quorum-Acknowledged Broadcasts" (FTCS 1997).  The Java class is *)
(* dev.quorate.replication.abd.Abd: one method per action, same names,     *)
(* same order.                                                             *)
(*                                                                         *)
(* A client asks a node to read or to write, and the node does it in two   *)
(* phases, in each of which it waits for a quorum:                         *)
(*                                                                         *)
(*   query          --Query-->           all nodes                         *)
(*                  <--Report(version)-- all nodes                         *)
(*   propagation    --Propagate(version)--> all nodes                      *)
(*                  <--Ack--             all nodes                         *)
(*                                                                         *)
(* A write propagates its value with a timestamp above all that it heard   *)
(* of.  A read propagates the latest version that it heard of, before it   *)
(* returns it: so whoever reads later finds no older one.                  *)
(*                                                                         *)
(* Where it departs from the papers, and why:                              *)
(*  - A node may restart.  What it stores is on disk; what it was doing    *)
(*    for a client is not, and that client is never answered.              *)
(*  - A writer stores its version itself before it sends it.  So it uses   *)
(*    no timestamp twice, though it restarts in the middle of a write.     *)
(*  - A node numbers what it does for clients, and the number is on disk:  *)
(*    answers to what it did before a restart do not count.                *)
(*  - A node asks again when it likes.  That is how it bears lost messages.*)
(*                                                                         *)
(* The network is the set of messages that may still arrive.  A message    *)
(* may be for several nodes: each of them may get it, in its own time, or  *)
(* never.  It stays there when it is received, so that it may arrive       *)
(* again, at any later time and after any other; Lose takes it away.       *)
(***************************************************************************)
EXTENDS Naturals, FiniteSets, Sequences

CONSTANTS
    Nodes,      \* the nodes, in a sequence: of equal counters, the later writer's is the later timestamp
    Command,    \* the set of values that clients may write
    None        \* no value, and no node

VARIABLES
    nodes,      \* nodes[n]: the local state of node n, a record (see TypeOK)
    network,    \* the set of messages that may still arrive
    ended,      \* ghost: the latest timestamp of the operations that have ended
    began       \* ghost: began[n]: what `ended` was when n's latest operation began, and that one's number

vars == <<nodes, network, ended, began>>

-----------------------------------------------------------------------------
\* Timestamps, and versions of the value.

Timestamp(counter, writer) == [counter |-> counter, writer |-> writer]
Version(timestamp, value) == [timestamp |-> timestamp, value |-> value]

\* What a register holds that nobody has written.
NoTimestamp == Timestamp(0, None)
NoVersion == Version(NoTimestamp, None)

Node == {Nodes[i] : i \in DOMAIN Nodes}
Place == [n \in Node \cup {None} |-> IF n = None THEN 0 ELSE CHOOSE i \in DOMAIN Nodes : Nodes[i] = n]

Precedes(a, b) ==
    \/ a.counter < b.counter
    \/ a.counter = b.counter /\ Place[a.writer] < Place[b.writer]

-----------------------------------------------------------------------------
\* Messages.  `to` is the set of the nodes that a message is for; `operation` the number of the
\* operation that it belongs to, among those of the node that does it.

Query(from, to, operation) ==
    [type |-> "Query", from |-> from, to |-> to, operation |-> operation]

Report(from, to, operation, version) ==
    [type |-> "Report", from |-> from, to |-> to, operation |-> operation, version |-> version]

Propagate(from, to, operation, version) ==
    [type |-> "Propagate", from |-> from, to |-> to, operation |-> operation, version |-> version]

Ack(from, to, operation) ==
    [type |-> "Ack", from |-> from, to |-> to, operation |-> operation]

-----------------------------------------------------------------------------
\* Helpers.  Those marked "replaceable" are where a model plants a known fault.

\* Any two quorums share a node.  Replaceable.
IsQuorum(S) == 2 * Cardinality(S) > Cardinality(Node)

\* The later of two versions.  Replaceable.
Later(a, b) == IF Precedes(a.timestamp, b.timestamp) THEN b ELSE a

\* The version that node n writes when it has heard of `latest`.  Replaceable.
Written(n, latest, value) == Version(Timestamp(latest.timestamp.counter + 1, n), value)

\* What a restart finds on disk.  Replaceable.
Durable(s) == [s EXCEPT !.phase = "Idle", !.request = None, !.latest = NoVersion, !.heard = {}]

\* Whether an answer is one to what a node is doing now.  Replaceable.
IsAwaited(s, m, phase) == s.phase = phase /\ s.operation = m.operation

\* Whether a node may begin an operation: it does one thing at a time.
IsFree(s) == s.phase \in {"Idle", "Done"}

\* A node begins an operation for a client: it writes `request`, or reads if that is None.
Begin(s, request) ==
    [s EXCEPT !.operation = @ + 1, !.phase = "Query", !.request = request, !.latest = s.stored, !.heard = {}]

\* Node n, which has heard of `latest` from a quorum, goes on to the second phase.  It is the first to store
\* what it propagates.  Replaceable.
Proceed(n, s, latest) ==
    LET version == IF s.request = None THEN latest ELSE Written(n, latest, s.request)
    IN  [s EXCEPT !.phase = "Propagation", !.latest = version, !.heard = {}, !.stored = Later(@, version)]

\* A node answers its client: a read returns the value of `latest`.  Replaceable.
End(s) == [s EXCEPT !.phase = "Done", !.heard = {}]

\* What node n sends in the phase that it is in.
Asks(n, s) ==
    CASE s.phase = "Query"       -> {Query(n, Node, s.operation)}
      [] s.phase = "Propagation" -> {Propagate(n, Node, s.operation, s.latest)}
      [] OTHER                   -> {}

\* The later of two timestamps.
LaterTimestamp(a, b) == IF Precedes(a, b) THEN b ELSE a

\* No operation has begun.
NotBegun == [operation |-> 0, after |-> NoTimestamp]

\* Node n takes a step to the local state s and sends messages.  The ghosts record
\* which operations have ended, and had when another began.  Replaceable.
Step(n, s, sent) ==
    /\ nodes' = [nodes EXCEPT ![n] = s]
    /\ network' = network \cup sent
    /\ ended' = IF s.phase = "Done" THEN LaterTimestamp(ended, s.latest.timestamp) ELSE ended
    /\ began' = [began EXCEPT ![n] =
                    IF s.phase = "Idle" THEN NotBegun
                    ELSE IF s.operation = @.operation THEN @
                    ELSE [operation |-> s.operation, after |-> ended]]

-----------------------------------------------------------------------------
\* The initial state.

InitialNode ==
    [stored    |-> NoVersion,   \* the latest version it knows; durable
     operation |-> 0,           \* the number of its latest operation; durable
     phase     |-> "Idle",      \* what it does for a client: nothing, Query, Propagation; Done when it has
     request   |-> None,        \* what it writes; None if it reads
     latest    |-> NoVersion,   \* the latest version it has heard of; then what it propagates, and returns
     heard     |-> {}]          \* who has answered in this phase

Init ==
    /\ nodes = [n \in Node |-> InitialNode]
    /\ network = {}
    /\ ended = NoTimestamp
    /\ began = [n \in Node |-> NotBegun]

-----------------------------------------------------------------------------
\* The actions: what can happen at a node.

\* A client asks node n to write v.  A write asks for the timestamps first, since there may be
\* other writers.  Safe because asking changes nothing.
ClientWrite(n, v) ==
    LET s == Begin(nodes[n], v)
    IN  /\ IsFree(nodes[n])
        /\ Step(n, s, Asks(n, s))

\* A client asks node n to read.  Safe because asking changes nothing.
ClientRead(n) ==
    LET s == Begin(nodes[n], None)
    IN  /\ IsFree(nodes[n])
        /\ Step(n, s, Asks(n, s))

\* Node n asks again.  Safe because an answer counts once, however often it comes.
Retry(n) ==
    /\ Asks(n, nodes[n]) # {}
    /\ Step(n, nodes[n], Asks(n, nodes[n]))

\* Node n stops, and starts again with what it had on disk.  Safe because what it stores is all
\* that others rely on.  A write in progress may yet take effect, or never.
Restart(n) ==
    Step(n, Durable(nodes[n]), {})

-----------------------------------------------------------------------------
\* What a node does with a message.  Every message has an outcome, if only to be dropped.

\* A node says which version it stores.  Safe because it changes nothing.
HandleQuery(n, m) ==
    LET s == nodes[n]
    IN  Step(n, s, {Report(n, {m.from}, m.operation, s.stored)})

\* A node that a quorum has told goes on to the second phase.  Safe because that quorum shares
\* a node with each that stored what an operation which had ended before propagated: nothing
\* older is read, and what is written is later.
HandleReport(n, m) ==
    LET s == nodes[n]
        latest == Later(s.latest, m.version)
        heard == s.heard \cup {m.from}
        t == Proceed(n, s, latest)
    IN  IF ~IsAwaited(s, m, "Query") THEN
            Step(n, s, {})
        ELSE IF ~IsQuorum(heard) THEN
            Step(n, [s EXCEPT !.latest = latest, !.heard = heard], {})
        ELSE
            Step(n, t, Asks(n, t))

\* A node stores a version, if it is later than what it has, and says so in any case.  Safe
\* because a version is only replaced by a later one.
HandlePropagate(n, m) ==
    LET s == nodes[n]
    IN  Step(n, [s EXCEPT !.stored = Later(@, m.version)], {Ack(n, {m.from}, m.operation)})

\* A node answers its client when a quorum stores the version or a later one.  Safe because all
\* operations that begin from now on hear from one of that quorum.
HandleAck(n, m) ==
    LET s == nodes[n]
        heard == s.heard \cup {m.from}
    IN  IF ~IsAwaited(s, m, "Propagation") THEN
            Step(n, s, {})
        ELSE IF ~IsQuorum(heard) THEN
            Step(n, [s EXCEPT !.heard = heard], {})
        ELSE
            Step(n, End(s), {})

Receive(n, m) ==
    CASE m.type = "Query"     -> HandleQuery(n, m)
      [] m.type = "Report"    -> HandleReport(n, m)
      [] m.type = "Propagate" -> HandlePropagate(n, m)
      [] m.type = "Ack"       -> HandleAck(n, m)

-----------------------------------------------------------------------------
\* What can happen in the network.

\* A message is lost.  Safe because nothing is done for want of a message.
Lose(m) ==
    /\ network' = network \ {m}
    /\ UNCHANGED <<nodes, ended, began>>

-----------------------------------------------------------------------------
Next ==
    \/ \E n \in Node, v \in Command : ClientWrite(n, v)
    \/ \E n \in Node : ClientRead(n) \/ Retry(n) \/ Restart(n)
    \/ \E m \in network : Lose(m) \/ \E n \in m.to : Receive(n, m)

Spec == Init /\ [][Next]_vars

-----------------------------------------------------------------------------
\* Types.

VersionOK(version) ==
    /\ version = Version(Timestamp(version.timestamp.counter, version.timestamp.writer), version.value)
    /\ \/ version = NoVersion
       \/ /\ version.timestamp.counter \in Nat \ {0}
          /\ version.timestamp.writer \in Node
          /\ version.value \in Command

NodeOK(s) ==
    /\ DOMAIN s = DOMAIN InitialNode
    /\ VersionOK(s.stored) /\ VersionOK(s.latest)
    /\ s.operation \in Nat
    /\ s.phase \in {"Idle", "Query", "Propagation", "Done"}
    /\ s.request \in Command \cup {None}
    /\ s.heard \subseteq Node
    /\ IsFree(s) => s.heard = {}
    /\ s.phase = "Idle" => s = Durable(s)

MessageOK(m) ==
    /\ m.from \in Node /\ m.operation \in Nat \ {0}
    /\ CASE m.type = "Query"     -> m = Query(m.from, Node, m.operation)
         [] m.type = "Report"    -> m = Report(m.from, m.to, m.operation, m.version) /\ VersionOK(m.version)
         [] m.type = "Propagate" -> m = Propagate(m.from, Node, m.operation, m.version) /\ VersionOK(m.version)
         [] m.type = "Ack"       -> m = Ack(m.from, m.to, m.operation)
    /\ m.type \in {"Report", "Ack"} => \E n \in Node : m.to = {n}

TypeOK ==
    /\ DOMAIN nodes = Node
    /\ \A n \in Node : NodeOK(nodes[n])
    /\ \A m \in network : MessageOK(m)
    /\ ended.counter \in Nat
    /\ DOMAIN began = Node

-----------------------------------------------------------------------------
\* Safety.

\* All versions that there are: stored, heard of, or on their way.
Versions ==
    {nodes[n].stored : n \in Node} \cup {nodes[n].latest : n \in Node}
        \cup {m.version : m \in {p \in network : p.type \in {"Report", "Propagate"}}}

\* No two writes have the same timestamp.
OneValuePerTimestamp == \A one, other \in Versions : one.timestamp = other.timestamp => one.value = other.value

\* The order of the timestamps is one of the operations: one that began after another had ended is
\* not before it, and a write is after it (Lynch, "Distributed Algorithms", 1996, lemma 13.16).
Ordered ==
    \A n \in Node :
        LET s == nodes[n]
        IN  s.phase \in {"Propagation", "Done"} =>
                IF s.request = None THEN ~Precedes(s.latest.timestamp, began[n].after)
                                    ELSE Precedes(began[n].after, s.latest.timestamp)

\* What an operation that has ended has read or written is stored by a quorum, or something later is.
StoredByQuorum == IsQuorum({n \in Node : ~Precedes(nodes[n].stored.timestamp, ended)})

\* What a node stores never gets older, not even by a restart.
TimestampMonotonic == [][\A n \in Node : ~Precedes(nodes'[n].stored.timestamp, nodes[n].stored.timestamp)]_vars

\* OneValuePerTimestamp, Ordered and StoredByQuorum make the register atomic, by Lynch's lemma.  That it is, TLC checks
\* without the lemma, too: MCAbdAtomic watches what clients ask and are answered, and it is what AtomicRegister allows.
\* No function of the state could say what the register holds: of two writes at once, which is first is not settled
\* when one has ended, for the other may yet get a timestamp before it or after it.  (ABD with several writers is
\* linearizable, but not strongly; no such register that bears crashes is: H. Attiya, C. Enea, J. Welch, "Impossibility of
\* Strongly-Linearizable Message-Passing Objects via Simulation by Single-Writer Registers", DISC 2021.)
=============================================================================
