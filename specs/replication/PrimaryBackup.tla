--------------------------- MODULE PrimaryBackup ----------------------------
(***************************************************************************)
(* Synchronous primary-backup: one node orders the clients' commands, and  *)
(* acknowledges a command when every backup has a copy of it.              *)
(*                                                                         *)
(* After P. Alsberg and J. Day, "A Principle for Resilient Sharing of      *)
(* Distributed Resources" (ICSE 1976), with its line of hosts; and         *)
(* N. Budhiraja, K. Marzullo, F. Schneider, S. Toueg, "The Primary-Backup  *)
(* Approach" (in S. Mullender, Distributed Systems, 2nd ed., 1993, chapter *)
(* 8; its sections are cited as §).  The Java class is                     *)
(* dev.quorate.replication.primarybackup.PrimaryBackup: one method per     *)
(* action, same names, same order.                                         *)
(*                                                                         *)
(* Where it departs from them, and why:                                    *)
(*  - They have a network of bounded delay that loses nothing, so that a   *)
(*    node that is silent for long enough has failed.  Here it is          *)
(*    asynchronous, as for the other protocols, and who has failed is said *)
(*    by an oracle, the failure detector: TakeOver(n) tells n that all     *)
(*    before it in the line are down for good, Exclude(n, p) tells primary *)
(*    n that p is.  The spec allows both at any time.  The ghost           *)
(*    `mistaken` says whether the detector has ever been wrong, and most   *)
(*    properties hold only as long as it has not.                          *)
(*  - A backup's answer is needed before the client's (§8.3 sends the      *)
(*    client's at once, relying on a network that loses nothing).          *)
(*  - A backup drops copies from a primary earlier in the line than the    *)
(*    last that it has heard of: they may have been on their way for long. *)
(*  - One command at a time.  Nobody joins, and who is down for good does  *)
(*    not come back, since there is no transfer of a log.                  *)
(*                                                                         *)
(* The network is the set of messages that may still arrive.  A message    *)
(* may be for several nodes: each of them may get it, in its own time, or  *)
(* never.  It stays there when it is received, so that it may arrive       *)
(* again, at any later time and after any other; Lose takes it away.       *)
(***************************************************************************)
EXTENDS Naturals, Sequences, FiniteSets

CONSTANTS
    Line,       \* the nodes, in a sequence: who is to take over, one after the other
    Command     \* the set of commands that clients may send

VARIABLES
    nodes,          \* nodes[n]: the local state of node n, a record (see TypeOK)
    network,        \* the set of messages that may still arrive
    acknowledged,   \* ghost: every command ever acknowledged, in order
    down,           \* ghost: the set of nodes that are down for good
    mistaken        \* ghost: whether the failure detector has ever been wrong

vars == <<nodes, network, acknowledged, down, mistaken>>

-----------------------------------------------------------------------------
\* Messages.  `to` is the set of the nodes that a message is for.

\* The command that stands at this index of the primary's log, the last.
Copy(from, to, index, command) ==
    [type |-> "Copy", from |-> from, to |-> to, index |-> index, command |-> command]

\* The sender's log is the primary's up to this index.
Copied(from, to, index) ==
    [type |-> "Copied", from |-> from, to |-> to, index |-> index]

-----------------------------------------------------------------------------
\* Helpers.  Those marked "replaceable" are where a model plants a known fault.

Node == {Line[i] : i \in DOMAIN Line}

\* Where each stands in the line, who stands before it, and who after.
Place == [n \in Node |-> CHOOSE i \in DOMAIN Line : Line[i] = n]
Before == [n \in Node |-> {p \in Node : Place[p] < Place[n]}]
After == [n \in Node |-> {p \in Node : Place[p] > Place[n]}]

\* Whether p comes before q in the line.  Replaceable.
IsEarlier(p, q) == Place[p] < Place[q]

\* Those to whom n, in state s, copies its log if it is the primary.
Backups(n, s) == After[n] \ s.excluded

\* Whether n, in state s, takes itself for the primary.
IsPrimary(n, s) == s.up /\ s.primary = n

\* What a restart finds on disk.  Replaceable.
Durable(s) == [s EXCEPT !.awaited = {}, !.acked = 0]

\* A primary that waits for nobody has acknowledged all of its log.  Replaceable.
Settle(s) == IF s.awaited = {} THEN [s EXCEPT !.acked = Len(s.log)] ELSE s

\* A primary waits until all backups have its last command; without one there is nothing to wait for.
Await(n, s) == Settle([s EXCEPT !.awaited = IF s.log = <<>> THEN {} ELSE Backups(n, s)])

\* The log of a backup that gets a copy.  What it has is left alone, with what comes after it: the
\* message may be an old one.  Otherwise the primary is a new one, and the old one's last command,
\* which nobody was told of, goes.  Replaceable.
Merge(log, index, command) ==
    IF index <= Len(log) /\ log[index] = command THEN log ELSE Append(SubSeq(log, 1, index - 1), command)

\* Whether those are down whom n in state s believes to be, if it is the primary.
IsRight(n, s) == s.primary = n => Before[n] \cup s.excluded \subseteq down

\* Node n takes a step to the local state s and sends messages.  The ghosts record what
\* is acknowledged now and never was before, and what the detector has said.  Replaceable.
Step(n, s, sent) ==
    /\ nodes' = [nodes EXCEPT ![n] = s]
    /\ network' = network \cup sent
    /\ acknowledged' = acknowledged \o SubSeq(s.log, Len(acknowledged) + 1, s.acked)
    /\ down' = IF s.up THEN down ELSE down \cup {n}
    /\ mistaken' = (mistaken \/ ~IsRight(n, s))

-----------------------------------------------------------------------------
\* The initial state.

InitialNode ==
    [up       |-> TRUE,     \* FALSE when it is down for good
     primary  |-> Line[1],  \* the latest in the line that it knows to be, or to have been, the primary; durable
     log      |-> <<>>,     \* a sequence of commands; durable
     excluded |-> {},       \* a primary's: those after it whom it believes to be down; durable
     awaited  |-> {},       \* a primary's: those who may lack its last command
     acked    |-> 0]        \* a primary's: how many of its commands it has acknowledged

Init ==
    /\ nodes = [n \in Node |-> InitialNode]
    /\ network = {}
    /\ acknowledged = <<>>
    /\ down = {}
    /\ mistaken = FALSE

-----------------------------------------------------------------------------
\* The actions: what can happen at a node.

\* A client sends a command to the primary, which writes it down (§8.2).  Safe because
\* nobody is told yet, and because all that comes before it has been acknowledged.
ClientRequest(n, c) ==
    LET s == nodes[n]
    IN  /\ IsPrimary(n, s)
        /\ s.awaited = {}
        /\ Step(n, Await(n, [s EXCEPT !.log = Append(@, c)]), {})

\* The primary sends its last command to the backups, again if need be.  Safe because it
\* says only what its log holds.
SendCopy(n) ==
    LET s == nodes[n]
    IN  /\ IsPrimary(n, s)
        /\ s.awaited # {}
        /\ Step(n, s, {Copy(n, Backups(n, s), Len(s.log), s.log[Len(s.log)])})

\* The detector tells backup n that all before it in the line are down for good, and n is
\* the primary.  Safe, if that is so, because n has a copy of whatever was acknowledged; that
\* the others lack no command of n's they say again, or are sent it.
TakeOver(n) ==
    LET s == nodes[n]
    IN  /\ s.up
        /\ s.primary # n
        /\ Step(n, Await(n, [s EXCEPT !.primary = n]), {})

\* The detector tells primary n that p is down for good, and n does not wait for it any more.
\* Safe, if that is so, because p will not take over.
Exclude(n, p) ==
    LET s == nodes[n]
    IN  /\ IsPrimary(n, s)
        /\ p \in Backups(n, s)
        /\ Step(n, Settle([s EXCEPT !.excluded = @ \cup {p}, !.awaited = @ \ {p}]), {})

\* Node n stops for good; what it had is of no use to anybody.  Safe because whatever was
\* acknowledged is elsewhere, too.
Stop(n) ==
    /\ nodes[n].up
    /\ Step(n, [InitialNode EXCEPT !.up = FALSE], {})

\* Node n stops, and starts again with what it had on disk.  Safe because a copy that it has
\* told of is there, and because a primary asks again who has what.  Who is down for good stays so.
Restart(n) ==
    LET s == Durable(nodes[n])
    IN  Step(n, IF s.primary = n THEN Await(n, s) ELSE s, {})

-----------------------------------------------------------------------------
\* What a node does with a message.  Every message has an outcome, if only to be dropped.

\* A backup gets a copy, and says so.  Safe because the primary's log holds all that was ever
\* acknowledged, unless it is an earlier primary's.  A backup that lacks what comes before has
\* been excluded by a mistake, and cannot be helped.
HandleCopy(n, m) ==
    LET s == nodes[n]
    IN  IF IsEarlier(m.from, s.primary) \/ m.index > Len(s.log) + 1 THEN
            Step(n, s, {})
        ELSE
            Step(n, [s EXCEPT !.primary = m.from, !.log = Merge(@, m.index, m.command)],
                 {Copied(n, {m.from}, m.index)})

\* The primary hears that a backup has its last command.  Safe because it acknowledges when
\* none of them lacks it.
HandleCopied(n, m) ==
    LET s == nodes[n]
    IN  IF m.index = Len(s.log)
        THEN Step(n, Settle([s EXCEPT !.awaited = @ \ {m.from}]), {})
        ELSE Step(n, s, {})

Receive(n, m) ==
    CASE ~nodes[n].up         -> Step(n, nodes[n], {})
      [] m.type = "Copy"      -> HandleCopy(n, m)
      [] m.type = "Copied"    -> HandleCopied(n, m)

-----------------------------------------------------------------------------
\* What can happen in the network.

\* A message is lost.  Safe because the primary asks again.
Lose(m) ==
    /\ network' = network \ {m}
    /\ UNCHANGED <<nodes, acknowledged, down, mistaken>>

-----------------------------------------------------------------------------
Next ==
    \/ \E n \in Node, c \in Command : ClientRequest(n, c)
    \/ \E n \in Node : SendCopy(n) \/ TakeOver(n) \/ Stop(n) \/ Restart(n)
    \/ \E n, p \in Node : Exclude(n, p)
    \/ \E m \in network : Lose(m) \/ \E n \in m.to : Receive(n, m)

Spec == Init /\ [][Next]_vars

-----------------------------------------------------------------------------
\* Types.

NodeOK(n, s) ==
    /\ DOMAIN s = {"up", "primary", "log", "excluded", "awaited", "acked"}
    /\ s.up \in BOOLEAN
    /\ s.primary \in Before[n] \cup {n} \cup {Line[1]}
    /\ s.log \in Seq(Command)
    /\ s.excluded \subseteq Node
    /\ s.awaited \subseteq Backups(n, s)
    /\ s.acked \in 0..Len(s.log)
    /\ s.primary # n => s.excluded = {} /\ s.awaited = {} /\ s.acked = 0
    /\ ~s.up => s = [InitialNode EXCEPT !.up = FALSE]

MessageOK(m) ==
    /\ m.index \in Nat \ {0}
    /\ CASE m.type = "Copy"   -> m = Copy(m.from, m.to, m.index, m.command) /\ m.command \in Command
         [] m.type = "Copied" -> m = Copied(m.from, m.to, m.index) /\ Cardinality(m.to) = 1
    /\ m.from \in Node /\ m.to \subseteq Node \ {m.from}

TypeOK ==
    /\ DOMAIN nodes = Node
    /\ \A n \in Node : NodeOK(n, nodes[n])
    /\ \A m \in network : MessageOK(m)
    /\ acknowledged \in Seq(Command)
    /\ down = {n \in Node : ~nodes[n].up}
    /\ mistaken \in BOOLEAN

-----------------------------------------------------------------------------
\* Safety.  What takes the detector at its word holds as long as that is never wrong.

Leads(n) == IsPrimary(n, nodes[n])
IsPrefix(s, t) == Len(s) <= Len(t) /\ s = SubSeq(t, 1, Len(s))

\* Of all who take themselves for the primary there is at most one (§8.2, Pb1).  That is
\* what the detector is for: it holds if, and only if, the detector is right.
OnePrimary == \A n, p \in Node : Leads(n) /\ Leads(p) => n = p

\* What primaries have acknowledged, one after the other, is one history.
OneHistory == \A n \in Node : IsPrefix(SubSeq(nodes[n].log, 1, nodes[n].acked), acknowledged)
Agreement == mistaken \/ OneHistory

\* What was acknowledged survives a take-over: the primary has it; of several, the last in the line.
NothingIsLost ==
    \A n \in Node : Leads(n) /\ (\A p \in After[n] : ~Leads(p)) => IsPrefix(acknowledged, nodes[n].log)
AcknowledgedSurvives == mistaken \/ NothingIsLost

\* What was acknowledged is on every replica that is up.
OnEveryReplica == mistaken \/ \A n \in Node : nodes[n].up => IsPrefix(acknowledged, nodes[n].log)

\* A primary never removes or changes a command of its own log.
LogAppendOnly ==
    [][\A n \in Node : Leads(n) /\ nodes'[n].up => IsPrefix(nodes[n].log, nodes'[n].log)]_vars

\* The primary that a node knows of never goes back in the line, not even by a restart.
PrimaryMonotonic ==
    [][\A n \in Node : nodes'[n].up => Place[nodes'[n].primary] >= Place[nodes[n].primary]]_vars

-----------------------------------------------------------------------------
\* Refinement: the log is what was acknowledged; a primary has applied what it has
\* acknowledged, and a backup applies its log when it takes over.

ReplicatedLog == INSTANCE ReplicatedLog WITH
    Replica <- Node,
    log     <- acknowledged,
    applied <- [n \in Node |-> SubSeq(nodes[n].log, 1, nodes[n].acked)]

RefinesReplicatedLog == ReplicatedLog!Spec
=============================================================================
