----------------------------- MODULE MCRaftLease -----------------------------
(***************************************************************************)
(* RaftComplete with an assumption about clocks, which leases need and     *)
(* which the protocol cannot check.                                        *)
(*                                                                         *)
(* A leader counts a lease from when the round began that a quorum has     *)
(* answered.  A node counts its election timeout from when it heard from   *)
(* the leader, which is later.  The lease is the shorter of the two.  If   *)
(* clocks run at about one rate, the leader's LeaseExpires of that round   *)
(* comes first, and the node's Timeout after it.  And a node that restarts *)
(* has forgotten whom it heard from, so a restart must take as long.       *)
(***************************************************************************)
EXTENDS MCRaftCompleteFaults

VARIABLE heard      \* heard[p]: of which leader p has heard last, in which term, and its round by then; or None

leaseVars == <<nodes, network, committed, reading, heard, event>>

LeaseView == <<nodes, network, committed, reading, heard>>

LeaseInit ==
    /\ MCInit
    /\ heard = [p \in Node |-> None]

\* Is this step one by which p hears from its leader?
Hears(p) ==
    /\ event'.type = "Receive"
    /\ event'.message.to = p
    /\ event'.message.type \in {"AppendEntries", "InstallSnapshot"}
    /\ event'.message.term = nodes'[p].currentTerm

\* The clock of the leader that p has heard from does not say yet that this is too long ago.
SupportsLease(p) ==
    /\ heard[p] # None
    /\ LET s == nodes[heard[p].leader]
       IN  /\ s.role = "Leader" /\ s.currentTerm = heard[p].term
           /\ heard[p].round > s.leading.expired

\* Clocks as assumed.  Replaceable.
ClocksAgree == event'.type \in {"Timeout", "Restart"} => ~SupportsLease(event'.node)

\* Planted fault, for ClocksAgree: a clock may run as it likes, and a restart may be short.
AnyClock == TRUE

\* What the step that is taken means for clocks.
Clocks ==
    /\ ClocksAgree
    /\ heard' = [p \in Node |->
          IF Hears(p)
          THEN [leader |-> event'.message.from, term |-> event'.message.term, round |-> event'.message.round]
          ELSE heard[p]]
=============================================================================
