/// What reads bytes that strangers send, each with what must hold of any bytes: the fuzzer looks for some of which it does not.
package enum Reader: String, CaseIterable, Sendable {
    case http, json, graphql, multipart, frame, cursor

    /// Reads the bytes.
    ///
    /// - Returns: Whether the reader kept its word. That it does not trap, and reads and writes no memory but its own, is for the process
    ///   to show.
    package func holds(for bytes: [UInt8]) -> Bool {
        switch self {
        case .http: bytes.withUnsafeBytes(readRequests)
        case .json: bytes.withUnsafeBytes(readJSON)
        case .graphql: readGraphQL(bytes)
        case .multipart: bytes.withUnsafeBytes(readMultipart)
        case .frame: readFrames(bytes)
        case .cursor: readCursor(bytes)
        }
    }
}

extension UnsafeRawBufferPointer {
    /// Views of all bytes in pieces of that size, the last of what is left.
    func pieces(of size: Int) -> [UnsafeRawBufferPointer] {
        stride(from: 0, to: count, by: size).map {
            UnsafeRawBufferPointer(rebasing: self[$0..<Swift.min($0 + size, count)])
        }
    }
}
