/// Where a request comes from.
package struct Peer: Sendable {
    /// As much of the network address as tells callers apart.
    let network: UInt64
    /// Whether it is this machine: whoever comes through a proxy here that names nobody has the same.
    let isLocal: Bool
    /// The address in words, for the audit trail; nil if there is none.
    let text: @Sendable () -> String?

    package init(network: UInt64, isLocal: Bool = false, text: @autoclosure @escaping @Sendable () -> String?) {
        self.network = network
        self.isLocal = isLocal
        self.text = text
    }

    /// Nobody says where the request comes from.
    package static let unknown = Peer(network: 0, isLocal: true, text: nil)
}

/// A request as it has come.
struct Arrival {
    let body: UnsafeRawBufferPointer
    /// Why the body is no request, if that is known before anybody looks at it as one: it is a list, and a wrong one.
    var malformed: MalformedRequest? = nil
    /// The value of the header of that name.
    let authorization: UnsafeRawBufferPointer?
    /// Whether nothing may be changed: the method was GET.
    var isSafe = false
    /// Whether its caller has paid for the asking: it was answered with `needsStream`, or its stream is taken up again.
    var isPaid = false
    /// The answers that the client has.
    var kept: KeptAnswers? = nil
    /// That of the page that asks; nil where the answer can set none.
    var cookie: SessionCookie? = nil
    let peer: Peer
    /// Whether nobody waits for the answer any more.
    var isGone: @Sendable () -> Bool = { false }

    /// The same, but of one of the requests in its body.
    func part(_ place: Range<Int>) -> Arrival {
        Arrival(
            body: UnsafeRawBufferPointer(rebasing: body[place]), authorization: authorization, isSafe: isSafe,
            cookie: cookie, peer: peer, isGone: isGone)
    }
}
