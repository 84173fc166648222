/**
 * What clients and servers of the key–value store say to each other, and how that is bytes. The list is closed: {@link
 * dev.quorate.runtime.api.Request} and {@link dev.quorate.runtime.api.Response}, which {@link dev.quorate.runtime.api.Wire} writes and
 * reads, within {@link dev.quorate.runtime.api.Bounds}. The network's handshake says of which version it is.
 */
package dev.quorate.runtime.api;
