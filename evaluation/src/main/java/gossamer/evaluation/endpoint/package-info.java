/**
 * Ends of data channels in processes of their own, whoever made them: all are told what to do in
 * one language, so that they can be measured against each other.
 *
 * <h2>The line protocol</h2>
 *
 * A process reads requests from its standard input and writes answers to its standard output: one
 * JSON object per line, UTF-8. It first writes {@code {"ready":true}}. Requests are carried out at
 * the same time; answers come in any order and carry the id of their request. The end of the input
 * ends the process. Standard error is for people.
 *
 * <pre>
 *   {"id":7,"op":"offer","connection":"c"}   →   {"id":7,"value":{"sdp":"v=0…"}}
 *                                            or  {"id":7,"error":"what went wrong"}
 * </pre>
 *
 * Connections and channels have names that the one who asks chooses; the name of a channel is its
 * label. Operations, and the members of their values:
 *
 * <ul>
 *   <li>{@code create} connection: makes a peer connection.
 *   <li>{@code channel} connection, channel, ordered (true), maxRetransmits, maxPacketLifeTime
 *       (ms), negotiated (false), streamId: makes a channel. Members that are absent are as in
 *       W3C's RTCDataChannelInit.
 *   <li>{@code offer} connection → sdp: makes an offer and sets it.
 *   <li>{@code answer} connection, sdp → sdp: sets the offer, makes an answer and sets it.
 *   <li>{@code accept} connection, sdp: sets the answer.
 *   <li>{@code candidates} connection → candidates, complete: waits for candidates that were not
 *       given yet, each {candidate, mid, line}; complete when there will be no more.
 *   <li>{@code candidate} connection, candidate, mid, line: adds one of the other side.
 *   <li>{@code awaitOpen} connection, channel: waits until the channel is there and open.
 *   <li>{@code awaitClosed} connection, channel: waits until it is closed.
 *   <li>{@code send} connection, channel, bytes, size, buffered → bytes, messages, seconds: sends
 *       binary messages of at most size bytes until all bytes are handed over, keeping at most
 *       buffered bytes in the channel.
 *   <li>{@code receive} connection, channel, bytes → bytes, messages, seconds: waits until so many
 *       bytes have come since the last receive; the seconds are from the first message to the last.
 *   <li>{@code echo} connection, channel: from now on every message goes back.
 *   <li>{@code ping} connection, channel, size, count → millis (an array): messages to a channel
 *       that echoes, one after the other.
 *   <li>{@code measure} collect (false) → cpuMillis, rssBytes, heapBytes: of the process; collect
 *       runs the garbage collector first. Not in pages: there the browser's processes are asked.
 *   <li>{@code close} connection: closes it.
 * </ul>
 */
@NullMarked
package gossamer.evaluation.endpoint;

import org.jspecify.annotations.NullMarked;
