-------------------------- MODULE MajorityRegister --------------------------
(***************************************************************************)
(* A majority register: a value is written to more than half of the nodes, *)
(* and read from more than half of them.  Every read hears from a node     *)
(* that took the latest write.  It does not know which.                    *)
(*                                                                         *)
(* After R. H. Thomas, "A Majority Consensus Approach to Concurrency       *)
(* Control for Multiple Copy Databases" (ACM TODS 4(2), 1979), and         *)
(* D. K. Gifford, "Weighted Voting for Replicated Data" (SOSP 1979), with  *)
(* the one thing left out that makes them work: timestamps, or version     *)
(* numbers.  So this is what majorities alone are worth; Abd.tla is this   *)
(* with an order.  The Java class is                                       *)
(* dev.quorate.replication.majority.MajorityRegister: one method per       *)
(* action, same names, same order.                                         *)
(*                                                                         *)
(*   write    --Write(v)-->  all nodes        read   --Read-->      all    *)
(*            <--Ack--                                <--Reply(v)--        *)
(*                                                                         *)
(* What is decided here, since there is no one paper that says so:         *)
(*  - A node keeps what it was told last.  Writes of one node it takes in  *)
(*    that node's order, as a connection would give them; writes of        *)
(*    different nodes as they come.  So nodes agree on the order of one    *)
(*    writer's writes, and on no other.                                    *)
(*  - A read that hears different values can only guess.  It takes the one *)
(*    that most have told it; of those that as many have told, the one     *)
(*    that it heard first.                                                 *)
(*  - What a node stores is on disk, as are the number of the latest write *)
(*    that it took of each node, and that of its own latest operation.     *)
(*                                                                         *)
(* What it gives: if one node writes, what was written last is stored by a *)
(* majority, and every read hears it.  It may be taken for something older *)
(* nevertheless; and with two writers, not even that much holds.           *)
(*                                                                         *)
(* The network is the set of messages that may still arrive, as in Abd.    *)
(***************************************************************************)
EXTENDS Naturals, FiniteSets, Sequences

CONSTANTS
    Node,       \* the set of nodes
    Command,    \* the set of values that clients may write
    None        \* no value

VARIABLES
    nodes,      \* nodes[n]: the local state of node n, a record (see TypeOK)
    network,    \* the set of messages that may still arrive
    settled,    \* ghost: the value of the write that ended last, known until another write begins
    calls       \* ghost: calls[n]: n's latest operation: its number, whether it is open, and whether it is a
                \* read that began when a value was settled which still is

vars == <<nodes, network, settled, calls>>

-----------------------------------------------------------------------------
\* Messages.  `to` is the set of the nodes that a message is for; `operation` the number of the
\* operation that it belongs to, among those of the node that does it.

Write(from, to, operation, value) ==
    [type |-> "Write", from |-> from, to |-> to, operation |-> operation, value |-> value]

Ack(from, to, operation) ==
    [type |-> "Ack", from |-> from, to |-> to, operation |-> operation]

Read(from, to, operation) ==
    [type |-> "Read", from |-> from, to |-> to, operation |-> operation]

Reply(from, to, operation, value) ==
    [type |-> "Reply", from |-> from, to |-> to, operation |-> operation, value |-> value]

-----------------------------------------------------------------------------
\* Helpers.  Those marked "replaceable" are where a model plants a known fault.

\* Any two quorums share a node.  Replaceable.
IsQuorum(S) == 2 * Cardinality(S) > Cardinality(Node)

\* Whether a node takes a write, of which it knows that it is the sender's latest so far.  Replaceable.
Takes(s, m) == m.operation > s.taken[m.from]

\* What a restart finds on disk.  Replaceable.
Durable(s) == [s EXCEPT !.phase = "Idle", !.request = None, !.heard = <<>>]

\* Whether an answer is one to what a node is doing now.  Replaceable.
IsAwaited(s, m, phase) == s.phase = phase /\ s.operation = m.operation

\* What a read returns that has heard this: what it heard most often, or first.
Guess(heard) ==
    LET Times(i) == Cardinality({j \in DOMAIN heard : heard[j].value = heard[i].value})
        best == CHOOSE i \in DOMAIN heard :
                   \A j \in DOMAIN heard : Times(i) > Times(j) \/ (Times(i) = Times(j) /\ i <= j)
    IN  heard[best].value

\* Who has answered.
Voices(heard) == {heard[i].node : i \in DOMAIN heard}

\* Whether a node may begin an operation: it does one thing at a time.
IsFree(s) == s.phase \in {"Idle", "Done"}

\* A node begins an operation for a client: it writes `request`, or reads if that is None.
Begin(s, request) ==
    [s EXCEPT !.operation = @ + 1, !.phase = IF request = None THEN "Read" ELSE "Write",
              !.request = request, !.heard = <<>>]

\* A node hears an answer, and is done when it has heard from a quorum.
Hear(s, from, value) ==
    LET heard == IF from \in Voices(s.heard) THEN s.heard ELSE Append(s.heard, [node |-> from, value |-> value])
    IN  [s EXCEPT !.heard = heard, !.phase = IF IsQuorum(Voices(heard)) THEN "Done" ELSE @]

\* What node n sends in the phase that it is in.
Asks(n, s) ==
    CASE s.phase = "Write" -> {Write(n, Node, s.operation, s.request)}
      [] s.phase = "Read"  -> {Read(n, Node, s.operation)}
      [] OTHER             -> {}

Settled(value) == [known |-> TRUE, value |-> value]
Unsettled == [known |-> FALSE, value |-> None]

\* Node n takes a step to the local state s and sends messages.  The ghosts record
\* which operations begin and end.  Replaceable.
Step(n, s, sent) ==
    LET begins == s.operation # calls[n].operation
        ends == calls[n].open /\ s.phase = "Done"
    IN  /\ nodes' = [nodes EXCEPT ![n] = s]
        /\ network' = network \cup sent
        /\ settled' = IF s.request = None THEN settled
                      ELSE IF begins THEN Unsettled
                      ELSE IF ends THEN Settled(s.request)
                      ELSE settled
        /\ calls' = [m \in Node |->
              IF m = n THEN
                  [operation |-> s.operation,
                   open      |-> s.phase \in {"Write", "Read"},
                   sure      |-> s.phase # "Idle" /\ s.request = None
                                    /\ IF begins THEN settled.known ELSE calls[n].sure]
              ELSE
                  [calls[m] EXCEPT !.sure = @ /\ ~(begins /\ s.request # None)]]

-----------------------------------------------------------------------------
\* The initial state.

NothingTaken == [n \in Node |-> 0]

InitialNode ==
    [value     |-> None,            \* what it stores; durable
     taken     |-> NothingTaken,    \* the number of the latest write that it took of each node; durable
     operation |-> 0,               \* the number of its latest operation; durable
     phase     |-> "Idle",          \* what it does for a client: nothing, Write, Read; Done when it has
     request   |-> None,            \* what it writes; None if it reads
     heard     |-> <<>>]            \* who has answered, and with which value, in the order in which it heard

Init ==
    /\ nodes = [n \in Node |-> InitialNode]
    /\ network = {}
    /\ settled = Settled(None)
    /\ calls = [n \in Node |-> [operation |-> 0, open |-> FALSE, sure |-> FALSE]]

-----------------------------------------------------------------------------
\* The actions: what can happen at a node.

\* A client asks node n to write v.  It asks nobody what there is: nothing that it would do depends on it.
ClientWrite(n, v) ==
    LET s == Begin(nodes[n], v)
    IN  /\ IsFree(nodes[n])
        /\ Step(n, s, Asks(n, s))

\* A client asks node n to read.  Safe because asking changes nothing.
ClientRead(n) ==
    LET s == Begin(nodes[n], None)
    IN  /\ IsFree(nodes[n])
        /\ Step(n, s, Asks(n, s))

\* Node n asks again.  Safe because a write is taken once, and an answer counts once.
Retry(n) ==
    /\ Asks(n, nodes[n]) # {}
    /\ Step(n, nodes[n], Asks(n, nodes[n]))

\* Node n stops, and starts again with what it had on disk.  Safe because that is all that others
\* rely on.  A write in progress may yet arrive, or never.
Restart(n) ==
    Step(n, Durable(nodes[n]), {})

-----------------------------------------------------------------------------
\* What a node does with a message.  Every message has an outcome, if only to be dropped.

\* A node stores a value, in the place of whatever it had, and says so.  That is as safe as the order in
\* which writes come: if one node writes, only something older is replaced.
HandleWrite(n, m) ==
    LET s == nodes[n]
    IN  IF Takes(s, m) THEN
            Step(n, [s EXCEPT !.value = m.value, !.taken[m.from] = m.operation], {Ack(n, {m.from}, m.operation)})
        ELSE
            Step(n, s, {Ack(n, {m.from}, m.operation)})

\* A write has ended when a quorum has taken it.
HandleAck(n, m) ==
    LET s == nodes[n]
    IN  IF IsAwaited(s, m, "Write")
        THEN Step(n, Hear(s, m.from, s.request), {})
        ELSE Step(n, s, {})

\* A node says what it stores.  Safe because it changes nothing.
HandleRead(n, m) ==
    Step(n, nodes[n], {Reply(n, {m.from}, m.operation, nodes[n].value)})

\* A read has ended when it has heard from a quorum, and returns its guess.  That quorum shares a node with
\* each that has taken a write; which node that is, the read does not know.
HandleReply(n, m) ==
    LET s == nodes[n]
    IN  IF IsAwaited(s, m, "Read")
        THEN Step(n, Hear(s, m.from, m.value), {})
        ELSE Step(n, s, {})

Receive(n, m) ==
    CASE m.type = "Write" -> HandleWrite(n, m)
      [] m.type = "Ack"   -> HandleAck(n, m)
      [] m.type = "Read"  -> HandleRead(n, m)
      [] m.type = "Reply" -> HandleReply(n, m)

-----------------------------------------------------------------------------
\* What can happen in the network.

\* A message is lost.  Safe because nothing is done for want of a message.
Lose(m) ==
    /\ network' = network \ {m}
    /\ UNCHANGED <<nodes, settled, calls>>

-----------------------------------------------------------------------------
Next ==
    \/ \E n \in Node, v \in Command : ClientWrite(n, v)
    \/ \E n \in Node : ClientRead(n) \/ Retry(n) \/ Restart(n)
    \/ \E m \in network : Lose(m) \/ \E n \in m.to : Receive(n, m)

Spec == Init /\ [][Next]_vars

-----------------------------------------------------------------------------
\* Types.

NodeOK(s) ==
    /\ DOMAIN s = DOMAIN InitialNode
    /\ s.value \in Command \cup {None}
    /\ s.taken \in [Node -> Nat]
    /\ s.operation \in Nat
    /\ s.phase \in {"Idle", "Write", "Read", "Done"}
    /\ s.request \in Command \cup {None}
    /\ \A i \in DOMAIN s.heard : s.heard[i].node \in Node /\ s.heard[i].value \in Command \cup {None}
    /\ Cardinality(Voices(s.heard)) = Len(s.heard)
    /\ s.phase = "Idle" => s = Durable(s)
    /\ s.phase = "Write" => s.request # None
    /\ s.phase = "Read" => s.request = None
    /\ s.phase = "Done" <=> IsQuorum(Voices(s.heard))

MessageOK(m) ==
    /\ m.from \in Node /\ m.operation \in Nat \ {0}
    /\ CASE m.type = "Write" -> m = Write(m.from, Node, m.operation, m.value) /\ m.value \in Command
         [] m.type = "Ack"   -> m = Ack(m.from, m.to, m.operation)
         [] m.type = "Read"  -> m = Read(m.from, Node, m.operation)
         [] m.type = "Reply" -> m = Reply(m.from, m.to, m.operation, m.value) /\ m.value \in Command \cup {None}
    /\ m.type \in {"Ack", "Reply"} => \E n \in Node : m.to = {n}

TypeOK ==
    /\ DOMAIN nodes = Node
    /\ \A n \in Node : NodeOK(nodes[n])
    /\ \A m \in network : MessageOK(m)
    /\ settled.known \in BOOLEAN /\ settled.value \in Command \cup {None}
    /\ calls \in [Node -> [operation : Nat, open : BOOLEAN, sure : BOOLEAN]]

-----------------------------------------------------------------------------
\* Safety.  These two hold if one node writes.

\* What was written last is stored by a quorum, as long as nobody writes anything else.
SettledAtQuorum == settled.known => IsQuorum({n \in Node : nodes[n].value = settled.value})

\* A read that began after that hears it from somebody.
HearsSettled ==
    \A n \in Node : calls[n].sure /\ nodes[n].phase = "Done" =>
        \E i \in DOMAIN nodes[n].heard : nodes[n].heard[i].value = settled.value

\* And this is what one would want of a register that is not even read while it is written (Lamport's safe register,
\* "On Interprocess Communication", 1986).  It does not hold, for want of an order.
ReadsSettled ==
    \A n \in Node : calls[n].sure /\ nodes[n].phase = "Done" => Guess(nodes[n].heard) = settled.value

\* Nor does this: once nothing is on its way, nodes that have taken the same writes store the same value.
Converges ==
    network = {} => \A n, p \in Node : nodes[n].taken = nodes[p].taken => nodes[n].value = nodes[p].value
=============================================================================
