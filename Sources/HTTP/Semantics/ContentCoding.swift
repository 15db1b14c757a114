extension Request {
    /// Whether the content is as it was written: no field line names a coding but `identity` (RFC 9110 §8.4).
    package var isPlain: Bool {
        var isPlain = true
        forEachHeader("content-encoding") { value in
            var rest = value
            while !rest.isEmpty {
                let coding = rest.cut(at: UInt8(ascii: ",")).trimmed
                if !coding.isEmpty, !coding.equals(ignoringCase: "identity") { isPlain = false }
            }
        }
        return isPlain
    }
}
