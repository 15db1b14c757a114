package import Portal

/// What a write takes from the request that asks for it.
package struct WriteContext: Sendable {
    /// One instant for everything that the request changes.
    package let now: Timestamp
    /// Under which the log and the change log know the request.
    package let requestID: String
    /// Network address of the caller, for the audit trail; nil for a request without a socket.
    package let peer: String?

    package init(now: Timestamp, requestID: String, peer: String? = nil) {
        self.now = now
        self.requestID = requestID
        self.peer = peer
    }
}
