/// RFC 9112 §3: method, target and version.
extension RequestParser {
    mutating func requestLine(_ bytes: UnsafeRawBufferPointer) throws(Malformed) -> Bool {
        guard let line = try line(bytes, maximum: limits.requestLine, orElse: .uriTooLong) else { return false }
        if line.isEmpty {
            // RFC 9112 §2.2: an empty line before the request line is ignored; one is enough.
            guard line.lowerBound == 0 else { throw Malformed(.badRequest) }
            return true
        }
        // RFC 9112 §3: exactly one SP between the three parts; anything else invites different readings.
        var rest = bytes[in: line]
        let method = rest.cut(at: .space)
        let target = rest.cut(at: .space)
        try version(rest)
        try self.method(method)
        try self.target(target, at: line.lowerBound + method.count + 1)
        fieldsStart = cursor
        stage = .fieldLine
        return true
    }

    /// RFC 9112 §2.3; RFC 9110 §15.6.6 for another major version, §2.5 for a higher minor one, which is read as 1.1.
    private mutating func version(_ version: UnsafeRawBufferPointer) throws(Malformed) {
        guard version.count == 8, version[in: 0..<5].equals("HTTP/"),
            version[5].isDigit, version[6] == UInt8(ascii: "."), version[7].isDigit
        else { throw Malformed(.badRequest) }
        guard version[5] == UInt8(ascii: "1") else { throw Malformed(.httpVersionNotSupported) }
        head.isHTTP10 = version[7] == UInt8(ascii: "0")
    }

    /// RFC 9110 §9.1: case-sensitive; one that is not recognised is 501.
    ///
    /// CONNECT is for proxies and not recognised.
    private mutating func method(_ method: UnsafeRawBufferPointer) throws(Malformed) {
        guard !method.isEmpty, method.allSatisfy(\.isTokenCharacter) else { throw Malformed(.badRequest) }
        head.method =
            if method.equals("POST") {
                .post
            } else if method.equals("GET") || method.equals("HEAD") {
                .get
            } else if method.equals("OPTIONS") {
                .options
            } else if method.equals("PUT") {
                .put
            } else if method.equals("PATCH") {
                .patch
            } else if method.equals("DELETE") {
                .delete
            } else if method.equals("TRACE") {
                .trace
            } else {
                throw Malformed(.notImplemented)
            }
        head.isHead = method[0] == UInt8(ascii: "H")
    }

    /// RFC 9112 §3.2: origin form, absolute form (§3.2.2: a server must accept it) or, for OPTIONS, an asterisk (§3.2.4).
    ///
    /// Visible ASCII is taken as it comes: clients in the field leave `{` and `"` of a query unencoded. `#` never reaches a server.
    private mutating func target(_ target: UnsafeRawBufferPointer, at start: Int) throws(Malformed) {
        guard !target.isEmpty, target.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "#") })
        else { throw Malformed(.badRequest) }
        if target[0] == UInt8(ascii: "/") {
            splitPath(target, at: start)
        } else if target.count == 1, target[0] == UInt8(ascii: "*"), head.method == .options {
            head.path = place(start..<start + 1)
        } else {
            try absoluteForm(target, at: start)
        }
    }

    private mutating func absoluteForm(_ target: UnsafeRawBufferPointer, at start: Int) throws(Malformed) {
        let scheme = ["http://", "https://"].first {
            target.count > $0.utf8.count && target.starts(with: $0.utf8, by: { $0.lowercased == $1 })
        }
        guard let scheme else { throw Malformed(.badRequest) }
        let authorityStart = scheme.utf8.count
        let authorityEnd =
            target[authorityStart...].firstIndex { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "?") } ?? target.count
        guard Self.isHost(target[in: authorityStart..<authorityEnd]) else { throw Malformed(.badRequest) }
        head.authority = place(start + authorityStart..<start + authorityEnd)
        splitPath(target[in: authorityEnd..<target.count], at: start + authorityEnd)
    }

    private mutating func splitPath(_ target: UnsafeRawBufferPointer, at start: Int) {
        let path = target.index(of: UInt8(ascii: "?")) ?? target.count
        head.path = place(start..<start + path)
        if path < target.count { head.query = place(start + path + 1..<start + target.count) }
    }

    /// uri-host [ ":" port ] of RFC 9110 §7.2, without RFC 3986's user information, and not empty (RFC 9110 §4.2.1).
    static func isHost(_ host: UnsafeRawBufferPointer) -> Bool {
        guard !host.isEmpty, host.allSatisfy(\.isHostCharacter) else { return false }
        // RFC 3986 §3.2.2: colons that do not introduce the port stand between brackets.
        let name = host[0] == UInt8(ascii: "[") ? host.index(of: UInt8(ascii: "]")).map { $0 + 1 } : 0
        guard let name else { return false }
        var port = host[in: name..<host.count]
        let rest = port.cut(at: UInt8(ascii: ":"))
        return (name == 0) != rest.isEmpty && port.allSatisfy(\.isDigit)
    }

    /// A place as the tables keep it: the limits keep every head far below 2 GiB.
    func place(_ range: Range<Int>) -> Range<Int32> {
        Int32(truncatingIfNeeded: range.lowerBound)..<Int32(truncatingIfNeeded: range.upperBound)
    }
}
