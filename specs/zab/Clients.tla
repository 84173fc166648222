------------------------------- MODULE Clients ------------------------------
(***************************************************************************)
(* Clients of ZooKeeper, and what their reads are worth.  A client is      *)
(* connected to some server, which hands its writes to the leader and      *)
(* answers once it has delivered them itself, but reads from its own copy: *)
(* what it has delivered.                                                  *)
(*                                                                         *)
(* After P. Hunt, M. Konar, F. P. Junqueira, B. Reed, "ZooKeeper:          *)
(* Wait-free coordination for Internet-scale systems" (USENIX ATC 2010,    *)
(* sections 2.3 and 4.4).  There is no Java class: what a server does for  *)
(* a client is outside of the protocol, and in Java the simulator does it  *)
(* (dev.quorate.conformance.simulation.LogFrontend).                       *)
(*                                                                         *)
(* Where it departs from ZooKeeper, and why:                               *)
(*  - A client that has lost its server may go on at any other which has   *)
(*    delivered what the client has seen.  So it has no server while it    *)
(*    waits for nothing.                                                   *)
(*  - A request takes no time to its server and to the leader, and an      *)
(*    answer none on the way back: an operation that takes longer than it  *)
(*    must is bound by less.                                               *)
(*  - ZooKeeper's sync travels behind the proposals and commits that the   *)
(*    leader has sent before.  Here the leader says up to which zxid that  *)
(*    is, and the follower waits until it has delivered it.                *)
(*  - A read is one of everything: it returns the transactions delivered.  *)
(***************************************************************************)
EXTENDS ZabProperties

CONSTANTS
    Writer,         \* the set of clients that write
    Reader,         \* the set of clients that read; some may do both
    Kinds           \* how they read: of "Read", "SyncedRead", "ReadBehindWrite"

VARIABLES
    clients,        \* clients[c]: what client c waits for, and what it was answered last, a record (see ClientsOK)
    written,        \* ghost: the commands that clients have written, each once, so that each is some client's
    shown           \* ghost: how many transactions all answers so far have shown: the most of any

clientVars == <<clients, written, shown>>

allVars == <<vars, clientVars>>

-----------------------------------------------------------------------------
Client == Writer \cup Reader

Nothing == [kind |-> "Nothing"]

InitialClient ==
    [waits  |-> Nothing,    \* for what it waits: a write, or a read that needs one or the leader's word
     zxid   |-> NoZxid,     \* the last that it has seen
     answer |-> Nothing]    \* its last answer: its kind, how many transactions that shows, and
                            \* how many some answer had shown before it asked

ClientsInit ==
    /\ Init
    /\ clients = [c \in Client |-> InitialClient]
    /\ written = {}
    /\ shown = 0

\* Server n serves clients: it leads or follows an established leader.
Serves(n) == nodes[n].phase = "Broadcast"

\* The server to which n hands requests; itself, if it leads.
Leader(n) == nodes[n].leader

\* The zxid of the last transaction that server n has delivered.
DeliveredZxid(n) == ZxidAt(nodes[n].history, nodes[n].lastCommitted)

\* A server may serve a client that has seen no more than it.  Replaceable.
Knows(n, c) == ~Precedes(DeliveredZxid(n), clients[c].zxid)

IsIdle(c) == clients[c].waits = Nothing

\* Client c begins to wait, at server n.
Wait(c, n, kind, zxid) ==
    clients' = [clients EXCEPT ![c].waits = [kind |-> kind, server |-> n, zxid |-> zxid, floor |-> shown]]

\* Client c has an answer of this kind that shows so many transactions.
Answered(c, kind, count, zxid, floor) ==
    /\ clients' = [clients EXCEPT ![c] = [waits |-> Nothing, zxid |-> zxid,
                                          answer |-> [kind |-> kind, count |-> count, floor |-> floor]]]
    /\ shown' = Max(shown, count)
    /\ UNCHANGED <<vars, written>>

\* Client c has an answer: what server n has delivered.
Read(c, n, kind, floor) ==
    Answered(c, kind, nodes[n].lastCommitted, DeliveredZxid(n), floor)

-----------------------------------------------------------------------------
\* What clients do.

\* Client c has server n write a command: n hands it to its leader.  With a read behind it, if the kind is such.
Write(c, n, command, kind) ==
    /\ IsIdle(c) /\ Serves(n) /\ Knows(n, c)
    /\ command \notin written
    /\ ClientRequest(Leader(n), command)
    /\ Wait(c, n, kind, LastZxid(nodes'[Leader(n)].history))
    /\ written' = written \cup {command}
    /\ UNCHANGED shown

\* For what a client writes.
WriteKinds(c) ==
    (IF c \in Writer THEN {"Write"} ELSE {}) \cup (IF c \in Reader THEN Kinds \cap {"ReadBehindWrite"} ELSE {})

\* When server n answers a write: it has delivered it.  Replaceable.
IsWritten(n, zxid) == \E t \in Range(Delivered(nodes[n])) : t.zxid = zxid

\* Client c is answered that its command is written.
WriteAnswered(c) ==
    LET w == clients[c].waits
    IN  /\ w.kind = "Write"
        /\ IsWritten(w.server, w.zxid)
        /\ Answered(c, "Write", CountUpTo(nodes[w.server].history, w.zxid), w.zxid, w.floor)

\* Client c reads from server n's copy (section 4.4).
ReadLocally(c, n) ==
    /\ IsIdle(c) /\ Serves(n) /\ Knows(n, c)
    /\ Read(c, n, "Read", shown)

\* Server n asks its leader, for client c, what the last transaction is that it has proposed (section 4.4, sync).
\* The leader asks nobody whether it leads still.
Sync(c, n) ==
    LET p == Leader(n)
    IN  /\ IsIdle(c) /\ Serves(n) /\ Knows(n, c)
        /\ p = n \/ {<<n, p>>, <<p, n>>} \subseteq DOMAIN network
        /\ p = nodes[p].leader /\ Serves(p)
        /\ Wait(c, n, "SyncedRead", LastZxid(nodes[p].history))
        /\ UNCHANGED <<vars, written, shown>>

\* When a server may answer a read that waits: it has caught up with what its leader had, or has written what the client
\* wrote.  For the second the zxid would be enough, were no write ever lost.  Replaceable.
HasCaughtUp(w) ==
    CASE w.kind = "SyncedRead"      -> ~Precedes(DeliveredZxid(w.server), w.zxid)
      [] w.kind = "ReadBehindWrite" -> IsWritten(w.server, w.zxid)

\* Client c is answered from its server's copy, when that is ready.
ReadAnswered(c) ==
    LET w == clients[c].waits
    IN  /\ w.kind \in {"SyncedRead", "ReadBehindWrite"}
        /\ Serves(w.server) /\ Knows(w.server, c)
        /\ HasCaughtUp(w)
        /\ Read(c, w.server, w.kind, w.floor)

\* Client c waits no longer; what becomes of a write, it does not know.
GiveUp(c) ==
    /\ ~IsIdle(c)
    /\ clients' = [clients EXCEPT ![c].waits = Nothing]
    /\ UNCHANGED <<vars, written, shown>>

\* What a protocol's step is, when no client has to do with it.  Clients alone send commands.
ZabNext ==
    /\ \/ \E n \in Node : Timeout(n) \/ Restart(n)
       \/ \E n, p \in Node : Elect(n, p)
       \/ \E m \in Arriving : Receive(m)
       \/ \E n, p \in Node : Disconnect(n, p)
       \/ \E n \in Node : ReadIndex(n) \/ \E index \in 1..Length(nodes[n].history) : Compact(n, index)
    /\ UNCHANGED clientVars

ClientsNext ==
    \/ ZabNext
    \/ \E c \in Client : \E n \in Node, command \in Command, kind \in WriteKinds(c) : Write(c, n, command, kind)
    \/ \E c \in Client : WriteAnswered(c) \/ ReadAnswered(c) \/ GiveUp(c)
    \/ "Read" \in Kinds /\ \E c \in Reader, n \in Node : ReadLocally(c, n)
    \/ "SyncedRead" \in Kinds /\ \E c \in Reader, n \in Node : Sync(c, n)

ClientsSpec == ClientsInit /\ [][ClientsNext]_allVars

-----------------------------------------------------------------------------
\* What clients are promised.

ClientsOK ==
    /\ DOMAIN clients = Client
    /\ written \subseteq Command
    /\ shown \in 0..Len(committed)
    /\ \A c \in Client :
          /\ clients[c].zxid \in Zxid
          /\ clients[c].waits = Nothing \/ clients[c].waits \in
                [kind : {"Write", "SyncedRead", "ReadBehindWrite"}, server : Node, zxid : Zxid, floor : Nat]
          /\ clients[c].answer = Nothing \/ clients[c].answer \in
                [kind : {"Write", "Read", "SyncedRead", "ReadBehindWrite"}, count : Nat, floor : Nat]

\* Transactions are delivered in one order, and an answer shows those up to some place in it; writes stand at their own
\* places, and reads after the last that they show.  So operations have an order.  It has those of each client in the client's
\* own order if no answer shows less than the client's last, and that to a write more (sequential consistency).
SequentiallyConsistent ==
    [][\A c \in Client : LET before == clients[c].answer  after == clients'[c].answer IN
          after # before /\ before # Nothing =>
              IF after.kind = "Write" THEN after.count > before.count ELSE after.count >= before.count]_allVars

\* It has each after all that was answered before it was asked if no answer shows less than one of those, and that to a
\* write more (linearizability, as asked of the answers of one kind).
Linearizable(kind) ==
    \A c \in Client : clients[c].answer.kind = kind =>
        IF kind = "Write" THEN clients[c].answer.count > clients[c].answer.floor
                          ELSE clients[c].answer.count >= clients[c].answer.floor

WritesLinearizable == Linearizable("Write")
LocalReadsLinearizable == Linearizable("Read")
SyncedReadsLinearizable == Linearizable("SyncedRead")
ReadsBehindWritesLinearizable == Linearizable("ReadBehindWrite")
=============================================================================
