/** Primary–backup, tied to its spec. Start at {@link dev.quorate.conformance.binding.primarybackup.PrimaryBackupBinding}. */
package dev.quorate.conformance.binding.primarybackup;
