------------------------------- MODULE Gossip -------------------------------
(***************************************************************************)
(* Anti-entropy: every node takes writes by itself, and now and then two   *)
(* nodes compare their copies.  When writes stop, all copies become equal: *)
(* eventual consistency.  Until then reads are stale, and what becomes of  *)
(* two writes that did not see each other is up to the versions: see       *)
(* Versions.tla.                                                           *)
(*                                                                         *)
(* After A. Demers et al., "Epidemic Algorithms for Replicated Database    *)
(* Maintenance" (PODC 1987), section 1.3: push, pull, and push-pull.  The  *)
(* Java class is dev.quorate.replication.gossip.Gossip: one method per     *)
(* action, same names, same order.                                         *)
(*                                                                         *)
(*     push:       n --Update(copy)-->   p                                 *)
(*     pull:       n --Request-->        p     n <--Update(copy)--  p      *)
(*     push-pull:  n --Exchange(copy)--> p     n <--Update(both)--  p      *)
(*                                                                         *)
(* Where it departs from the papers, and why:                              *)
(*  - One key, whose copy is sent whole.  The paper's checksums and lists  *)
(*    of recent updates save traffic, and change no copy.                  *)
(*  - An exchange is messages that may be lost, late, or come twice, and   *)
(*    not one step of two nodes.  Nothing waits for any of them.           *)
(*  - A node may use any of the three at any time.  Which one it uses, how *)
(*    often, and with whom is for those who run it: safety needs no rule.  *)
(*  - A write replaces what its node holds, as Parker's do.  In Dynamo a   *)
(*    client says what it has read (its context), which may be less.       *)
(*  - Nothing is ever deleted, so there are no death certificates.         *)
(*                                                                         *)
(* The network is the set of messages that may still arrive.  A message    *)
(* stays there when it is received, so that it may arrive again, at any    *)
(* later time and after any other; Lose takes it away.                     *)
(***************************************************************************)
EXTENDS Versions

CONSTANT
    Value       \* the set of values that clients may write

VARIABLES
    nodes,      \* nodes[n]: the local state of node n, a record (see TypeOK)
    network,    \* the set of messages that may still arrive
    replaced    \* ghost: of each version ever written, the copy that it replaced

vars == <<nodes, network, replaced>>

-----------------------------------------------------------------------------
\* Messages.

\* versions: the sender's copy.
Update(from, to, versions) ==
    [type |-> "Update", from |-> from, to |-> to, versions |-> versions]

Request(from, to) ==
    [type |-> "Request", from |-> from, to |-> to]

\* versions: the sender's copy.
Exchange(from, to, versions) ==
    [type |-> "Exchange", from |-> from, to |-> to, versions |-> versions]

-----------------------------------------------------------------------------
\* Helpers.  Those marked "replaceable" are where a model plants a known fault.

\* What a restart finds on disk: the copy, so all there is.  Replaceable.
Durable(s) == s

\* Node n takes a step to the local state s.  A version that nobody has had before was
\* written just now, in the place of what n held.
Record(n, s) ==
    replaced' = IF s.versions \subseteq DOMAIN replaced THEN replaced
                ELSE [v \in DOMAIN replaced \cup s.versions |->
                         IF v \in DOMAIN replaced THEN replaced[v] ELSE nodes[n].versions]

\* Node n takes a step to the local state s and sends messages.  Replaceable.
Step(n, s, sent) ==
    /\ nodes' = [nodes EXCEPT ![n] = s]
    /\ network' = network \cup sent
    /\ Record(n, s)

-----------------------------------------------------------------------------
\* The initial state.

InitialNode ==
    [versions |-> {}]       \* the copy, a set of versions; durable

Init ==
    /\ nodes = [n \in Node |-> InitialNode]
    /\ network = {}
    /\ replaced = <<>>

-----------------------------------------------------------------------------
\* The actions: what can happen at a node.

\* A client writes a value at node n, which answers at once.  Safe because the new version
\* is newer than all that n holds, and n alone could make it.
Write(n, v) ==
    LET s == nodes[n]
    IN  Step(n, [s EXCEPT !.versions = {Version(v, NextStamp(n, s.versions))}], {})

\* A client reads at node n, which answers at once with its copy.  Safe because nothing says
\* that it is the latest.
Read(n) ==
    Step(n, nodes[n], {})

\* Node n sends its copy to p.  Safe because a copy may be merged anywhere, at any time.
Push(n, p) ==
    /\ p # n
    /\ Step(n, nodes[n], {Update(n, p, nodes[n].versions)})

\* Node n asks for the copy of p.  Safe because asking changes nothing.
Pull(n, p) ==
    /\ p # n
    /\ Step(n, nodes[n], {Request(n, p)})

\* Node n sends its copy to p and asks for what the two come to.  Safe for both reasons.
PushPull(n, p) ==
    /\ p # n
    /\ Step(n, nodes[n], {Exchange(n, p, nodes[n].versions)})

\* Node n stops, and starts again with what it had on disk.  Safe because that is all it had.
Restart(n) ==
    Step(n, Durable(nodes[n]), {})

-----------------------------------------------------------------------------
\* What a node does with a message.  Every message has an outcome.

\* A node takes over what is new to it.  Safe because it gives up only what is older than
\* another version, in whatever order updates come, and however often.
HandleUpdate(m) ==
    LET s == nodes[m.to]
    IN  Step(m.to, [s EXCEPT !.versions = Merge(@, m.versions)], {})

\* A node is asked for its copy, and sends it.  Safe as Push is.  Replaceable.
HandleRequest(m) ==
    LET s == nodes[m.to]
    IN  Step(m.to, s, {Update(m.to, m.from, s.versions)})

\* A node does both: what it sends has all that it was sent.  Safe as both are.
HandleExchange(m) ==
    LET s == nodes[m.to]
        merged == Merge(s.versions, m.versions)
    IN  Step(m.to, [s EXCEPT !.versions = merged], {Update(m.to, m.from, merged)})

Receive(m) ==
    CASE m.type = "Update"   -> HandleUpdate(m)
      [] m.type = "Request"  -> HandleRequest(m)
      [] m.type = "Exchange" -> HandleExchange(m)

-----------------------------------------------------------------------------
\* What can happen in the network.

\* A message is lost.  Safe because nothing waits for a message.
Lose(m) ==
    /\ network' = network \ {m}
    /\ UNCHANGED <<nodes, replaced>>

-----------------------------------------------------------------------------
Next ==
    \/ \E n \in Node, v \in Value : Write(n, v)
    \/ \E n \in Node : Read(n) \/ Restart(n)
    \/ \E n, p \in Node : Push(n, p) \/ Pull(n, p) \/ PushPull(n, p)
    \/ \E m \in network : Receive(m) \/ Lose(m)

Spec == Init /\ [][Next]_vars

-----------------------------------------------------------------------------
\* Types.

StampOK(stamp) ==
    IF Versioning = "LastWriterWins"
    THEN stamp = Timestamp(stamp.counter, stamp.node) /\ stamp.counter \in Nat \ {0} /\ stamp.node \in Node
    ELSE stamp = Vector(stamp.counts) /\ stamp.counts \in [Node -> Nat]

VersionOK(v) == v = Version(v.value, v.stamp) /\ v.value \in Value /\ StampOK(v.stamp)

\* The versions that were ever written.
Written == DOMAIN replaced

MessageOK(m) ==
    /\ m.from \in Node /\ m.to \in Node \ {m.from}
    /\ CASE m.type = "Update"   -> m = Update(m.from, m.to, m.versions) /\ m.versions \subseteq Written
         [] m.type = "Request"  -> m = Request(m.from, m.to)
         [] m.type = "Exchange" -> m = Exchange(m.from, m.to, m.versions) /\ m.versions \subseteq Written

TypeOK ==
    /\ DOMAIN nodes = Node
    /\ \A n \in Node : DOMAIN nodes[n] = DOMAIN InitialNode /\ nodes[n].versions \subseteq Written
    /\ \A m \in network : MessageOK(m)
    /\ \A v \in Written : VersionOK(v) /\ replaced[v] \subseteq Written

-----------------------------------------------------------------------------
\* Safety.

\* The writes that v has seen, itself left out: what it replaced, what that had replaced,
\* and so on.  The causal history of v (R. Schwarz, F. Mattern, 1994).
RECURSIVE Past(_)
Past(v) == replaced[v] \cup UNION {Past(w) : w \in replaced[v]}

\* Whether a copy accounts for v: it holds v, or what has seen v.
Covers(copy, v) == \E w \in copy : v = w \/ v \in Past(w)

\* No two writes have one stamp.
UniqueStamps == \A v, w \in Written : v.stamp = w.stamp => v = w

\* What a write has seen is older than it (Lamport 1978).
ClockCondition == \A w \in Written : \A v \in Past(w) : Older(v, w)

\* And nothing else is (F. Mattern, "Virtual Time and Global States of Distributed Systems", 1989):
\* so versions are siblings if, and only if, neither has seen the other.  Of vectors only.
StrongClockCondition == \A v, w \in Written : Older(v, w) => v \in Past(w)

\* Of two versions in a copy neither is older; where the order is total, there is one.
NoFalseSiblings ==
    \A n \in Node : \A v, w \in nodes[n].versions :
        v = w \/ (Versioning = "VersionVector" /\ ~Older(v, w))

\* No write is lost that was acknowledged: some copy has it, or what has seen it.  Of vectors only.
Lost == {v \in Written : \A n \in Node : ~Covers(nodes[n].versions, v)}

NoWriteLost == Lost = {}

\* A write is lost only to one that it has not seen.  With timestamps that is all there is.
OnlyConcurrentLost ==
    \A v \in Lost : \E w \in Written : v # w /\ v \notin Past(w) /\ w \notin Past(v)

\* A copy gives up what is older than what it takes, and nothing else: reads at one node do not
\* go back.
CopiesGrow ==
    [][\A n \in Node : \A v \in nodes[n].versions : \E w \in nodes'[n].versions : v = w \/ Older(v, w)]_vars

-----------------------------------------------------------------------------
\* Liveness: all copies are equal in the end, and stay so.  It holds if writes stop, and of every
\* two nodes copies come from the one to the other again and again, be it through others.

Equal == \A n, p \in Node : nodes[n] = nodes[p]

Convergence == <>[]Equal
=============================================================================
