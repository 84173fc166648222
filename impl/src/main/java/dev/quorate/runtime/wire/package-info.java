/** How values are written as bytes, for disk and network. Knows no protocol. */
package dev.quorate.runtime.wire;
