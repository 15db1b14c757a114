import HTTP

/// What pages of other origins may do here: <https://fetch.spec.whatwg.org/#origin-header>.
enum CrossSite {
    /// Whether a browser may open a WebSocket: browsers ask nobody else before they do, and say whose page it is.
    ///
    /// Without an `Origin` it is no browser. The scheme is not compared: TLS ends at the proxy.
    static func mayConnect(_ request: borrowing Request) -> Bool {
        guard request.count(of: "origin") <= 1 else { return false }
        guard let origin = request.header("origin") else { return true }
        guard let authority = request.authority else { return false }
        for scheme in ["https://", "http://"] where origin.starts(with: scheme.utf8) {
            let host = origin.dropFirst(scheme.utf8.count)
            return host.count == authority.count && zip(host, authority).allSatisfy { $0 | 0x20 == $1 | 0x20 }
        }
        return false
    }
}
