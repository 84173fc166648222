package dev.quorate.conformance.binding.primarybackup;

import dev.quorate.conformance.binding.Binding;
import dev.quorate.conformance.binding.Constants;
import dev.quorate.conformance.binding.World;
import dev.quorate.conformance.value.Value;
import dev.quorate.replication.primarybackup.Event;
import dev.quorate.replication.primarybackup.Message;
import dev.quorate.replication.primarybackup.Node;
import dev.quorate.replication.primarybackup.PrimaryBackup;
import java.util.Map;

/** {@link PrimaryBackup} and {@code specs/replication/PrimaryBackup.tla}. */
public final class PrimaryBackupBinding implements Binding<Node, Event, Message> {
    @Override
    public String spec() {
        return "primary-backup";
    }

    @Override
    public Class<Node> stateType() {
        return Node.class;
    }

    @Override
    public Class<Event> eventType() {
        return Event.class;
    }

    @Override
    public Class<Message> messageType() {
        return Message.class;
    }

    @Override
    public World<Node, Event, Message, ?> world(Map<String, Value> constants) {
        return new PrimaryBackupWorld(new Constants(constants));
    }
}
