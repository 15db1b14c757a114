extension Request {
    /// Whether the client offers to go on in another protocol, whose name is written in lower case (RFC 9110 §7.8).
    ///
    /// HTTP/1.0 has no upgrades, and an Upgrade field that Connection does not name is not meant for this server.
    package func upgrades(to protocolName: StaticString) -> Bool {
        speaksChunks && !isHead && lists("upgrade", in: "connection", ignoringCase: true)
            && lists(protocolName, in: "upgrade", ignoringCase: true)
    }

    /// Whether one of the elements of a list field is `element`.
    package func lists(_ element: StaticString, in field: StaticString, ignoringCase: Bool = false) -> Bool {
        var found = false
        forEachHeader(field) { value in
            var rest = value
            while !rest.isEmpty {
                let next = rest.cut(at: UInt8(ascii: ",")).trimmed
                if ignoringCase ? next.equals(ignoringCase: element) : next.equals(element) { found = true }
            }
        }
        return found
    }
}
