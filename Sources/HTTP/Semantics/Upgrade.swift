extension Request {
    /// Whether the client offers to go on in another protocol, whose name is written in lower case (RFC 9110 §7.8).
    ///
    /// HTTP/1.0 has no upgrades, and an Upgrade field that Connection does not name is not meant for this server.
    package func upgrades(to protocolName: StaticString) -> Bool {
        speaksChunks && !isHead && lists("upgrade", in: "connection") && lists(protocolName, in: "upgrade")
    }

    /// Whether one of the elements of a list field is `element`, in any letter case.
    package func lists(_ element: StaticString, in field: StaticString) -> Bool {
        var found = false
        forEachHeader(field) { value in
            var rest = value
            while !rest.isEmpty {
                if rest.cut(at: UInt8(ascii: ",")).trimmed.equals(ignoringCase: element) { found = true }
            }
        }
        return found
    }
}
