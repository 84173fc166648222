----------------------------- MODULE MCDnsCache -----------------------------
(***************************************************************************)
(* Caches with a time to live as a bounded model: bounds, the name of each *)
(* step; the faults that some models plant, and the situations that some   *)
(* must reach.  What a model bounds and what it must yield stands in       *)
(* models/dns-cache-*.cfg.                                                 *)
(***************************************************************************)
EXTENDS DnsCache, TLC

CONSTANTS
    MaxClock,       \* clocks go from 0 to this
    MaxWrites,      \* at most so many times the value changes, where FewWrites says so
    MaxInFlight     \* at most this many messages are in the network at once

VARIABLE event      \* what happened last; View keeps it out of the fingerprint, so it costs no states

mcVars == <<nodes, network, held, event>>

View == <<nodes, network, held>>

\* The bounds cut off what lies beyond, they disable nothing: a state beyond them
\* is generated, and left at that.
Bounds ==
    /\ \A n \in Node : nodes[n].clock <= MaxClock
    /\ Cardinality(network) <= MaxInFlight

\* For models with more than one value, which could change for ever.
FewWrites == Len(held) <= MaxWrites + 1

MCInit ==
    /\ Init
    /\ event = [type |-> "Init"]

\* Next, each step with its name.  What happens in the network alone has no `node`.
MCNext ==
    \/ \E n \in Node, v \in Value :
          Write(n, v) /\ event' = [type |-> "Write", node |-> n, value |-> v]
    \/ \E n \in Node :
          \/ Read(n) /\ event' = [type |-> "Read", node |-> n]
          \/ AnswerFromCache(n) /\ event' = [type |-> "AnswerFromCache", node |-> n]
          \/ SendQuery(n) /\ event' = [type |-> "SendQuery", node |-> n]
          \/ Tick(n) /\ event' = [type |-> "Tick", node |-> n]
          \/ Restart(n) /\ event' = [type |-> "Restart", node |-> n]
    \/ \E m \in network :
          \/ Receive(m) /\ event' = [type |-> "Receive", node |-> m.to, message |-> m]
          \/ Lose(m) /\ event' = [type |-> "Lose", message |-> m]

MCSpec == MCInit /\ [][MCNext]_mcVars

-----------------------------------------------------------------------------
\* Planted faults: each replaces an operator of DnsCache in a model that must then
\* violate a property.  A property that no fault can break says nothing.

\* For CountedFrom: the time to live counts from when the response arrives.
FromArrival(at, now) == now

\* For Expire: nothing is ever dropped.
NeverExpire(s) == s

\* For Durable: the clock is set to 0.
ForgetTime(s) == [s EXCEPT !.clock = 0, !.cache = None, !.reading = FALSE]

\* For Durable: the authority's value is not on disk.
ForgetValue(s) == [s EXCEPT !.value = None, !.cache = None, !.reading = FALSE]

\* For Remember: the resolver makes up what it caches.
Invent(s, value, at) == [s EXCEPT !.cache = [value |-> CHOOSE v \in Value : v # value, since |-> at]]

\* For Remember: the value is cached, and not from when.
RememberNoTime(s, value, at) == [s EXCEPT !.cache = [value |-> value]]

-----------------------------------------------------------------------------
\* Witnesses: each denies a situation that must be reachable, so that a model
\* which checks one must violate it.

\* A resolver answers with a value that the authority does not hold any more.
NeverStale == \A v \in Cached : v = Last.value

\* The bound is reached: a resolver would answer with what was current TTL ago, and not since.
NeverSoStale == Together => \A v \in Cached : Age(v) < TTL

\* Two resolvers that are asked at once give different answers.
NeverDisagree ==
    \A n, p \in Resolver :
        nodes[n].cache # None /\ nodes[p].cache # None => nodes[n].cache.value = nodes[p].cache.value
=============================================================================
