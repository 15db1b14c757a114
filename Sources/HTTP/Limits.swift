/// Every bound on what a client may make this server hold or wait for.
package struct Limits: Sendable {
    /// Bytes of a request line without its CRLF; longer is 414.
    ///
    /// RFC 9112 §3 asks for 8,000 at least.
    package var requestLine = 16 * 1024
    /// Bytes of all field lines with their CRLFs; longer is 431.
    ///
    /// Four full cookies and a long token fit.
    package var fieldSection = 32 * 1024
    /// Field lines in a request; more is 431.
    ///
    /// Browsers send fewer than 30.
    package var fields = 100
    /// Bytes of decoded request content; more is 413.
    ///
    /// The longest honest GraphQL document is far below.
    package var content = 1024 * 1024
    /// Bytes of chunk extensions and trailer lines in a request together; more is 431.
    ///
    /// Both are thrown away.
    package var chunkOverhead = 4 * 1024
    /// Bytes the kernel has not taken yet, above which a connection is neither read nor served: back-pressure.
    package var unsent = 256 * 1024
    /// Bytes the kernel has not taken yet, below which a stream that had no room is asked for more.
    package var streamLowWater = 64 * 1024
    /// Bytes read ahead while an answer is deferred or streams, above which a connection is not read.
    package var readAhead = 64 * 1024
    /// Open connections of one event loop; one more is accepted and closed.
    ///
    /// The server lowers it to what its descriptors allow.
    package var connections = 10_000
    /// File descriptors that connections leave to attachments on their way, in and out, databases and logs: so many, or a quarter of
    /// those that the process may have.
    package var reservedDescriptors = 256
    /// Bytes of what clients have sent and not read beyond a `share` each, in all event loops together, above which those that
    /// hold more than that are given up.
    package var held = 32 * 1024 * 1024
    /// Bytes that a connection may hold whatever the others do: an ordinary request and its answer.
    package var share = 16 * 1024

    /// From the first byte of a request to the end of its header section; longer is 408.
    package var headerDeadline = Duration.seconds(10)
    /// Without a byte of the content; longer is 408.
    package var contentDeadline = Duration.seconds(10)
    /// Without a request on an open connection; longer is closed.
    ///
    /// Above the 60 s of usual reverse proxies, so that they close first.
    package var idleDeadline = Duration.seconds(75)
    /// Without the client taking a byte of its answer; longer is closed.
    package var responseDeadline = Duration.seconds(30)
    /// Reading on after a refusal, so that the client sees it before the reset (RFC 9112 §9.6).
    package var lingerDeadline = Duration.seconds(2)
    /// From the request to drain until whatever is left is cut; an operator waits 5 s for the whole process.
    package var drainDeadline = Duration.seconds(3)

    package init() {}
}
