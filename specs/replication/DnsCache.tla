------------------------------ MODULE DnsCache ------------------------------
(***************************************************************************)
(* Caches with a time to live, as in the Domain Name System: one authority *)
(* holds a value, and resolvers answer with what they have heard of it,    *)
(* for so long and no longer.                                              *)
(*                                                                         *)
(* After P. Mockapetris, RFC 1034 (1987; its sections are cited as §) and  *)
(* RFC 1035.  The contrast is C. Gray and D. Cheriton, "Leases" (SOSP      *)
(* 1989): there the holder of the value waits, before it changes it, until *)
(* nobody may answer with the old one; here it does not.  The Java class   *)
(* is dev.quorate.replication.dnscache.DnsCache: one method per action,    *)
(* same names, same order.                                                 *)
(*                                                                         *)
(* Where it departs from them, and why:                                    *)
(*  - A value may be cached until TTL after its query was sent, and not    *)
(*    after its response arrived, as where a cached time to live counts    *)
(*    down (RFC 1035, §6.1.3): so the bound on how old an answer is does   *)
(*    not depend on delays.  Gray and Cheriton shorten a lease's term at   *)
(*    its holder by the time of its messages (§3.1 there).                 *)
(*  - One name, one authority, no hierarchy, no secondary servers, and one *)
(*    time to live for all.                                                *)
(*  - A resolver that has a value does not ask for it anew.                *)
(*                                                                         *)
(* Time is discrete: each node has a clock, which Tick(n) moves.  Nodes    *)
(* know no other time.  Properties say what holds while clocks are kept    *)
(* together (Together): the authority's is level with the others or one    *)
(* tick ahead.                                                             *)
(*                                                                         *)
(* The network is the set of messages that may still arrive.  A message    *)
(* stays there when it is received, so that it may arrive again, at any    *)
(* later time and after any other; Lose takes it away.                     *)
(***************************************************************************)
EXTENDS Naturals, Sequences, FiniteSets

CONSTANTS
    Authority,  \* the node that holds the value
    Resolver,   \* the set of nodes that cache it
    Value,      \* the set of values that clients may write
    TTL,        \* the time to live, in ticks
    None        \* no value: nothing was written; nothing is cached

VARIABLES
    nodes,      \* nodes[n]: the local state of node n, a record (see TypeOK)
    network,    \* the set of messages that may still arrive
    held        \* ghost: the values that the authority has held, in order, each with the time from which on: [value, since]

vars == <<nodes, network, held>>

-----------------------------------------------------------------------------
\* Messages.

\* at: the sender's clock.
Query(from, to, at) ==
    [type |-> "Query", from |-> from, to |-> to, at |-> at]

\* at: that of the query that it answers.
Response(from, to, at, value) ==
    [type |-> "Response", from |-> from, to |-> to, at |-> at, value |-> value]

-----------------------------------------------------------------------------
\* Helpers.  Those marked "replaceable" are where a model plants a known fault.

Node == {Authority} \cup Resolver

\* What a restart finds: the authority's value, which is on disk, and the time of day.  Replaceable.
Durable(s) == [s EXCEPT !.cache = None, !.reading = FALSE]

\* What is cached is dropped when its time is over (§3.6, TTL).  Replaceable.
Expire(s) == IF s.cache # None /\ s.clock >= s.cache.since + TTL THEN [s EXCEPT !.cache = None] ELSE s

\* From when the time to live counts: `at` is the clock when the query was sent, `now` when its
\* response arrives.  Replaceable.
CountedFrom(at, now) == at

\* s with a value in its cache, unless its time is over already.
Remember(s, value, at) ==
    Expire([s EXCEPT !.cache = [value |-> value, since |-> CountedFrom(at, s.clock)]])

\* Node n takes a step to the local state s and sends messages.  The ghost records
\* what the authority holds, if it is another value than before.  Replaceable.
Step(n, s, sent) ==
    /\ nodes' = [nodes EXCEPT ![n] = s]
    /\ network' = network \cup sent
    /\ held' = IF n = Authority /\ s.value # held[Len(held)].value
               THEN Append(held, [value |-> s.value, since |-> s.clock])
               ELSE held

-----------------------------------------------------------------------------
\* The initial state.

InitialNode ==
    [clock   |-> 0,         \* the time; goes on while the node is down
     value   |-> None,      \* the authority's: what was written last; durable
     cache   |-> None,      \* a resolver's: what it has heard, [value, since]
     reading |-> FALSE]     \* a resolver's: whether a client waits for an answer

Init ==
    /\ nodes = [n \in Node |-> InitialNode]
    /\ network = {}
    /\ held = <<[value |-> None, since |-> 0]>>

-----------------------------------------------------------------------------
\* The actions: what can happen at a node.

\* A client writes at the authority, and has its answer.  Nobody is told of it: who has the old
\* value in a cache is right for as long as the time to live says.
Write(n, v) ==
    /\ n = Authority
    /\ Step(n, [nodes[n] EXCEPT !.value = v], {})

\* A client asks resolver n.  Safe because it has no answer yet.
Read(n) ==
    LET s == nodes[n]
    IN  /\ n \in Resolver
        /\ ~s.reading
        /\ Step(n, [s EXCEPT !.reading = TRUE], {})

\* The resolver answers with what is in its cache (§5.3.3, step 1).  Safe, within the bound,
\* because that is not older than the time to live.
AnswerFromCache(n) ==
    LET s == nodes[n]
    IN  /\ s.reading
        /\ s.cache # None
        /\ Step(n, [s EXCEPT !.reading = FALSE], {})

\* The resolver has no answer and asks the authority, again if need be (§5.3.3, step 3).  Safe
\* because it changes nothing.
SendQuery(n) ==
    LET s == nodes[n]
    IN  /\ s.reading
        /\ s.cache = None
        /\ Step(n, s, {Query(n, Authority, s.clock)})

\* Time goes on at node n.  Safe because what is too old goes in the same step.
Tick(n) ==
    LET s == nodes[n]
    IN  Step(n, Expire([s EXCEPT !.clock = @ + 1]), {})

\* Node n stops, and starts again.  Safe because a cache may be empty at any time.
Restart(n) ==
    Step(n, Durable(nodes[n]), {})

-----------------------------------------------------------------------------
\* What a node does with a message.  Every message has an outcome, if only to be dropped.

\* The authority answers with what it holds.  Safe because the value is of a time after the
\* query was sent.
HandleQuery(n, m) ==
    Step(n, nodes[n], {Response(n, m.from, m.at, nodes[n].value)})

\* The resolver caches what it hears, and answers who waits (§5.3.3, step 4), unless the time to live
\* was over before the response arrived, or there is an answer in the cache already.  Safe because the
\* value was the authority's at some time since the query was sent.
HandleResponse(n, m) ==
    LET s == nodes[n]
        t == Remember(s, m.value, m.at)
    IN  IF s.cache # None \/ t.cache = None
        THEN Step(n, s, {})
        ELSE Step(n, [t EXCEPT !.reading = FALSE], {})

Receive(m) ==
    CASE m.type = "Query"    -> HandleQuery(m.to, m)
      [] m.type = "Response" -> HandleResponse(m.to, m)

-----------------------------------------------------------------------------
\* What can happen in the network.

\* A message is lost.  Safe because the resolver asks again.
Lose(m) ==
    /\ network' = network \ {m}
    /\ UNCHANGED <<nodes, held>>

-----------------------------------------------------------------------------
Next ==
    \/ \E n \in Node, v \in Value : Write(n, v)
    \/ \E n \in Node : Read(n) \/ AnswerFromCache(n) \/ SendQuery(n) \/ Tick(n) \/ Restart(n)
    \/ \E m \in network : Receive(m) \/ Lose(m)

Spec == Init /\ [][Next]_vars

-----------------------------------------------------------------------------
\* Types.

CacheOK(s) ==
    s.cache # None =>
        /\ DOMAIN s.cache = {"value", "since"}
        /\ s.cache.value \in Value \cup {None}
        /\ s.cache.since \in 0..s.clock

NodeOK(n, s) ==
    /\ DOMAIN s = {"clock", "value", "cache", "reading"}
    /\ s.clock \in Nat
    /\ s.value \in Value \cup {None}
    /\ s.reading \in BOOLEAN
    /\ CacheOK(s)
    /\ n # Authority => s.value = None
    /\ n = Authority => s.cache = None /\ ~s.reading

MessageOK(m) ==
    /\ m.at \in Nat
    /\ CASE m.type = "Query"    -> m = Query(m.from, Authority, m.at) /\ m.from \in Resolver
         [] m.type = "Response" -> m = Response(Authority, m.to, m.at, m.value) /\ m.to \in Resolver

TypeOK ==
    /\ DOMAIN nodes = Node
    /\ \A n \in Node : NodeOK(n, nodes[n])
    /\ \A m \in network : MessageOK(m)
    /\ \A i \in DOMAIN held : held[i].value \in Value \cup {None} /\ held[i].since \in Nat

-----------------------------------------------------------------------------
\* Safety, as long as clocks are together.

Now == nodes[Authority].clock
Last == held[Len(held)]

Together == \A n \in Resolver : Now - nodes[n].clock \in {0, 1}

\* How long ago the authority gave up a value; 0 if it holds it.
Age(v) ==
    LET last == CHOOSE i \in DOMAIN held : held[i].value = v /\ \A j \in i + 1..Len(held) : held[j].value # v
    IN  IF v = Last.value THEN 0 ELSE Now - held[last + 1].since

Cached == {nodes[n].cache.value : n \in {r \in Resolver : nodes[r].cache # None}}

\* What a resolver would answer with was written.
Integrity == \A v \in Cached : \E i \in DOMAIN held : held[i].value = v

\* What a resolver would answer with was current TTL ago, or since.
BoundedStaleness == Together => \A v \in Cached : Age(v) <= TTL

\* When the authority has held a value for longer than TTL, no resolver would answer with another.
Convergence == Together /\ Now - Last.since > TTL => Cached \subseteq {Last.value}

\* A clock never goes back, not even by a restart.
ClockMonotonic == [][\A n \in Node : nodes'[n].clock >= nodes[n].clock]_vars

\* What was written stays, until something else is written; not even a restart changes it.
WritesAreDurable == [][nodes'[Authority].value = nodes[Authority].value \/ \E v \in Value : Write(Authority, v)]_vars
=============================================================================
