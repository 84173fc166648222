------------------------- MODULE TraceGossipVector --------------------------
(***************************************************************************)
(* Is a log a behaviour of Gossip with version vectors?  The versioning is *)
(* a constant, which TraceGossipVector.cfg gives.                          *)
(***************************************************************************)
EXTENDS TraceGossip
=============================================================================
