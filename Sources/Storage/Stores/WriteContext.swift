package import Portal

/// What a write takes from the request that asks for it.
package struct WriteContext: Sendable {
    /// One instant for everything that the request changes.
    package let now: Timestamp
    /// Under which the log and the change log know the request.
    package let requestID: String

    package init(now: Timestamp, requestID: String) {
        self.now = now
        self.requestID = requestID
    }
}
