---------------------------- MODULE MCZabClients ----------------------------
(***************************************************************************)
(* ZooKeeper's clients as a bounded model: Zab's bounds, and the name of   *)
(* each step.  A step of a client alone has no `node`; a write is Zab's    *)
(* ClientRequest at the leader.                                            *)
(***************************************************************************)
EXTENDS MCZab, Clients

mcClientVars == <<allVars, event>>

ClientsView == allVars

MCClientsInit ==
    /\ ClientsInit
    /\ event = [type |-> "Init"]

MCClientsNext ==
    \/ MCNext /\ event'.type # "ClientRequest" /\ UNCHANGED clientVars
    \/ \E c \in Client : \E n \in Node, command \in Command, kind \in WriteKinds(c) :
          /\ Write(c, n, command, kind)
          /\ event' = [type |-> "ClientRequest", node |-> Leader(n), command |-> command]
    \/ \E c \in Client :
          \/ WriteAnswered(c) /\ event' = [type |-> "WriteAnswered", client |-> c]
          \/ ReadAnswered(c) /\ event' = [type |-> "ReadAnswered", client |-> c]
          \/ GiveUp(c) /\ event' = [type |-> "GiveUp", client |-> c]
    \/ /\ "Read" \in Kinds
       /\ \E c \in Reader, n \in Node :
             ReadLocally(c, n) /\ event' = [type |-> "ReadLocally", client |-> c, server |-> n]
    \/ /\ "SyncedRead" \in Kinds
       /\ \E c \in Reader, n \in Node :
             Sync(c, n) /\ event' = [type |-> "Sync", client |-> c, server |-> n]

MCClientsSpec == MCClientsInit /\ [][MCClientsNext]_mcClientVars

\* Clients are patient.
NoGiveUp == event'.type # "GiveUp"

\* Nobody goes back to a leader that it has given up.
NoReturn ==
    event'.type = "Elect" /\ event'.leader # event'.node =>
        nodes[event'.leader].newEpoch > nodes[event'.node].acceptedEpoch

\* Clients ask when nothing is on its way, and servers act then; but a leader may be cut off from the others, who look for another.
CalmClients ==
    event'.type \notin {"Receive", "WriteAnswered", "ReadAnswered"} => InFlight(DOMAIN network) = 0

-----------------------------------------------------------------------------
\* Planted faults.

\* For Knows: a client goes on at any server (a session that forgets what it has seen).
AnyServer(n, c) == TRUE

\* For IsWritten: a server answers as soon as it has a command on disk.
InHistory(n, zxid) == \E t \in Range(nodes[n].history.transactions) : t.zxid = zxid

\* For HasCaughtUp: a server reads at once.
AtOnce(w) == TRUE
=============================================================================
