extension Request {
    /// The values of all cookies of a name, in order: `Cookie` of RFC 6265 §4.2.
    package func cookies(_ name: StaticString) -> [UnsafeRawBufferPointer] {
        var values: [UnsafeRawBufferPointer] = []
        forEachHeader("cookie") { line in
            var rest = line
            while !rest.isEmpty {
                var value = rest.cut(at: UInt8(ascii: ";")).trimmed
                if value.cut(at: UInt8(ascii: "=")).equals(name) { values.append(value) }
            }
        }
        return values
    }
}
